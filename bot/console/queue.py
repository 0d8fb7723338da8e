"""The queue page: who waits, call backs, one's own talks. No word of any person is in it."""

import hashlib
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.cases import alarms, desk, routing
from bot.cases.hours import Hours, in_words
from bot.cases.machine import ENDED, FREE
from bot.cases.models import (
    Adviser,
    Case,
    CaseRead,
    Conflict,
    Kind,
    Matter,
    State,
)
from bot.cases.roles import Action, may
from bot.cases.shifts import there_now
from bot.console import words
from bot.conversations import handover, held
from bot.conversations.gateway import Gateway
from bot.conversations.models import Author, Conversation, Message
from bot.privacy.vault import Vault

LATELY = timedelta(days=7)
"""How long an ended talk stays in its adviser's list."""


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
    needs: str = ""
    matter: str = ""
    """Who must answer it, if that is not a peer."""
    kept_for: str = ""
    due: str = ""
    """By when a call back was promised."""
    unread: int = 0
    name: str = ""
    """What the person is called, where this adviser may know it."""


@dataclass(frozen=True)
class Alarmed:
    """An alarm as a lead sees it."""

    id: str
    what: str
    case_id: str
    ref: str
    when: str


@dataclass(frozen=True)
class Lists:
    """Who waits, who was promised a call back, and whom this adviser talks and talked with."""

    waiting: list[Row]
    callbacks: list[Row]
    mine: list[Row]
    ended: list[Row]
    summary: str
    version: str
    """Changes when a list changes; an open page compares it."""
    resting: bool = False
    alarms: list[Alarmed] = field(default_factory=list)
    reviews: int = 0
    """Replies that wait for this adviser's yes."""
    there: list[str] = field(default_factory=list)
    """Who is on shift now, by name."""


@dataclass(frozen=True)
class Pulse:
    """The state of the lists in short: open pages ask for it at every news."""

    version: str
    waiting: int
    said: str
    urgent: int = 0
    """People in danger among those who wait."""
    reviews: int = 0
    """Replies that wait for this adviser's yes."""


def lists(session: Session, vault: Vault, adviser: Adviser, usual: Hours, now: datetime) -> Lists:
    """The whole page for this adviser. `usual`: the hours of the settings."""
    hidden = routing.hidden_from(session, adviser.id)
    free = [c for c in _cases(session, Case.state.in_(FREE)) if c.conversation_id not in hidden]
    mine = _cases(session, Case.holder == adviser.id, Case.state == State.TALKING)
    ended = _cases(
        session, Case.holder == adviser.id, Case.state.in_(ENDED), Case.ended > now - LATELY
    )
    ended = [case for case in ended if case.conversation_id not in hidden]
    there = there_now(session, usual, now)
    make = _Rows(session, vault, adviser, [*free, *mine, *ended], now, there)
    ordered = routing.in_order(free, adviser, make.needs, now, there)
    now_so = pulse(session, adviser, now)
    return Lists(
        waiting=[make.row(c) for c in ordered if c.state != State.CALLBACK_DUE],
        callbacks=[
            make.row(c)
            for c in sorted(ordered, key=lambda c: (c.due is not None, c.due or now))
            if c.state == State.CALLBACK_DUE
        ],
        mine=[make.row(c) for c in mine],
        ended=[make.row(c) for c in sorted(ended, key=lambda c: c.ended, reverse=True)],
        summary=now_so.said,
        version=now_so.version,
        resting=adviser.resting_until is not None and adviser.resting_until > now,
        alarms=_alarms(session, adviser, now),
        reviews=now_so.reviews,
        there=list(there.values()),
    )


def stamp(session: Session, adviser: Adviser) -> str:
    """Changes whenever the lists of this adviser may have changed."""
    hidden = select(func.count()).where(Conflict.adviser_id == adviser.id).scalar_subquery()
    written = (
        select(func.sum(Conversation.last_number))
        .join(Case, Case.conversation_id == Conversation.id)
        .where(Case.holder == adviser.id, Case.state == State.TALKING)
        .scalar_subquery()
    )
    own = tuple(session.execute(select(hidden, written)).one())
    return f"{desk.stamp(session)} {own}"


def pulse(session: Session, adviser: Adviser, now: datetime) -> Pulse:
    """The lists in short, without making them."""
    hidden = routing.hidden_from(session, adviser.id)
    columns = (Case.id, Case.version, Case.kind, Case.opened, Case.conversation_id)
    query = select(*columns, Case.state).where(Case.state.in_(FREE)).order_by(Case.id)
    free = [row for row in session.execute(query) if row.conversation_id not in hidden]
    mine = session.execute(
        select(Case.id, Case.version, Conversation.last_number)
        .join(Conversation, Conversation.id == Case.conversation_id)
        .where(Case.holder == adviser.id, Case.state == State.TALKING)
        .order_by(Case.id)
    ).all()
    raised = [a.id for a in _alarms(session, adviser, now)]
    reviews = [row.id for row, _ in held.waiting(session, adviser)]
    seen = [[(row.id, row.version) for row in free], [tuple(row) for row in mine], raised, reviews]
    version = hashlib.sha256(repr(seen).encode()).hexdigest()[:16]
    waiting = [row for row in free if row.state != State.CALLBACK_DUE]
    urgent = sum(row.kind in handover.URGENT for row in waiting)
    return Pulse(version, len(waiting), _summary(waiting, now), urgent, len(reviews))


