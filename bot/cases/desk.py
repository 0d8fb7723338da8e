"""Opening, moving and finding cases. Each change of a case goes through `_move` and nowhere else."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bot.cases.hours import Hours
from bot.cases.machine import OPEN, MoveRefused, after
from bot.cases.models import Case, CaseEvent, Kind, State

ORDER = {Kind.CRISIS: 0, Kind.SAFEGUARDING: 1, Kind.ASKED: 2}


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
    actor: str = Actor.PERSON,
) -> tuple[Case, bool]:
    """The open case of the conversation, made if there is none; True if it is new.

    A more urgent kind raises an open case to its own urgency and shows the talk; it never lowers it.
    """
    case = open_case_of(session, conversation_id)
    if case is not None:
        if ORDER[Kind(kind)] < ORDER[Kind(case.kind)]:
            case.kind, case.shared_from = kind, 0
            _write(session, case, f"raised_{kind}", actor, now)
        elif kind == Kind.CRISIS:
            _write(session, case, "crisis_again", actor, now)
        if kind == Kind.CRISIS and case.state in (State.LAPSED, State.CALLBACK_DUE):
            # Somebody in danger waits anew, and must hear it if again nobody comes.
            case.state, case.due = after(State(case.state), "reopen"), due
            _write(session, case, "reopen", actor, now)
        return case, False
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
    )
    session.add(case)
    session.flush()
    _write(session, case, "open", actor, now)
    return case, True


def open_case_of(session: Session, conversation_id: str) -> Case | None:
    query = select(Case).where(Case.conversation_id == conversation_id, Case.state.in_(OPEN))
    return session.scalars(query.order_by(Case.opened.desc())).first()


def claim(session: Session, case_id: str, adviser_id: str, now: datetime) -> Case:
    """Give the case to the adviser. Of two at the same moment one wins; MoveRefused for the other."""
    case = session.get(Case, case_id)
    if case is None:
        raise MoveRefused("There is no such case.")
    end = after(State(case.state), "claim")
    taken = session.execute(
        update(Case)
        .where(Case.id == case_id, Case.state == case.state, Case.version == case.version)
        .values(state=end, holder=adviser_id, version=case.version + 1, due=None)
    )
    if taken.rowcount != 1:
        raise MoveRefused("That is not possible: somebody else took this case first.")
    session.refresh(case)
    _record(session, case, "claim", adviser_id, now)
    return case


def move(
    session: Session, case: Case, what: str, actor: str, now: datetime, holder: str | None = None
) -> Case:
    """Any move but a claim. `holder`: only that adviser may make it. Raises MoveRefused."""
    if holder is not None and case.holder != holder:
        raise MoveRefused("That is not possible: somebody else is talking with this person.")
    case.state = after(State(case.state), what)
    if what in ("release", "hand_back", "close", "cancel", "lapse", "reopen"):
        case.due = None
    if what in ("release", "reopen"):
        case.holder = None
    _write(session, case, what, actor, now)
    return case


def chase(session: Session, case: Case, now: datetime) -> None:
    """The person asked where the adviser is: marked, so that a lead sees it."""
    case.chased += 1
    _write(session, case, "chased", Actor.PERSON, now)


def show(session: Session, case: Case, shared_from: int, now: datetime) -> None:
    """The person said anew whether their earlier messages may be seen; the newest word counts."""
    if (case.shared_from == 0) != (shared_from == 0):
        case.shared_from = shared_from
        _write(session, case, "hidden" if shared_from else "shown", Actor.PERSON, now)


def _write(session: Session, case: Case, what: str, actor: str, now: datetime) -> None:
    """One more version of the case and the row that says how it came about."""
    case.version += 1
    session.flush()
    _record(session, case, what, actor, now)


def _record(session: Session, case: Case, what: str, actor: str, now: datetime) -> None:
    session.add(
        CaseEvent(
            case_id=case.id, number=case.version, at=now, actor=actor, move=what, state=case.state
        )
    )


def queue(session: Session) -> list[Case]:
    """Cases nobody holds: crisis first, then the longest waiting."""
    free = (State.WAITING, State.LAPSED, State.CALLBACK_DUE)
    cases = session.scalars(select(Case).where(Case.state.in_(free))).all()
    return sorted(cases, key=lambda case: (ORDER[Kind(case.kind)], case.opened))


def held_by(session: Session, adviser_id: str) -> list[Case]:
    query = select(Case).where(Case.holder == adviser_id, Case.state == State.TALKING)
    return list(session.scalars(query.order_by(Case.opened)))


def overdue(session: Session, now: datetime) -> list[Case]:
    """Waiting cases whose person must now hear that nobody has come."""
    query = select(Case).where(Case.state == State.WAITING, Case.due.is_not(None), Case.due <= now)
    return list(session.scalars(query))


def due_at(hours: Hours, now: datetime, minutes: int) -> datetime:
    """When a case opened now lapses: after so many minutes in which advisers are there."""
    return hours.after_open_minutes(now, minutes)
