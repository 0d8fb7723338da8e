"""Who is there now: the weekly shifts of advisers, within the days their organisation is open."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.cases import routing
from bot.cases.hours import Hours
from bot.cases.models import AdviceOrganisation, Adviser


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