def newest_of_mine(session: Session, adviser: Adviser) -> dict[str, int]:
    """The number of the person's newest message in each of this adviser's talks."""
    query = (
        select(Case.id, func.max(Message.number))
        .join(Message, Message.conversation_id == Case.conversation_id)
        .where(
            Case.holder == adviser.id,
            Case.state == State.TALKING,
            Message.author == Author.PERSON,
        )
        .group_by(Case.id)
    )
    return {case_id: number for case_id, number in session.execute(query)}


def _cases(session: Session, *where) -> list[Case]:
    return list(session.scalars(select(Case).where(*where).order_by(Case.opened)))


def _summary(waiting: list, now: datetime) -> str:
    """`3 people are waiting. 1 is in crisis. The longest wait is 12 minutes.`"""
    if not waiting:
        return "Nobody is waiting."
    said = [words.counted(len(waiting), "person is waiting.", "people are waiting.")]
    if crisis := sum(case.kind == Kind.CRISIS for case in waiting):
        said.append(words.counted(crisis, "is in crisis.", "are in crisis."))
    longest = words.how_long(now - min(case.opened for case in waiting))
    said.append(f"The longest wait is {longest}.")
    return " ".join(said)


def _alarms(session: Session, adviser: Adviser, now: datetime) -> list[Alarmed]:
    if not may(adviser, Action.LOOK_OVER):
        return []
    return [
        Alarmed(
            alarm.id,
            alarms.WHAT[alarm.what],
            case.id,
            words.ref(case.id),
            words.when(alarm.raised, now),
        )
        for alarm, case in alarms.standing(session)
    ]


class _Rows:
    """Makes rows of many cases with few queries."""

    def __init__(
        self,
        session: Session,
        vault: Vault,
        adviser: Adviser,
        cases: list[Case],
        now: datetime,
        there: dict[str, str],
    ) -> None:
        self._now, self._there, self._vault = now, there, vault
        talks = session.execute(
            select(Conversation.id, Conversation.channel, Conversation.data_key).where(
                Conversation.id.in_({case.conversation_id for case in cases})
            )
        )
        self._talks = {row.id: row for row in talks}
        names = select(Adviser.id, Adviser.name)
        self._names = {row.id: row.name for row in session.execute(names)}
        self._adviser = adviser
        self.needs: dict[str, list[str]] = {}
        for case in cases:
            talk = self._talks[case.conversation_id]
            if case.needs and talk.data_key:
                key = vault.open_key(talk.data_key, talk.id)
                self.needs[case.id] = key.open("needs", case.needs)
        self._unread = _unread(session, adviser, [c for c in cases if c.holder == adviser.id])

    def row(self, case: Case) -> Row:
        channel, now = self._talks[case.conversation_id].channel, self._now
        wanted = ""
        if case.wanted and case.state in FREE:
            wanted = "you" if case.wanted == self._adviser.id else self._names[case.wanted]
            if wanted != "you" and case.wanted not in self._there:
                wanted += " (not on shift now)"
        chased = words.counted(case.chased, "time", "times")
        needs = [routing.NEEDS.get(need, need) for need in self.needs.get(case.id, [])]
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
            chased=f"Asked again {chased}" if case.chased else "",
            needs=", ".join(needs),
            matter=words.MATTERS.get(Matter(case.matter), ""),
            kept_for=wanted,
            due=self._due(case),
            unread=self._unread.get(case.id, 0),
            name=self._name(case),
        )

    def _name(self, case: Case) -> str:
        """The name the person gave, for the adviser who talks with them and nobody else."""
        talk = self._talks[case.conversation_id]
        if case.holder != self._adviser.id or not case.callback or not talk.data_key:
            return ""
        key = self._vault.open_key(talk.data_key, talk.id)
        return words.name(key.open("callback", case.callback))

    def _due(self, case: Case) -> str:
        if case.state != State.CALLBACK_DUE:
            return ""
        return f"by {in_words(case.due, self._now)}" if case.due else "late"


def row_of(
    session: Session, vault: Vault, adviser: Adviser, case: Case, usual: Hours, now: datetime
) -> Row:
    there = there_now(session, usual, now) if case.wanted else {}
    return _Rows(session, vault, adviser, [case], now, there).row(case)


def beside(
    session: Session, gateway: Gateway, adviser: Adviser, case: Case, now: datetime
) -> tuple[Row | None, Row | None]:
    """The talk before and the talk after this one among the adviser's own."""
    mine = _cases(session, Case.holder == adviser.id, Case.state == State.TALKING)
    make = _Rows(session, gateway.vault, adviser, mine, now, {})
    place = next((n for n, one in enumerate(mine) if one.id == case.id), None)
    if place is None or len(mine) < 2:
        return None, None
    before = make.row(mine[place - 1]) if place > 0 else None
    after = make.row(mine[place + 1]) if place + 1 < len(mine) else None
    return before, after


def _unread(session: Session, adviser: Adviser, cases: list[Case]) -> dict[str, int]:
    """Messages of the person in each case since the adviser last looked."""
    if not cases:
        return {}
    looked = (
        select(CaseRead.case_id, func.max(CaseRead.at).label("at"))
        .where(CaseRead.adviser_id == adviser.id)
        .group_by(CaseRead.case_id)
        .subquery()
    )
    query = (
        select(Case.id, func.count(Message.id))
        .join(Message, Message.conversation_id == Case.conversation_id)
        .outerjoin(looked, looked.c.case_id == Case.id)
        .where(
            Case.id.in_({case.id for case in cases if case.state == State.TALKING}),
            Message.author == Author.PERSON,
            Message.number >= Case.shared_from,
            (looked.c.at.is_(None)) | (Message.created > looked.c.at),
        )
        .group_by(Case.id)
    )
    return {case_id: count for case_id, count in session.execute(query)}
