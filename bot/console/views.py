"""What the pages show of cases and messages, in words. Nothing here changes anything."""

import hashlib
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.cases import desk
from bot.cases.models import Adviser, Case, CaseEvent, CaseRead, Kind, Note, State
from bot.console import words
from bot.console.work import LONGEST, LONGEST_ON, may_read
from bot.conversations import handover
from bot.conversations.inbox import Talk, messages_of
from bot.conversations.models import Address, Author, Conversation, Message

AUTHORS = {
    Author.PERSON: "Person",
    Author.ASSISTANT: "Assistant (computer)",
    Author.SERVICE: "Service",
}


@dataclass(frozen=True)
class Row:
    """One case in a list. No words of the person."""

    id: str
    ref: str
    kind: str
    urgent: bool
    about: str
    borough: str
    channel: str
    waiting: str
    since: str
    since_iso: str
    state: str
    lapsed: bool
    chased: str
    unread: int = 0


@dataclass(frozen=True)
class Lists:
    """The queue page: who waits, and whom this adviser talks with."""

    waiting: list[Row]
    mine: list[Row]
    summary: str
    version: str
    """Changes when a list changes; an open page compares it."""


@dataclass(frozen=True)
class Line:
    """One message as the holder reads it."""

    number: int
    who: str
    when: str
    iso: str
    text: str
    offers: list[str]
    sending: str
    own: bool
    """From an adviser: not read out to its writer."""
    new: bool = False


@dataclass(frozen=True)
class Moved:
    what: str
    who: str
    when: str
    iso: str


@dataclass(frozen=True)
class Written:
    who: str
    when: str
    iso: str
    text: str


@dataclass
class CaseView:
    """One case, and what this adviser may see and do."""

    row: Row
    shown: str
    history: list[Moved]
    holder: str = ""
    can_take: bool = False
    can_read: bool = False
    can_write: bool = False
    can_note: bool = False
    hidden: bool = False
    """True if the person chose not to show what was written before."""
    deleted: bool = False
    stopped: bool = False
    """True if the person has said STOP on this channel."""
    writing: str = ""
    longest: int = LONGEST
    """Characters of a reply on this channel."""
    lines: list[Line] = field(default_factory=list)
    notes: list[Written] = field(default_factory=list)

    @property
    def last(self) -> int:
        return self.lines[-1].number if self.lines else 0

    @property
    def first_new(self) -> str:
        """Where in the page the first message is that this adviser has not seen; empty if none."""
        number = next((line.number for line in self.lines if line.new), 0)
        return "" if not number else "latest" if number == self.last else f"m{number}"


def row_of(session: Session, case: Case, now: datetime, unread: int = 0) -> Row:
    channel = session.get(Conversation, case.conversation_id).channel
    chased = ""
    if case.chased:
        chased = "Asked again " + words.counted(case.chased, "time", "times")
    return Row(
        id=case.id,
        ref=words.ref(case.id),
        kind=words.KINDS[Kind(case.kind)],
        urgent=case.kind in handover.URGENT,
        about=case.about or "Not known",
        borough=case.borough or "Not known",
        channel=words.CHANNELS.get(channel, channel),
        waiting=words.how_long(now - case.opened),
        since=words.when(case.opened, now),
        since_iso=case.opened.isoformat(),
        state=words.STATES[State(case.state)],
        lapsed=case.state == State.LAPSED,
        chased=chased,
        unread=unread,
    )


def lists(session: Session, adviser: Adviser, now: datetime) -> Lists:
    queue, mine = desk.queue(session), desk.held_by(session, adviser.id)
    unread = {case.id: _unread(session, case, adviser) for case in mine}
    seen = [(c.id, c.state, c.version, unread.get(c.id)) for c in (*queue, *mine)]
    return Lists(
        waiting=[row_of(session, case, now) for case in queue],
        mine=[row_of(session, case, now, unread[case.id]) for case in mine],
        summary=_summary(queue, now),
        version=hashlib.sha256(repr(seen).encode()).hexdigest()[:16],
    )


def _summary(queue: list[Case], now: datetime) -> str:
    """`3 people are waiting. 1 is in crisis. The longest has waited 12 minutes.`"""
    if not queue:
        return "Nobody is waiting."
    said = [words.counted(len(queue), "person is waiting.", "people are waiting.")]
    if crisis := sum(case.kind == Kind.CRISIS for case in queue):
        said.append(words.counted(crisis, "is in crisis.", "are in crisis."))
    longest = words.how_long(now - min(case.opened for case in queue))
    said.append(f"The longest wait is {longest}.")
    return " ".join(said)


