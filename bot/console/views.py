"""What the pages show of cases and messages, in words. Nothing here changes anything."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.cases import desk
from bot.cases.machine import FREE
from bot.cases.models import Adviser, Case, CaseEvent, CaseRead, Matter, Note, State
from bot.cases.wishes import wishes_of
from bot.channels.base import CHANNELS
from bot.console import helping, queue, words, writing
from bot.console.helping import Summary
from bot.console.work import LONGEST, LONGEST_ON, may_read
from bot.content.guides.plan import lines
from bot.conversations import callback, handover, held, leaving, limits
from bot.conversations.gateway import Gateway
from bot.conversations.inbox import Talk, messages_of, talk_of
from bot.conversations.models import Address, Author, Message
from bot.conversations.support_plan import plan_for_adviser
from bot.privacy.vault import Vault

LATELY = timedelta(minutes=5)
"""Who looked so lately is said to be looking too."""
AUTHORS = {
    Author.PERSON: "Person",
    Author.ASSISTANT: "Assistant (computer)",
    Author.SERVICE: "Service",
}


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
    day: str = ""
    """Heads the first message of a day."""


@dataclass(frozen=True)
class Moved:
    what: str
    why: str
    who: str
    when: str
    iso: str


@dataclass(frozen=True)
class Written:
    who: str
    when: str
    iso: str
    text: str


@dataclass(frozen=True)
class Held:
    """A reply that has not left."""

    id: str
    text: str
    waits: bool
    """True if it waits for a second pair of eyes; else it leaves by itself in a moment."""
    since: str
    own: bool


@dataclass
class CaseView:
    """One case, and what this adviser may see and do."""

    row: queue.Row
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
    name: str = ""
    """What to call the person, if they said."""
    callback: dict[str, str] = field(default_factory=dict)
    """How the person wants to be reached, label by label."""
    summary: dict = field(default_factory=dict)
    """What was agreed at the end, and whether the person said yes to keeping it."""
    plan: list[tuple[str, list[str]]] = field(default_factory=list)
    """The person's plan as headings and what stands under each, if they show it."""
    so_far: Summary | None = None
    draft: str = ""
    about_draft: str = ""
    cost: str = ""
    """What the text messages of this conversation came to so far; empty on other channels."""
    looking: str = ""
    """Who else has looked in the last minutes."""
    boundary: str = ""
    """What is not for a peer to answer, and where to pass it."""
    matter: str = ""
    warm: str = ""
    """A draft of the words with which to pass it on."""
    nearby: str = ""
    """The kind of listings that may take it on."""
    can_step_in: bool = False
    colleagues: list[tuple[str, str]] = field(default_factory=list)
    hide_words: bool = False
    held: list[Held] = field(default_factory=list)
    """Replies that have not left."""
    looked_over: bool = False
    """True if this adviser's replies wait for a colleague's yes."""

    @property
    def last(self) -> int:
        return self.lines[-1].number if self.lines else 0

    @property
    def new_count(self) -> int:
        return sum(line.new for line in self.lines)

    @property
    def first_new(self) -> str:
        """Where in the page the first message is that this adviser has not seen; empty if none."""
        number = next((line.number for line in self.lines if line.new), 0)
        return "" if not number else "latest" if number == self.last else f"m{number}"


def last_read(session: Session, case: Case, adviser: Adviser) -> datetime | None:
    query = select(func.max(CaseRead.at)).where(
        CaseRead.case_id == case.id, CaseRead.adviser_id == adviser.id
    )
    return session.scalar(query)


