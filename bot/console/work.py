"""What advisers do with a case: each function is one transaction, and wakes who waits for news.

The same form sent twice (a double click, a resend) is done once and is no error.
"""

import hashlib

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from bot.cases import desk
from bot.cases.machine import MoveRefused
from bot.cases.models import Adviser, Case, CaseEvent, Conflict, Note, State
from bot.cases.wishes import wishes_of
from bot.channels.base import CHANNELS
from bot.console import helping
from bot.console.words import clock_time
from bot.console.writing import gives_away
from bot.conversations import handover, held, inbox, leaving
from bot.conversations.gateway import Gateway
from bot.conversations.inbox import Talk
from bot.conversations.models import Author, Message
from bot.conversations.state import TalkState

LONGEST = inbox.LONGEST
LONGEST_ON = {"sms": 1_500, "telegram": 4_000}
"""What a channel takes in one message, where that is less."""
LONGEST_LINE = 300
"""Of what was agreed."""
AT_ONCE = "That was not done: something else changed at the same moment. Please try again."


class BadText(Exception):
    """The text cannot be taken as it is; the message says what to change."""


class GivesAway(BadText):
    """There is something in the text that is safer not sent; an adviser who is sure may send it."""

    def __init__(self, what: str) -> None:
        super().__init__(f"There is {what} in your message. Nothing was sent.")


def may_read(session: Session, case: Case, adviser: Adviser) -> bool:
    """The holder reads; who held a case when it was handed back or closed still may.

    Nobody reads of somebody they said they know.
    """
    ended = (State.TALKING, State.HANDED_BACK, State.CLOSED)
    if case.holder != adviser.id or case.state not in ended:
        return False
    return session.get(Conflict, (adviser.id, case.conversation_id)) is None


def take(gateway: Gateway, adviser: Adviser, case_id: str) -> None:
    """Claim a case. Raises MoveRefused, with who has it, for all but the first."""
    try:
        with gateway.database.begin() as session:
            case, talk = find(session, gateway, adviser, case_id)
            if _done(session, case, "claim", adviser):
                return
            composer = gateway.composer(talk, CHANNELS[talk.row.channel], TalkState())
            handover.join(session, talk, composer, case.id, adviser)
    except (MoveRefused, IntegrityError) as error:
        raise MoveRefused(_who_has(gateway, case_id) or str(error)) from None
    gateway.wake(talk.id)


def answer(
    gateway: Gateway, adviser: Adviser, case_id: str, text: str, once: str, sure: bool = False
) -> str:
    """Write to the person: `sent`, or `held` until its moment is over or somebody has said yes.

    Raises MoveRefused, BadText, or GivesAway unless the adviser is `sure`.
    """
    text = checked(text, "sent")
    # The words count too: a browser may bring back an old form with something new typed in it.
    key = f"{adviser.id}/{case_id}/{once}/{text}"
    once = hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()
    try:
        with gateway.database.begin() as session:
            case, talk = find(session, gateway, adviser, case_id)
            if _sent(session, talk, once):
                return "sent"
            if held.is_held(session, case.id, once):
                return "held"
            _fits(text, LONGEST_ON.get(talk.row.channel, LONGEST), "sent")
            if not sure and (what := gives_away(text)):
                raise GivesAway(what)
            now = gateway.clock.now()
            text = helping.with_shortcuts(session, adviser, text)
            writer = session.get(Adviser, adviser.id)
            done = "held" if writer.new or wishes_of(writer).undo else "sent"
            if done == "held":
                held.hold(session, talk, case, writer, text, now, once)
            else:
                composer = gateway.beside_turn(talk)
                handover.reply(session, talk, composer, case, writer, text, once)
            helping.keep_draft(session, talk, case, adviser, "", now)
    except IntegrityError:
        with gateway.database.read() as session:
            if not _sent(session, talk, once) and not held.is_held(session, case_id, once):
                raise MoveRefused(AT_ONCE) from None
        done = "sent"
    gateway.wake(talk.id)
    return done


def write_down(gateway: Gateway, adviser: Adviser, case_id: str, text: str) -> None:
    """A note for colleagues; the person does not see it. Raises MoveRefused or BadText."""
    text = checked(text, "saved")
    with gateway.database.begin() as session:
        case, talk = find(session, gateway, adviser, case_id)
        if not may_read(session, case, adviser):
            raise MoveRefused("That is not possible: take this case first.")
        if not _noted(session, talk, case, adviser, text):
            handover.write_note(session, talk, case, adviser, text, gateway.clock.now())