def _unread(session: Session, case: Case, adviser: Adviser) -> int:
    """Messages of the person since the adviser last looked."""
    query = select(func.count()).where(
        Message.conversation_id == case.conversation_id,
        Message.author == Author.PERSON,
        Message.number >= case.shared_from,
    )
    if seen := last_read(session, case, adviser):
        query = query.where(Message.created > seen)
    return session.scalar(query)


def last_read(session: Session, case: Case, adviser: Adviser) -> datetime | None:
    query = select(func.max(CaseRead.at)).where(
        CaseRead.case_id == case.id, CaseRead.adviser_id == adviser.id
    )
    return session.scalar(query)


def case_view(
    session: Session, case: Case, talk: Talk | None, adviser: Adviser, now: datetime
) -> CaseView:
    """The whole case page. Writes a row to the read log if it shows words of the talk."""
    history = _events(session, case)
    view = CaseView(
        row=row_of(session, case, now),
        shown=_shown(case),
        history=_history(session, history, now),
        can_take=case.state in (State.WAITING, State.LAPSED, State.CALLBACK_DUE),
        deleted=talk is None,
    )
    if case.holder:
        view.holder = session.get(Adviser, case.holder).name
    if talk is None or not may_read(case, adviser):
        return view
    view.can_read = view.can_note = True
    view.can_write = case.state == State.TALKING
    view.hidden = case.shared_from > 0
    view.stopped = _has_stopped(session, talk)
    view.longest = LONGEST_ON.get(talk.row.channel, LONGEST)
    view.writing = words.WRITING.get(talk.row.channel, "")
    seen = last_read(session, case, adviser)
    view.lines = lines_of(session, case, talk, adviser, now, seen=seen)
    view.notes = _notes(session, case, talk, now)
    log_read(session, case, adviser, now)
    return view


def log_read(session: Session, case: Case, adviser: Adviser, now: datetime) -> None:
    session.add(CaseRead(case_id=case.id, adviser_id=adviser.id, at=now))


def lines_of(
    session: Session,
    case: Case,
    talk: Talk,
    adviser: Adviser,
    now: datetime,
    after: int = 0,
    seen: datetime | None = None,
) -> list[Line]:
    """The messages the holder may read: none the person kept back, none after the case ended."""
    rows = readable(session, case, after)
    return [_line(row, talk, adviser, now, seen) for row in rows]


def readable(session: Session, case: Case, after: int = 0) -> list[Message]:
    rows = messages_of(session, case.conversation_id, max(after, case.shared_from - 1))
    return [row for row in rows if desk.is_shown(case, row.number)]


def _line(row: Message, talk: Talk, adviser: Adviser, now: datetime, seen: datetime | None) -> Line:
    body = talk.key.open("body", row.body)
    who = AUTHORS.get(row.author) or f"{row.author_name} (adviser)"
    from_person = row.author == Author.PERSON
    return Line(
        number=row.number,
        who=who,
        when=words.when(row.created, now),
        iso=row.created.isoformat(),
        text=body["text"],
        offers=body.get("offers") or [],
        sending="" if from_person else words.how_far(row.sending, row.error),
        own=row.author == Author.ADVISER and row.author_name == adviser.name,
        new=from_person and seen is not None and row.created > seen,
    )


def _shown(case: Case) -> str:
    if case.kind in handover.URGENT:
        return "The whole talk, because it is urgent. The person was told."
    if case.shared_from > 0:
        return "Only what is written from now on. The person chose not to show what came before."
    return "The whole talk. The person agreed."


def _events(session: Session, case: Case) -> list[CaseEvent]:
    query = select(CaseEvent).where(CaseEvent.case_id == case.id).order_by(CaseEvent.number)
    return list(session.scalars(query))


def _history(session: Session, events: list[CaseEvent], now: datetime) -> list[Moved]:
    names = {desk.Actor.PERSON: "The person", desk.Actor.SERVICE: "The service"}
    for adviser in session.scalars(
        select(Adviser).where(Adviser.id.in_({event.actor for event in events}))
    ):
        names[adviser.id] = adviser.name
    return [
        Moved(
            what=words.MOVES.get(event.move, event.move),
            who=names.get(event.actor, "Not known"),
            when=words.when(event.at, now),
            iso=event.at.isoformat(),
        )
        for event in events
    ]


def _notes(session: Session, case: Case, talk: Talk, now: datetime) -> list[Written]:
    query = select(Note, Adviser.name).join(Adviser).where(Note.case_id == case.id)
    return [
        Written(
            name, words.when(note.at, now), note.at.isoformat(), talk.key.open("note", note.body)
        )
        for note, name in session.execute(query.order_by(Note.at))
    ]


def _has_stopped(session: Session, talk: Talk) -> bool:
    query = select(Address.id).where(
        Address.conversation_id == talk.id,
        Address.channel == talk.row.channel,
        Address.opted_out.is_not(None),
    )
    return session.scalars(query).first() is not None
