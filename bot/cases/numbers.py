"""How a day went, in numbers: for the digest of leads and the page of numbers. Nobody is named."""

from dataclasses import asdict, dataclass
from datetime import date, datetime, time, timedelta
from statistics import median

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.cases.models import Case, CaseAlarm, CaseEvent, Kind, State
from bot.clock import LONDON

LABELS = {
    "asked": "People who asked for a person",
    "urgent": "Of these, crisis or safeguarding",
    "taken": "Cases taken",
    "wait": "Half of them waited no longer than (minutes)",
    "lapsed": "Cases in which nobody came in time",
    "ended": "Talks handed back or closed",
    "callbacks": "Call backs promised",
    "late": "Call backs that were late",
}


@dataclass(frozen=True)
class Day:
    """One day of one organisation, or of all."""

    day: date
    asked: int
    urgent: int
    taken: int
    wait: int
    lapsed: int
    ended: int
    callbacks: int
    late: int

    def rows(self) -> list[tuple[str, int]]:
        kept = asdict(self)
        return [(label, kept[name]) for name, label in LABELS.items()]


def of_day(session: Session, day: date, organisation_id: str | None = None) -> Day:
    """The numbers of one day in London. `organisation_id`: of its cases only."""
    start, end = _span(day)
    query = (
        select(CaseEvent.move, CaseEvent.at, Case.id, Case.kind)
        .join(Case, Case.id == CaseEvent.case_id)
        .where(CaseEvent.at < end, CaseEvent.at >= start - timedelta(days=7))
        .order_by(CaseEvent.case_id, CaseEvent.number)
    )
    if organisation_id is not None:
        query = query.where(Case.organisation_id == organisation_id)
    counts: dict[str, int] = {}
    urgent: set[str] = set()
    waits, since = [], {}
    for move, at, case_id, kind in session.execute(query):
        if move in ("open", "reopen", "release", "pass_on"):
            since[case_id] = at
        if at < start:
            continue
        counts[move] = counts.get(move, 0) + 1
        if move in ("open", "reopen") and kind != Kind.ASKED:
            urgent.add(case_id)
        if move == "claim" and case_id in since:
            waits.append((at - since[case_id]).total_seconds() / 60)
    return Day(
        day=day,
        asked=counts.get("open", 0) + counts.get("reopen", 0),
        urgent=len(urgent),
        taken=counts.get("claim", 0) + counts.get("step_in", 0),
        wait=round(median(waits)) if waits else 0,
        lapsed=counts.get("lapse", 0),
        ended=counts.get("hand_back", 0) + counts.get("close", 0),
        callbacks=counts.get("promise_callback", 0),
        late=counts.get("callback_late", 0),
    )


def standing(session: Session, organisation_id: str | None = None) -> dict[str, int]:
    """What waits at this moment: people, call backs due, alarms nobody has seen to."""
    cases = select(Case.state)
    alarms = select(CaseAlarm.id).join(Case, Case.id == CaseAlarm.case_id)
    alarms = alarms.where(CaseAlarm.seen.is_(None))
    if organisation_id is not None:
        cases = cases.where(Case.organisation_id == organisation_id)
        alarms = alarms.where(Case.organisation_id == organisation_id)
    waiting = (State.WAITING, State.LAPSED, State.CALLBACK_DUE)
    states = list(session.scalars(cases.where(Case.state.in_(waiting))))
    return {
        "People who wait now": len(states) - states.count(State.CALLBACK_DUE),
        "Call backs due now": states.count(State.CALLBACK_DUE),
        "Alarms nobody has seen to": len(list(session.scalars(alarms))),
    }


def _span(day: date) -> tuple[datetime, datetime]:
    """From midnight to midnight in London, also when the clocks change."""
    first, after = (datetime.combine(d, time(), LONDON) for d in (day, day + timedelta(days=1)))
    return first, after
