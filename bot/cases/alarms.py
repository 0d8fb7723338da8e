"""Alarms: what a lead must know of at once. They say that something happened, never what was said."""

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bot.cases.models import Case, CaseAlarm

WHAT = {
    "urgent": "Somebody may be in danger",
    "lapsed": "Nobody came in time",
    "callback_late": "A promised call back is late",
    "reply_waits": "A reply waits for a second pair of eyes",
}


def raise_alarm(session: Session, case: Case, what: str, now: datetime) -> bool:
    """Raise an alarm, in the transaction of what caused it. False if the same one still stands."""
    query = select(CaseAlarm.id).where(
        CaseAlarm.case_id == case.id, CaseAlarm.what == what, CaseAlarm.seen.is_(None)
    )
    if session.scalar(query) is not None:
        return False
    session.add(CaseAlarm(case_id=case.id, what=what, raised=now))
    return True


def standing(session: Session) -> list[tuple[CaseAlarm, Case]]:
    """Alarms that no lead has seen to, newest first, with their cases."""
    query = (
        select(CaseAlarm, Case)
        .join(Case, Case.id == CaseAlarm.case_id)
        .where(CaseAlarm.seen.is_(None))
    )
    return [
        (alarm, case) for alarm, case in session.execute(query.order_by(CaseAlarm.raised.desc()))
    ]


def see(session: Session, alarm_id: str, adviser_id: str, now: datetime) -> bool:
    """A lead has seen to it. False if somebody else did before, or there is no such alarm."""
    done = session.execute(
        update(CaseAlarm)
        .where(CaseAlarm.id == alarm_id, CaseAlarm.seen.is_(None))
        .values(seen=now, seen_by=adviser_id)
    )
    return done.rowcount == 1
