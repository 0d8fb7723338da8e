"""Opening, moving and finding cases. Each change of a case goes through `_move` and nowhere else."""

from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import bindparam, func, select, update
from sqlalchemy.orm import Session

from bot.cases import routing
from bot.cases.alarms import raise_alarm
from bot.cases.hours import Hours
from bot.cases.machine import ENDED, FREE, OPEN, WHY, MoveRefused, after
from bot.cases.models import (
    Adviser,
    Case,
    CaseAlarm,
    CaseEvent,
    HeldReply,
    Kind,
    Matter,
    State,
)
from bot.cases.routing import ORDER

COMES_BACK = timedelta(hours=72)
"""How long after a talk the person comes back to the same adviser."""

# Built once: they run at every turn, and putting them together costs as much as running them.
_COMES_BACK = (
    select(Case)
    .join(Adviser, Adviser.id == Case.holder)
    .where(
        Case.conversation_id == bindparam("talk"),
        Case.state.in_(ENDED),
        Case.ended > bindparam("since"),
        Adviser.disabled.is_(None),
        Adviser.id.not_in(routing.knows(bindparam("talk"))),
    )
    .order_by(Case.ended.desc())
    .limit(1)
)
_ENDED_CASE = (
    select(Case.__table__.c.id)
    .where(Case.conversation_id == bindparam("talk"), Case.state.in_(ENDED))
    .limit(1)
)
# Straight from the table: asked at every turn, and mostly there is none.
_OPEN_CASE = (
    select(Case.__table__.c.id)
    .where(Case.conversation_id == bindparam("talk"), Case.state.in_(OPEN))
    .order_by(Case.opened.desc())
)


class Actor(StrEnum):
    """Who moves a case when it is not an adviser."""

    PERSON = "person"
    SERVICE = "service"


def open_case(
    session: Session,
    conversation_id: str,
    kind: Kind,
    now: datetime,
    *,
    due: datetime | None,
    about: str = "",
    borough: str = "",
    shared_from: int = 0,
    matter: Matter = Matter.PEER,
    organisation_id: str | None = None,
    actor: str = Actor.PERSON,
    why: str = "",
) -> tuple[Case, bool]:
    """The open case of the conversation, made if there is none; True if it is new.

    A case that ended within `COMES_BACK` is opened again, for the same adviser. A more urgent kind
    raises an open case to its own urgency and shows the talk; it never lowers it. `why`: how the
    person came to ask, a key of `bot.console.words.REASONS`.
    """
    why = {Kind.CRISIS: "danger", Kind.SAFEGUARDING: "worry"}.get(Kind(kind), why)
    case = open_case_of(session, conversation_id)
    if case is not None:
        _make_urgent(session, case, kind, due, actor, now)
        return case, False
    case = comes_back(session, conversation_id, now)
    if case is not None:
        reopen(session, case, actor, now, due, why)
        case.shared_from, case.gaps = shared_from, []
        case.about, case.borough = about or case.about, borough or case.borough
        case.kind = kind
        if kind != Kind.ASKED:
            raise_alarm(session, case, "urgent", now)
        return case, True
    case = Case(
        conversation_id=conversation_id,
        kind=kind,
        state=State.WAITING,
        about=about,
        borough=borough,
        shared_from=shared_from,
        opened=now,
        due=due,
        version=0,
        matter=matter,
        organisation_id=organisation_id,
        wanted=routing.helped_before(session, conversation_id),
        gaps=[],
    )
    session.add(case)
    session.flush()
    _write(session, case, "open", actor, now, why)
    if kind != Kind.ASKED:
        raise_alarm(session, case, "urgent", now)
    return case, True


def _make_urgent(
    session: Session, case: Case, kind: Kind, due: datetime | None, actor: str, now: datetime
) -> None:
    if ORDER[Kind(kind)] < ORDER[Kind(case.kind)]:
        case.kind, case.shared_from, case.gaps = kind, 0, []
        _write(session, case, f"raised_{kind}", actor, now)
    elif kind == Kind.CRISIS:
        _write(session, case, "crisis_again", actor, now)
    if kind != Kind.ASKED:
        raise_alarm(session, case, "urgent", now)
    if kind == Kind.CRISIS and case.state in (State.LAPSED, State.CALLBACK_DUE):
        # Somebody in danger waits anew, and must hear it if again nobody comes.
        move(session, case, "reopen", actor, now, due=due, why="danger")


