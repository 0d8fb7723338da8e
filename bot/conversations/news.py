"""Telling advisers who are on shift, by email or Telegram, that somebody waits. Never what was said.

What is to be told is found by looking at the cases, so a restart forgets nothing; a row for each
adviser and each piece of news keeps anybody from being told twice.
"""

import smtplib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from sqlalchemy import func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from bot.cases import routing
from bot.cases.contacts import contacts_of
from bot.cases.models import Adviser, Case, CaseEvent, CaseNotice, CaseRead, Kind, State
from bot.cases.shifts import there_now
from bot.cases.wishes import AWAY_WAYS, wishes_of
from bot.channels.base import SendFailed
from bot.conversations import held, mail
from bot.conversations.gateway import Gateway
from bot.conversations.models import Author, Conversation, Message
from bot.storage.base import new_id

log = structlog.get_logger()

QUIET = timedelta(minutes=2)
"""Between two notices to one adviser, so that a busy hour is not a stream; danger does not wait."""
UNREAD = timedelta(minutes=2)
"""A message in one's own talk is told of when it was not read for so long."""
AGAIN_AFTER = timedelta(minutes=2)
ENTERS = ("open", "reopen", "release", "pass_on", "raised_crisis", "raised_safeguarding")
"""Changes of a case after which somebody waits who did not before, or more urgently."""
SAYS = {
    "urgent": ("Somebody may be in danger and waits.", "{n} people may be in danger and wait."),
    "waiting": ("Somebody new waits.", "{n} people wait."),
    "message": (
        "There is a new message in one of your talks.",
        "There are new messages in {n} talks.",
    ),
    "review": (
        "A reply waits for a second pair of eyes.",
        "{n} replies wait for a second pair of eyes.",
    ),
}


@dataclass(frozen=True)
class Piece:
    """One piece of news for one adviser."""

    adviser: Adviser
    case_id: str
    kind: str
    mark: str


def tell_advisers(gateway: Gateway) -> int:
    """Send what advisers asked to be told of; how many letters and messages left."""
    sent = 0
    for adviser, ways, pieces in _take(gateway):
        text, done = _words(gateway, pieces), False
        for way, address in ways.items():
            done = _send(gateway, way, address, text) or done
        values = {"told": gateway.clock.now()} if done else {}
        with gateway.database.begin() as session:
            rows = CaseNotice.id.in_([row_id for row_id, _ in pieces])
            if values:
                session.execute(update(CaseNotice).where(rows).values(**values))
        if done:
            sent += 1
        else:
            log.warning("adviser_not_told", adviser=adviser)
    return sent


def _take(gateway: Gateway) -> list[tuple[str, dict[str, str], list[tuple[str, str]]]]:
    """(adviser, ways, [(row, kind)]) to tell now. Of several gateways one takes each piece."""
    now = gateway.clock.now()
    with gateway.database.read() as session:
        if not any(True for _ in _news(session, gateway, now)):
            return []
    taken: dict[str, list[tuple[str, str]]] = defaultdict(list)
    ways: dict[str, dict[str, str]] = {}
    try:
        with gateway.database.begin() as session:
            for piece in list(_news(session, gateway, now)):
                row = _row(session, piece, now)
                taken[piece.adviser.id].append((row.id, piece.kind))
                ways[piece.adviser.id] = _ways(gateway, piece.adviser, piece.kind) | ways.get(
                    piece.adviser.id, {}
                )
    except IntegrityError:
        return []  # Another gateway was first.
    return [(who, ways[who], pieces) for who, pieces in taken.items()]


def _row(session: Session, piece: Piece, now: datetime) -> CaseNotice:
    query = select(CaseNotice).where(
        CaseNotice.case_id == piece.case_id,
        CaseNotice.adviser_id == piece.adviser.id,
        CaseNotice.mark == piece.mark,
    )
    row = session.scalars(query).first()
    if row is None:
        row = CaseNotice(
            id=new_id(),
            case_id=piece.case_id,
            adviser_id=piece.adviser.id,
            kind=piece.kind,
            mark=piece.mark,
            at=now,
        )
        session.add(row)
    row.try_after = now + AGAIN_AFTER
    session.flush()
    return row


def _news(session: Session, gateway: Gateway, now: datetime) -> Iterator[Piece]:
    """What each adviser on shift is still to be told of."""
    rows = session.scalars(
        select(Adviser).where(Adviser.contacts.is_not(None), Adviser.disabled.is_(None))
    ).all()
    wanting = [row for row in rows if any(wishes_of(row).of(way) for way in AWAY_WAYS)]
    if not wanting:
        return
    there = there_now(session, gateway.hours, now)
    here = [row for row in wanting if row.id in there]
    if not here:
        return
    waits = list(_waiting(session))
    lately = _told_lately(session, now)
    for adviser in here:
        done = _done(session, adviser, now)
        hidden = routing.hidden_from(session, adviser.id)
        pieces = [Piece(adviser, *found) for found in _for_one(session, adviser, waits, there, now)]
        for piece in pieces:
            if (piece.case_id, piece.mark) in done or not _ways(gateway, adviser, piece.kind):
                continue
            if piece.kind != "urgent" and adviser.id in lately:
                continue
            case = session.get(Case, piece.case_id)
            if case.conversation_id not in hidden:
                yield piece


