"""Bringing in a person, and what the person who writes hears about it.

Every function works inside the caller's transaction: the case and the message that says so are
committed together or not at all.
"""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.cases import desk
from bot.cases.models import Adviser, Case, CaseRead, Kind, Note, State
from bot.conversations.compose import Composer, Outgoing
from bot.conversations.inbox import Talk, keep_state, messages_of, state_of
from bot.conversations.limits import QuietHours
from bot.conversations.models import Author, Holder, Message
from bot.conversations.queue import queue

URGENT = (Kind.CRISIS, Kind.SAFEGUARDING)


def ask_for_person(
    session: Session,
    talk: Talk,
    composer: Composer,
    out: Outgoing,
    kind: Kind,
    *,
    share: bool | None,
) -> Case:
    """Open a case (or find the open one) and say so in the words that fit.

    `share`: whether the person agreed that their earlier messages are shown; None if they were not
    asked, which shows nothing and leaves an open case as it is. Urgent kinds show them always.
    """
    urgent = kind in URGENT
    case, new = desk.open_case(
        session,
        talk.id,
        kind,
        composer.now,
        due=_due(composer),
        about=composer.state.last_topic if share or urgent else "",
        borough=composer.state.borough,
        shared_from=0 if share or urgent else talk.row.last_number + 1,
    )
    if urgent:
        # The crisis text itself says that a person is told; a text message has no room for more.
        if composer.caps.form != "sms":
            out.parts.append(composer.say("case_urgent"))
    else:
        shown = composer.say("shown_all" if share else "shown_none")
        if new:
            out.parts.append(composer.say("case_opened", shown=shown))
        else:
            if share is not None and case.kind not in URGENT:
                desk.show(session, case, 0 if share else talk.row.last_number + 1, composer.now)
                out.parts.append(shown)
            out.parts.append(composer.say("case_already"))
    return case


def open_urgent(session: Session, talk: Talk, composer: Composer, kind: Kind) -> Case:
    """The case of somebody in danger, without any words about it."""
    case, _ = desk.open_case(session, talk.id, kind, composer.now, due=_due(composer))
    return case


def _due(composer: Composer) -> datetime:
    """When a case that waits from now on lapses."""
    return desk.due_at(composer.hours, composer.now, composer.settings.waiting_minutes)


def chase(session: Session, talk: Talk, composer: Composer, out: Outgoing) -> None:
    """`Is anyone coming?`"""
    case = desk.open_case_of(session, talk.id)
    if case is None:
        out.parts.append(composer.say("nothing_asked"))
        return
    desk.chase(session, case, composer.now)
    out.parts.append(composer.say("chased"))


def cancel(session: Session, talk: Talk, composer: Composer, out: Outgoing) -> None:
    """The person is not wanted any more. An urgent case is not closed by this."""
    case = desk.open_case_of(session, talk.id)
    if case is None:
        out.parts.append(composer.say("cancelled", read=""))
    elif case.kind in URGENT:
        out.parts.append(composer.say("urgent_stays"))
    elif case.state != State.TALKING:
        desk.move(session, case, "cancel", desk.Actor.PERSON, composer.now)
        read = "" if _was_read(session, talk) else composer.say("read_by_nobody")
        out.parts.append(composer.say("cancelled", read=read))


def _was_read(session: Session, talk: Talk) -> bool:
    """True if an adviser has opened this talk, now or in an earlier case."""
    query = select(CaseRead.case_id).join(Case, Case.id == CaseRead.case_id)
    return session.scalar(query.where(Case.conversation_id == talk.id).limit(1)) is not None


def lapse(session: Session, talk: Talk, composer: Composer, case: Case) -> Message:
    """Nobody came in time: the person is told (not at night), the case stays."""
    desk.move(session, case, "lapse", desk.Actor.SERVICE, composer.now)
    morning = QuietHours.parse(composer.settings.quiet_hours).over_at(composer.now)
    text = composer.say("lapsed")
    return _tell(session, talk, Author.SERVICE, text, composer.now, send_after=morning)


def join(session: Session, talk: Talk, composer: Composer, case_id: str, adviser: Adviser) -> Case:
    """An adviser takes the case; from now on the assistant is silent. Raises MoveRefused."""
    case = desk.claim(session, case_id, adviser.id, composer.now)
    talk.row.held_by = Holder.HUMAN
    _close_choices(talk)
    text = composer.say("joined", adviser=adviser.name)
    _tell(session, talk, Author.SERVICE, text, composer.now)
    return case


def reply(
    session: Session, talk: Talk, case: Case, adviser: Adviser, text: str, now: datetime, once: str
) -> Message:
    """The adviser writes to the person. Only the holder of a case in talk may. Raises MoveRefused."""
    if case.state != State.TALKING:
        raise desk.MoveRefused("That is not possible: take this case first.")
    if case.holder != adviser.id:
        raise desk.MoveRefused("That is not possible: somebody else is talking with this person.")
    return _tell(session, talk, Author.ADVISER, text, now, name=adviser.name, once=once)


def leave(
    session: Session, talk: Talk, composer: Composer, case: Case, adviser: Adviser, move: str
) -> None:
    """Hand back to the assistant, close, or put back into the queue. Raises MoveRefused."""
    desk.move(session, case, move, adviser.id, composer.now, holder=adviser.id)
    if move == "release":
        # The person waits anew, and must hear it if again nobody comes.
        case.due = _due(composer)
    talk.row.held_by = Holder.BOT
    name = {"hand_back": "handed_back", "close": "closed", "release": "case_already"}[move]
    text = composer.say(name, adviser=adviser.name)
    last = _last_words(session, talk, adviser)
    if move == "hand_back" and last:
        text += "\n\n" + composer.say("last_words", adviser=adviser.name, last=last)
    _close_choices(talk)
    _tell(session, talk, Author.SERVICE, text, composer.now)


def _close_choices(talk: Talk) -> None:
    """A `yes` said to a person must not answer a question the assistant put before."""
    state = state_of(talk)
    state.offers = []
    keep_state(talk, state)


def _last_words(session: Session, talk: Talk, adviser: Adviser) -> str:
    """What the adviser wrote last, so that what was agreed stays in view when they have gone."""
    for message in reversed(messages_of(session, talk.id)):
        if message.author == Author.ADVISER and message.author_name == adviser.name:
            return talk.key.open("body", message.body)["text"]
    return ""


def write_note(
    session: Session, talk: Talk, case: Case, adviser: Adviser, text: str, now: datetime
) -> Note:
    note = Note(case_id=case.id, adviser_id=adviser.id, at=now, body=talk.key.seal("note", text))
    session.add(note)
    session.flush()
    return note


def state_words(session: Session, talk: Talk) -> str:
    """bot, waiting_for_human, human or ended."""
    if talk.row.ended is not None:
        return "ended"
    if talk.row.held_by == Holder.HUMAN:
        return "human"
    return "waiting_for_human" if desk.open_case_of(session, talk.id) else "bot"


def _tell(
    session: Session,
    talk: Talk,
    author: str,
    text: str,
    now: datetime,
    name: str | None = None,
    once: str | None = None,
    send_after: datetime | None = None,
) -> Message:
    return queue(
        session,
        talk,
        author,
        {"text": text},
        now,
        channel=talk.row.channel,
        author_name=name,
        once=once,
        send_after=send_after,
    )