def comes_back(session: Session, conversation_id: str, now: datetime) -> Case | None:
    """The case that a person may still come back to, with the adviser who talked with them."""
    values = {"talk": conversation_id, "since": now - COMES_BACK}
    return session.scalars(_COMES_BACK, values).first()


def was_helped(session: Session, conversation_id: str) -> bool:
    """True if a case of this talk has ended; straight from the table, since every turn asks."""
    return session.connection().scalar(_ENDED_CASE, {"talk": conversation_id}) is not None


def reopen(
    session: Session, case: Case, actor: str, now: datetime, due: datetime | None, why: str = ""
) -> Case:
    """Open an ended case again, kept for the adviser who talked with the person."""
    case.wanted = case.holder
    return move(session, case, "reopen", actor, now, due=due, why=why)


def open_case_of(session: Session, conversation_id: str) -> Case | None:
    if any(isinstance(row, Case) for row in (*session.new, *session.dirty)):
        session.flush()
    found = session.connection().scalar(_OPEN_CASE, {"talk": conversation_id})
    return session.get(Case, found) if found else None


def claim(session: Session, case_id: str, adviser_id: str, now: datetime, why: str = "") -> Case:
    """Give the case to the adviser. Of two at the same moment one wins; MoveRefused for the other."""
    return _take(session, case_id, "claim", adviser_id, now, why)


def step_in(session: Session, case_id: str, adviser_id: str, now: datetime) -> Case:
    """An adviser comes back to a person they talked with. Raises MoveRefused."""
    case = session.get(Case, case_id)
    if case is None or case.holder != adviser_id:
        raise MoveRefused("That is not possible: you did not talk with this person.")
    if case.ended is None or case.ended <= now - COMES_BACK:
        raise MoveRefused("That is not possible: this talk ended more than 72 hours ago.")
    if open_case_of(session, case.conversation_id) is not None:
        raise MoveRefused("That is not possible: this person has a newer case.")
    return _take(session, case_id, "step_in", adviser_id, now, "")


def _take(
    session: Session, case_id: str, what: str, adviser_id: str, now: datetime, why: str
) -> Case:
    case = session.get(Case, case_id)
    if case is None:
        raise MoveRefused("There is no such case.")
    end = after(State(case.state), what)
    taken = session.execute(
        update(Case)
        .where(Case.id == case_id, Case.state == case.state, Case.version == case.version)
        .values(state=end, holder=adviser_id, version=case.version + 1, due=None, ended=None)
    )
    if taken.rowcount != 1:
        raise MoveRefused("That is not possible: somebody else took this case first.")
    session.refresh(case)
    _record(session, case, what, adviser_id, now, why)
    return case


def move(
    session: Session,
    case: Case,
    what: str,
    actor: str,
    now: datetime,
    *,
    holder: str | None = None,
    due: datetime | None = None,
    why: str = "",
) -> Case:
    """Any move but a claim. `holder`: only that adviser may make it. Raises MoveRefused.

    `due`: the deadline of the state it leads to, where that has one.
    """
    if holder is not None and case.holder != holder:
        raise MoveRefused("That is not possible: somebody else is talking with this person.")
    case.state = after(State(case.state), what)
    case.due = due if case.state in (State.WAITING, State.CALLBACK_DUE) else None
    case.ended = now if case.state in ENDED else None
    if case.state in FREE:
        case.holder = None
    _write(session, case, what, actor, now, why)
    if what == "lapse":
        raise_alarm(session, case, "lapsed", now)
    return case


def worry(session: Session, case: Case, adviser_id: str, now: datetime) -> None:
    """An adviser is worried about somebody's safety: the case says so, and a lead is alarmed."""
    if ORDER[Kind(case.kind)] > ORDER[Kind.SAFEGUARDING]:
        case.kind = Kind.SAFEGUARDING
        _write(session, case, "raised_safeguarding", adviser_id, now)
    raise_alarm(session, case, "urgent", now)


def chase(session: Session, case: Case, now: datetime) -> None:
    """The person asked where the adviser is: marked in the queue."""
    case.chased += 1
    _write(session, case, "chased", Actor.PERSON, now)


def remark(session: Session, case: Case, what: str, actor: str, now: datetime) -> None:
    """Something an adviser or the person did that belongs in the history and moves nothing."""
    _write(session, case, what, actor, now)