def _for_one(
    session: Session,
    adviser: Adviser,
    waits: list[tuple[Case, int]],
    there: dict[str, str],
    now: datetime,
) -> Iterator[tuple[str, str, str]]:
    """(case, kind, mark) of what concerns this adviser."""
    for case, number in waits:
        kind = "waiting" if case.kind == Kind.ASKED else "urgent"
        elsewhere = case.organisation_id not in (None, adviser.organisation_id)
        kept = case.wanted in there and case.wanted != adviser.id
        if kind == "urgent" or not (elsewhere or kept):
            yield case.id, kind, f"v{number}"
    for row, case in held.waiting(session, adviser):
        yield case.id, "review", row.id[:20]
    for case_id, number in _unread(session, adviser, now):
        yield case_id, "message", f"m{number}"


def _waiting(session: Session) -> Iterator[tuple[Case, int]]:
    """Cases that wait, and at which change they began to."""
    entered = (
        select(CaseEvent.case_id, func.max(CaseEvent.number).label("number"))
        .where(CaseEvent.move.in_(ENTERS))
        .group_by(CaseEvent.case_id)
        .subquery()
    )
    query = (
        select(Case, entered.c.number)
        .join(entered, entered.c.case_id == Case.id)
        .where(Case.state.in_((State.WAITING, State.LAPSED)))
    )
    yield from ((case, number) for case, number in session.execute(query))


def _unread(session: Session, adviser: Adviser, now: datetime) -> Iterator[tuple[str, int]]:
    """Talks of this adviser whose newest message of the person nobody has read for a while."""
    looked = (
        select(CaseRead.case_id, func.max(CaseRead.at).label("at"))
        .where(CaseRead.adviser_id == adviser.id)
        .group_by(CaseRead.case_id)
        .subquery()
    )
    query = (
        select(Case.id, Conversation.last_number)
        .join(Conversation, Conversation.id == Case.conversation_id)
        .join(
            Message,
            (Message.conversation_id == Conversation.id)
            & (Message.number == Conversation.last_number),
        )
        .outerjoin(looked, looked.c.case_id == Case.id)
        .where(
            Case.holder == adviser.id,
            Case.state == State.TALKING,
            Message.author == Author.PERSON,
            Message.created <= now - UNREAD,
            (looked.c.at.is_(None)) | (looked.c.at < Message.created),
        )
    )
    yield from ((case_id, number) for case_id, number in session.execute(query))


def _done(session: Session, adviser: Adviser, now: datetime) -> set[tuple[str, str]]:
    """Told already, or being tried again later."""
    query = select(CaseNotice.case_id, CaseNotice.mark).where(
        CaseNotice.adviser_id == adviser.id,
        CaseNotice.told.is_not(None) | (CaseNotice.try_after > now),
    )
    return {(case_id, mark) for case_id, mark in session.execute(query)}


def _told_lately(session: Session, now: datetime) -> set[str]:
    return set(session.scalars(select(CaseNotice.adviser_id).where(CaseNotice.told > now - QUIET)))


def _ways(gateway: Gateway, adviser: Adviser, kind: str) -> dict[str, str]:
    """Where this adviser wants news of this kind, as far as it can be sent there."""
    known, wishes = contacts_of(gateway.vault, adviser), wishes_of(adviser)
    can = {
        "email": mail.configured(gateway.settings),
        "telegram": "telegram" in gateway.senders,
    }
    return {w: known[w] for w in AWAY_WAYS if w in known and kind in wishes.of(w) and can[w]}


def _words(gateway: Gateway, pieces: list[tuple[str, str]]) -> str:
    said = []
    for kind, (one, many) in SAYS.items():
        count = sum(piece_kind == kind for _, piece_kind in pieces)
        if count:
            said.append(one if count == 1 else many.format(n=count))
    return f"{' '.join(said)}\n\n{gateway.settings.public_url}/console/\n"


def _send(gateway: Gateway, way: str, address: str, text: str) -> bool:
    settings = gateway.settings
    try:
        if way == "email":
            mail.send(
                settings, mail.letter(settings, address, "Alongside: news in the console", text)
            )
        else:
            gateway.senders["telegram"].send(address, text, [], new_id())
    except (OSError, smtplib.SMTPException, SendFailed) as error:
        log.warning("notice_not_sent", way=way, kind=type(error).__name__)
        return False
    return True
