"""Replies that have not left yet: the moment in which one may be taken back, and a second pair of eyes.

A held reply is a row, so a restart loses none. It becomes a message when its moment is over or when
somebody has said yes to it; taken back or sent back, its words return to the draft of its writer.
"""

from datetime import datetime, timedelta

import structlog
from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from bot.cases import desk
from bot.cases.alarms import raise_alarm
from bot.cases.machine import MoveRefused
from bot.cases.models import Adviser, Case, Draft, HeldReply, Kind, State
from bot.conversations import handover, inbox
from bot.conversations.compose import Composer
from bot.conversations.gateway import Gateway
from bot.conversations.inbox import Talk
from bot.conversations.models import Message

log = structlog.get_logger()

UNDO = timedelta(seconds=10)
"""How long a reply may be taken back before it leaves."""
LATE = timedelta(minutes=10)
"""After so long without a second pair of eyes a lead is alarmed; in a crisis at once."""


def hold(
    session: Session, talk: Talk, case: Case, adviser: Adviser, text: str, now: datetime, once: str
) -> HeldReply:
    """Keep a reply back: until somebody says yes if its writer is new, else for `UNDO`.

    Raises MoveRefused, as sending it would.
    """
    handover.may_reply(case, adviser)
    late = None
    if adviser.new:
        late = now if case.kind == Kind.CRISIS else now + LATE
    row = HeldReply(
        case_id=case.id,
        adviser_id=adviser.id,
        body=talk.key.seal("held", text),
        once=once,
        at=now,
        send_at=None if adviser.new else now + UNDO,
        late_at=late,
    )
    session.add(row)
    session.flush()
    return row


def of_case(session: Session, case_id: str) -> list[HeldReply]:
    query = select(HeldReply).where(HeldReply.case_id == case_id)
    return list(session.scalars(query.order_by(HeldReply.at, HeldReply.id)))


def words(talk: Talk, row: HeldReply) -> str:
    return talk.key.open("held", row.body)


def is_held(session: Session, case_id: str, once: str) -> bool:
    """True if this very reply is held already."""
    query = select(HeldReply.id).where(HeldReply.case_id == case_id, HeldReply.once == once)
    return session.scalar(query) is not None


def waiting(session: Session, reviewer: Adviser) -> list[tuple[HeldReply, Case]]:
    """Replies that wait for a yes this adviser may give, oldest first.

    Whoever is new looks over nobody's replies, nobody looks over their own, and an organisation's
    advisers look over each other's.
    """
    if reviewer.new:
        return []
    query = (
        select(HeldReply, Case)
        .join(Case, Case.id == HeldReply.case_id)
        .join(Adviser, Adviser.id == HeldReply.adviser_id)
        .where(HeldReply.send_at.is_(None), HeldReply.adviser_id != reviewer.id)
        .order_by(HeldReply.at)
    )
    if reviewer.organisation_id is not None:
        same = Adviser.organisation_id == reviewer.organisation_id
        query = query.where(or_(same, Adviser.organisation_id.is_(None)))
    hidden = desk.routing.hidden_from(session, reviewer.id)
    return [(r, c) for r, c in session.execute(query) if c.conversation_id not in hidden]


def send(session: Session, talk: Talk, composer: Composer, case: Case, row: HeldReply) -> Message:
    """The held reply becomes a message of its writer. Raises MoveRefused."""
    writer = session.get(Adviser, row.adviser_id)
    text, once = words(talk, row), row.once
    session.delete(row)
    session.flush()
    return handover.reply(session, talk, composer, case, writer, text, once)


def take_back(session: Session, talk: Talk, row: HeldReply, now: datetime) -> None:
    """It is not sent: its words stand at the top of its writer's draft again."""
    draft = session.get(Draft, (row.case_id, row.adviser_id))
    before = talk.key.open("draft", draft.body) if draft is not None else ""
    if draft is None:
        draft = Draft(case_id=row.case_id, adviser_id=row.adviser_id)
        session.add(draft)
    whole = f"{words(talk, row)}\n\n{before}".strip()
    draft.body, draft.at = talk.key.seal("draft", whole), now
    session.delete(row)
    session.flush()


def settle(session: Session, talk: Talk, composer: Composer, case: Case, adviser: Adviser) -> None:
    """Before the adviser leaves the talk: what was about to leave leaves now.

    Raises MoveRefused while a reply waits for a second pair of eyes. Of somebody whose account was
    switched off, such a reply becomes a note for whoever comes next.
    """
    for row in of_case(session, case.id):
        if row.send_at is not None:
            send(session, talk, composer, case, row)
        elif adviser.disabled is not None:
            text = (
                f"This reply waited for a second pair of eyes and was not sent:\n{words(talk, row)}"
            )
            handover.write_note(session, talk, case, adviser, text, composer.now)
            session.delete(row)
        else:
            raise MoveRefused(
                "A reply of yours waits for a colleague's yes. Take it back first, or wait for it."
            )
    session.flush()


def _send_or_take_back(gateway: Gateway, reply_id: str, now: datetime) -> bool:
    """True if the reply left; if its writer is not in the talk any more it is a draft again."""
    with gateway.database.begin() as session:
        row = session.get(HeldReply, reply_id, with_for_update=True)
        if row is None:
            return False
        case = session.get(Case, row.case_id)
        talk = inbox.talk_of(session, gateway.vault, case.conversation_id)
        leaves = case.state == State.TALKING and case.holder == row.adviser_id
        if leaves:
            send(session, talk, gateway.beside_turn(talk), case, row)
        else:
            take_back(session, talk, row, now)
    gateway.wake(talk.id)
    return leaves


def send_due(gateway: Gateway) -> int:
    """Send replies whose moment is over, and alarm leads of those nobody looks at; how many left."""
    now = gateway.clock.now()
    with gateway.database.read() as session:
        due = select(HeldReply.id).where(HeldReply.send_at <= now).order_by(HeldReply.at)
        ready = list(session.scalars(due))
        late = list(session.scalars(select(HeldReply.id).where(HeldReply.late_at <= now)))
    sent = 0
    for reply_id in ready:
        try:
            sent += _send_or_take_back(gateway, reply_id, now)
        except Exception as error:
            # One that cannot leave keeps no other from leaving. Its words are not logged.
            log.error("held_reply_stuck", kind=type(error).__name__)
    for reply_id in late:
        with gateway.database.begin() as session:
            row = session.get(HeldReply, reply_id)
            if row is not None:
                row.late_at = None
                raise_alarm(session, session.get(Case, row.case_id), "reply_waits", now)
        gateway.wake("")
    return sent