def show(session: Session, case: Case, shared_from: int, now: datetime) -> None:
    """The person said anew whether their earlier messages may be seen; the newest word counts."""
    if (case.shared_from == 0) != (shared_from == 0):
        case.shared_from, case.gaps = shared_from, []
        _write(session, case, "hidden" if shared_from else "shown", Actor.PERSON, now)


def hide_before(session: Session, case: Case, number: int, now: datetime) -> None:
    """The person takes back what may be seen: all before this message, and what was made from it."""
    case.shared_from, case.gaps, case.about = number, [], ""
    _write(session, case, "hidden", Actor.PERSON, now)


def show_from(case: Case, number: int) -> None:
    """Messages from this number on are for whoever takes the case; those before stay as they were."""
    case.shared_from = number


def close_from(case: Case, number: int) -> None:
    """Messages from this number on are between the person and the assistant."""
    case.gaps = [*case.gaps, [number, None]]


def show_again_from(case: Case, number: int) -> None:
    """The adviser sees messages from this number on; what came between stays closed to them."""
    case.gaps = [
        [first, number - 1 if last is None else last]
        for first, last in case.gaps
        if last is not None or first < number
    ]


def is_shown(case: Case, number: int) -> bool:
    """True if whoever holds the case may read the message of this number."""
    return number >= case.shared_from and not any(
        first <= number and (last is None or number <= last) for first, last in case.gaps
    )


def _write(
    session: Session, case: Case, what: str, actor: str, now: datetime, why: str = ""
) -> None:
    """One more version of the case and the row that says how it came about."""
    case.version += 1
    session.flush()
    _record(session, case, what, actor, now, why)


def _record(
    session: Session, case: Case, what: str, actor: str, now: datetime, why: str = ""
) -> None:
    session.add(
        CaseEvent(
            case_id=case.id,
            number=case.version,
            at=now,
            actor=actor,
            move=what,
            state=case.state,
            why=why or WHY[what],
        )
    )
    session.flush()


def queue(session: Session) -> list[Case]:
    """Cases nobody holds: crisis first, then the longest waiting."""
    cases = session.scalars(select(Case).where(Case.state.in_(FREE))).all()
    return sorted(cases, key=lambda case: (ORDER[Kind(case.kind)], case.opened))


def held_by(session: Session, adviser_id: str) -> list[Case]:
    query = select(Case).where(Case.holder == adviser_id, Case.state == State.TALKING)
    return list(session.scalars(query.order_by(Case.opened)))


def colleagues(session: Session, case: Case, adviser: Adviser) -> list[Adviser]:
    """Whom the case can be passed on to: nobody who knows the person. On a break comes last."""
    knows = routing.knows(case.conversation_id)
    query = select(Adviser).where(
        Adviser.disabled.is_(None), Adviser.id != adviser.id, Adviser.id.not_in(knows)
    )
    rows = session.scalars(query.order_by(Adviser.name)).all()
    return sorted(rows, key=lambda row: row.away is not None)


def overdue(session: Session, now: datetime) -> list[Case]:
    """Waiting cases whose person must now hear that nobody has come."""
    query = select(Case).where(Case.state == State.WAITING, Case.due.is_not(None), Case.due <= now)
    return list(session.scalars(query))


def late_callbacks(session: Session, now: datetime) -> list[Case]:
    """Call backs that were promised for a time that has passed."""
    query = select(Case).where(Case.state == State.CALLBACK_DUE, Case.due <= now)
    return list(session.scalars(query))


def callback_is_late(session: Session, case: Case, now: datetime) -> None:
    """Alarm a lead, once: the deadline is over, the promise stays."""
    case.due = None
    _write(session, case, "callback_late", Actor.SERVICE, now)
    raise_alarm(session, case, "callback_late", now)


def stamp(session: Session) -> str:
    """Changes whenever the lists of anybody may have changed: the same for all open pages.

    Every change of a case raises its version, so their sum never comes back to an old value.
    """
    moved = select(func.sum(Case.version)).scalar_subquery()
    raised = select(func.count()).where(CaseAlarm.seen.is_(None)).scalar_subquery()
    kept = select(func.count(HeldReply.id)).scalar_subquery()
    newest = select(func.max(HeldReply.at)).scalar_subquery()
    return repr(tuple(session.execute(select(moved, raised, kept, newest)).one()))


def due_at(hours: Hours, now: datetime, minutes: int) -> datetime:
    """When a case opened now lapses: after so many minutes in which advisers are there."""
    return hours.after_open_minutes(now, minutes)