def leave(
    gateway: Gateway,
    adviser: Adviser,
    case_id: str,
    move: str,
    seen: int,
    *,
    to: Adviser | None = None,
    note: str = "",
    summary: list[str] | None = None,
) -> Case:
    """hand_back, close, release, pass_on or promise_callback. Raises MoveRefused or BadText.

    `note`: for the colleague `to` whom it is passed on to. `summary`: lines for the person to see.
    `seen`: number of the last message on the adviser's page. Nobody leaves over a message of the
    person that they have not seen: no one else would answer it.
    """
    try:
        with gateway.database.begin() as session:
            case, talk = find(session, gateway, adviser, case_id)
            if _done(session, case, move, adviser):
                return case
            if any(len(line) > LONGEST_LINE for line in summary or []):
                raise BadText(
                    f"Keep each line to {LONGEST_LINE} characters: the person reads them in a text."
                )
            unseen = inbox.messages_of(session, talk.id, after=seen)
            if any(message.author == Author.PERSON for message in unseen):
                raise MoveRefused("There is a new message from the person. Read it first.")
            composer = gateway.composer(talk, CHANNELS[talk.row.channel], TalkState())
            if note.strip():
                text = checked(note, "passed on")
                handover.write_note(session, talk, case, adviser, text, gateway.clock.now())
            leaving.leave(session, talk, composer, case, adviser, move, to=to, summary=summary)
    except IntegrityError:
        raise MoveRefused(AT_ONCE) from None
    gateway.wake(talk.id)
    return case


def put_back_all(gateway: Gateway, adviser: Adviser) -> int:
    """Put all cases of an adviser who has gone back into the queue; the people are told."""
    with gateway.database.read() as session:
        held = [case.id for case in desk.held_by(session, adviser.id)]
    for case_id in held:
        with gateway.database.begin() as session:
            case = session.get(Case, case_id)
            talk = inbox.talk_of(session, gateway.vault, case.conversation_id)
            composer = gateway.composer(talk, CHANNELS[talk.row.channel], TalkState())
            leaving.leave(session, talk, composer, case, adviser, "release")
        gateway.wake(talk.id)
    return len(held)


def find(session: Session, gateway: Gateway, adviser: Adviser, case_id: str) -> tuple[Case, Talk]:
    """Case and talk, if the adviser is still one and the talk is still there."""
    case, now = session.get(Case, case_id), session.get(Adviser, adviser.id)
    if case is None:
        raise MoveRefused("There is no such case.")
    if now is None or now.disabled is not None:
        raise MoveRefused("That is not possible: your account is switched off.")
    talk = inbox.talk_of(session, gateway.vault, case.conversation_id)
    if talk is None:
        raise MoveRefused("That is not possible: what this person wrote was deleted.")
    if session.get(Conflict, (adviser.id, case.conversation_id)) is not None:
        raise MoveRefused("You said that you know this person, so this case is hidden from you.")
    return case, talk


def _done(session: Session, case: Case, move: str, adviser: Adviser) -> bool:
    """True if the latest change of the case is this very move by this adviser."""
    query = select(CaseEvent).where(CaseEvent.case_id == case.id, CaseEvent.number == case.version)
    latest = session.scalars(query).first()
    return latest is not None and (latest.move, latest.actor) == (move, adviser.id)


def _noted(session: Session, talk: Talk, case: Case, adviser: Adviser, text: str) -> bool:
    """True if the adviser's newest note of the case has these very words: a form sent twice."""
    query = select(Note).where(Note.case_id == case.id, Note.adviser_id == adviser.id)
    newest = session.scalars(query.order_by(Note.at.desc()).limit(1)).first()
    return newest is not None and talk.key.open("note", newest.body) == text


def _sent(session: Session, talk: Talk, once: str) -> bool:
    query = select(Message.id).where(Message.conversation_id == talk.id, Message.once == once)
    return session.scalar(query) is not None


def _who_has(gateway: Gateway, case_id: str) -> str:
    """Who took a case, and when; empty if nobody holds it."""
    with gateway.database.read() as session:
        case = session.get(Case, case_id)
        if case is None or case.state != State.TALKING:
            return ""
        query = select(CaseEvent.at).where(CaseEvent.case_id == case_id, CaseEvent.move == "claim")
        at = session.scalars(query.order_by(CaseEvent.number.desc())).first()
        name = session.get(Adviser, case.holder).name
    return f"{name} took this case at {clock_time(at)}. There is nothing you need to do."


def checked(text: str, done: str) -> str:
    """The text without what no person types. Raises BadText if it is empty or too long."""
    text = text.replace("\r\n", "\n").strip()
    _fits(text, LONGEST, done)
    text = inbox.clean(text).strip()
    if not text:
        raise BadText(f"Write something first. Nothing was {done}.")
    return text


def _fits(text: str, most: int, done: str) -> None:
    if len(text) > most:
        raise BadText(
            f"Your text has {len(text):,} characters. Shorten it to {most:,} or fewer. "
            f"Nothing was {done}."
        )
