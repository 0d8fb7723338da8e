"""Who is there, and when: the weekly shifts of advisers, on the days their organisation is open."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.cases import routing
from bot.cases.hours import Hours
from bot.cases.models import AdviceOrganisation, Adviser, Case


def shift_hours(session: Session, adviser: Adviser, usual: Hours) -> Hours:
    """When this adviser is there: their own week, else the hours of their organisation.

    `usual`: the hours of the settings. Days their organisation is closed count for both.
    """
    home = adviser.organisation_id
    organisation = session.get(AdviceOrganisation, home) if home else None
    hours = routing.hours_of(session, organisation, usual)
    if not adviser.shifts:
        return hours
    return replace(Hours.parse(adviser.shifts), closed=hours.closed)


def on_shift(session: Session, adviser: Adviser, usual: Hours, now: datetime) -> bool:
    """True if the adviser can be counted on now: on shift, not on a break, not switched off."""
    if adviser.away is not None or adviser.disabled is not None:
        return False
    return shift_hours(session, adviser, usual).open_at(now)


def answering(
    session: Session, organisation: AdviceOrganisation | None, usual: Hours, now: datetime
) -> Hours:
    """When somebody who answers people of this organisation is there, by the shifts of its advisers.

    None: the organisation of the settings, for which every adviser is asked. Before there are
    advisers it is the hours of the organisation. `usual`: the hours of the settings.
    """
    query = select(Adviser).where(Adviser.disabled.is_(None)).order_by(Adviser.id)
    if organisation is not None:
        query = query.where(Adviser.organisation_id == organisation.id)
    rows = session.scalars(query).all()
    if not rows:
        return routing.hours_of(session, organisation, usual)
    weeks: dict[tuple[str | None, str], Hours] = {}
    for row in rows:
        if (week := (row.organisation_id, row.shifts)) not in weeks:
            weeks[week] = shift_hours(session, row, usual)
    on_shift_now = [r for r in rows if weeks[r.organisation_id, r.shifts].open_at(now)]
    first, *others = weeks.values()
    on_break = bool(on_shift_now) and all(row.away is not None for row in on_shift_now)
    return replace(first, others=tuple(others), on_break=on_break)


def answering_case(session: Session, case: Case, usual: Hours, now: datetime) -> Hours:
    """When somebody who answers this case is there."""
    home = case.organisation_id
    organisation = session.get(AdviceOrganisation, home) if home else None
    return answering(session, organisation, usual, now)


def there_now(session: Session, usual: Hours, now: datetime) -> dict[str, str]:
    """Names of the advisers who are on shift, by id, in order of name."""
    query = select(Adviser).where(Adviser.disabled.is_(None), Adviser.away.is_(None))
    rows = session.scalars(query.order_by(Adviser.name)).all()
    shared: dict[tuple[str | None, str], bool] = {}
    for row in rows:
        # Most advisers of an organisation share its hours: each week is worked out once.
        week = (row.organisation_id, row.shifts)
        if week not in shared:
            shared[week] = shift_hours(session, row, usual).open_at(now)
    return {row.id: row.name for row in rows if shared[row.organisation_id, row.shifts]}