def case_view(
    session: Session,
    gateway: Gateway,
    case: Case,
    talk: Talk | None,
    adviser: Adviser,
    now: datetime,
) -> CaseView:
    """The whole case page. Writes a row to the read log if it shows words of the talk."""
    history = _events(session, case)
    view = CaseView(
        row=queue.row_of(session, gateway.vault, adviser, case, gateway.hours, now),
        shown=_shown(case),
        history=_history(session, history, now),
        can_take=case.state in FREE,
        deleted=talk is None,
        boundary=words.BOUNDARIES.get(Matter(case.matter), ""),
        matter=case.matter,
        warm=words.WARM.get(Matter(case.matter), ""),
        nearby=words.NEARBY.get(Matter(case.matter), ""),
        hide_words=wishes_of(adviser).hide_words,
    )
    if case.holder:
        view.holder = session.get(Adviser, case.holder).name
    if talk is not None and CHANNELS[talk.row.channel].form == "sms":
        view.cost = writing.cost_of(limits.charged_for(session, talk.id), gateway.settings)
    if talk is None or not may_read(session, case, adviser):
        return view
    view.can_read = view.can_note = True
    view.can_write = case.state == State.TALKING
    view.can_step_in = case.ended is not None and case.ended > now - desk.COMES_BACK
    view.hidden = case.shared_from > 0
    view.stopped = _has_stopped(session, talk)
    view.longest = LONGEST_ON.get(talk.row.channel, LONGEST)
    view.writing = words.WRITING.get(talk.row.channel, "")
    seen = last_read(session, case, adviser)
    view.lines = lines_of(session, case, talk, adviser, now, seen=seen)
    view.held = held_of(session, case, talk, adviser, now)
    view.looked_over = adviser.new
    view.notes = _notes(session, case, talk, now)
    view.name = name_of(talk, case)
    if case.callback:
        view.callback = callback.words(talk.key.open("callback", case.callback))
    view.summary = leaving.summary_of(talk, case)
    view.looking = _looking(session, case, adviser, now)
    if view.can_write:
        view.so_far = helping.summary(gateway, talk, readable(session, case))
        if plan := plan_for_adviser(session, gateway.vault, talk.row.person_id):
            view.plan = lines(plan.fields, plan.agreed)
        view.draft = helping.draft_of(session, talk, case, adviser)
        view.about_draft = writing.about(view.draft, talk.row.channel, gateway.settings)
        view.colleagues = [
            (c.id, c.name + (" (on a break)" if c.away else ""))
            for c in desk.colleagues(session, case, adviser)
        ]
    log_read(session, case, adviser, now)
    return view


def held_of(
    session: Session, case: Case, talk: Talk, adviser: Adviser, now: datetime
) -> list[Held]:
    return [
        Held(
            row.id,
            held.words(talk, row),
            row.send_at is None,
            words.when(row.at, now),
            row.adviser_id == adviser.id,
        )
        for row in held.of_case(session, case.id)
    ]


def who_is(session: Session, vault: Vault, case_id: str) -> str:
    """What an adviser knows the person of a case by: the name they gave, or the case."""
    case = session.get(Case, case_id)
    talk = talk_of(session, vault, case.conversation_id) if case.callback else None
    return (talk and name_of(talk, case)) or f"case {words.ref(case_id)}"


def name_of(talk: Talk, case: Case) -> str:
    """The name the person gave for a call back; empty if none."""
    return words.name(talk.key.open("callback", case.callback)) if case.callback else ""


def _looking(session: Session, case: Case, adviser: Adviser, now: datetime) -> str:
    query = (
        select(Adviser.name)
        .join(CaseRead, CaseRead.adviser_id == Adviser.id)
        .where(CaseRead.case_id == case.id, CaseRead.at > now - LATELY, Adviser.id != adviser.id)
        .distinct()
    )
    return ", ".join(session.scalars(query.order_by(Adviser.name)))


def log_read(session: Session, case: Case, adviser: Adviser, now: datetime, why: str = "") -> None:
    session.add(CaseRead(case_id=case.id, adviser_id=adviser.id, at=now, why=why))


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
    lines, day = [], ""
    for row in readable(session, case, after):
        new_day = words.day(row.created, now)
        heading = new_day if new_day != day and not after else ""
        lines.append(_line(row, talk, adviser, now, seen, heading))
        day = new_day
    return lines


def readable(session: Session, case: Case, after: int = 0) -> list[Message]:
    rows = messages_of(session, case.conversation_id, max(after, case.shared_from - 1))
    return [row for row in rows if desk.is_shown(case, row.number)]


def marks(session: Session, case: Case) -> dict[int, str]:
    """How far each message to the person got, by number, where there is something to say."""
    query = select(Message.number, Message.sending, Message.error).where(
        Message.conversation_id == case.conversation_id, Message.author != Author.PERSON
    )
    rows = session.execute(query.order_by(Message.number)).all()
    said = {n: words.how_far(sending, error) for n, sending, error in rows}
    return {n: text for n, text in said.items() if text and desk.is_shown(case, n)}


def _line(
    row: Message,
    talk: Talk,
    adviser: Adviser,
    now: datetime,
    seen: datetime | None,
    day: str = "",
) -> Line:
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
        day=day,
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
            why=words.REASONS.get(event.why, ""),
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
