"""What the pages of managers share: whom and what a manager may change, the history, the page."""

from datetime import datetime, timedelta

from fastapi import Request
from sqlalchemy import select
from sqlalchemy.orm import Session
from starlette.responses import Response

from bot.cases.hours import Hours
from bot.cases.models import AdviceArea, AdviceOrganisation, Adviser, Change, ClosedDay
from bot.cases.roles import Action, Role, may
from bot.cases.shifts import answering
from bot.clock import LONDON
from bot.console import words
from bot.console.entry import Entered, gateway_of
from bot.errors import PlainError
from bot.webchat.pages import page

ROLES = {
    Role.ADVISER: "Adviser",
    Role.LEAD: "Lead",
    Role.ORGANISATION_MANAGER: "Organisation manager",
    Role.SERVICE_MANAGER: "Service manager",
}
PREVIEW_DAYS = 14
LONGEST_WEEK = 200
"""Characters of the shifts of an adviser."""


def preview(hours: Hours, now: datetime) -> list[tuple[str, str]]:
    """The next days as people will find them: ('Monday 23 November', '10am to 4pm')."""
    today = now.astimezone(LONDON).date()
    return [hours.on(today + timedelta(days)) for days in range(PREVIEW_DAYS)]


def role_of(me: Entered, role: str) -> Role:
    """The role, if this manager may give it: nobody gives more than they have."""
    if role not in set(Role):
        raise PlainError("Choose a role.")
    if role == Role.SERVICE_MANAGER and not may(me.adviser, Action.MANAGE_SERVICE):
        raise PlainError("Only a service manager can make somebody a service manager.")
    return Role(role)


def organisation_of(session: Session, me: Entered, chosen: str) -> AdviceOrganisation | None:
    """The organisation to change: any for a service manager, else one's own."""
    if not may(me.adviser, Action.MANAGE_SERVICE):
        if chosen and chosen != me.adviser.organisation_id:
            raise PlainError("You manage your own organisation only.")
        chosen = me.adviser.organisation_id or ""
    if not chosen:
        return None
    row = session.get(AdviceOrganisation, chosen)
    if row is None:
        raise PlainError("There is no such organisation.")
    return row


def adviser_of(session: Session, me: Entered, chosen: str) -> Adviser:
    """An adviser this manager may change: of any organisation, or of their own."""
    row = session.get(Adviser, chosen)
    everyone = may(me.adviser, Action.MANAGE_SERVICE)
    if row is None or not (everyone or row.organisation_id == me.adviser.organisation_id):
        raise PlainError("Choose an adviser of your organisation.")
    if row.role == Role.SERVICE_MANAGER and not everyone:
        raise PlainError("Only a service manager can change a service manager.")
    return row


def note_change(
    session: Session, me: Entered, organisation: AdviceOrganisation | None, what: str, now: datetime
) -> None:
    session.add(
        Change(
            at=now,
            adviser_id=me.adviser.id,
            organisation_id=organisation.id if organisation else me.adviser.organisation_id,
            what=what[:200],
        )
    )


def set_shifts(session: Session, me: Entered, row: Adviser, week: str, now: datetime) -> None:
    """Change when an adviser is there. Raises PlainError for a week that cannot be read."""
    try:
        if len(week) > LONGEST_WEEK:
            raise PlainError("too long")
        Hours.parse(week)
    except PlainError:
        raise PlainError("Shifts: write them like Mon-Tue 10:00-13:00; Fri 14:00-16:00.") from None
    if week != row.shifts:
        was, new = row.shifts or "whenever open", week or "whenever open"
        note_change(session, me, None, f"Shifts of {row.name} from {was} to {new}", now)
        row.shifts = week


def described(session: Session, row: AdviceOrganisation) -> dict[str, str]:
    areas = select(AdviceArea.borough).where(AdviceArea.organisation_id == row.id)
    days = select(ClosedDay.day).where(ClosedDay.organisation_id == row.id)
    return {
        "hours": row.hours,
        "areas": ", ".join(sorted(session.scalars(areas))),
        "days closed": ", ".join(d.strftime("%d/%m/%Y") for d in sorted(session.scalars(days))),
        "fallback": "yes" if row.fallback else "no",
    }


def manage_page(request: Request, me: Entered, status: int = 200, **values: object) -> Response:
    gateway, now = gateway_of(request), gateway_of(request).clock.now()
    everyone, off = may(me.adviser, Action.MANAGE_SERVICE), gateway.switches.current()
    mine = me.adviser.organisation_id
    with gateway.database.read() as session:
        people = session.scalars(
            select(Adviser).where(Adviser.disabled.is_(None)).order_by(Adviser.name)
        ).all()
        homes = session.scalars(
            select(AdviceOrganisation)
            .where(AdviceOrganisation.closed.is_(None))
            .order_by(AdviceOrganisation.name)
        ).all()
        names = {row.id: row.name for row in homes}
        changes = session.execute(
            select(Change, Adviser.name).join(Adviser).order_by(Change.at.desc()).limit(100)
        ).all()
        shown = [
            (
                row,
                described(session, row),
                preview(answering(session, row, gateway.hours, now), now),
            )
            for row in homes
            if everyone or row.id == mine
        ]
    return page(
        "console/manage.html",
        status,
        me=me,
        everyone=everyone,
        advisers=[
            (p.id, p.name, ROLES.get(p.role, p.role), names.get(p.organisation_id, ""), p.new)
            for p in people
            if everyone or p.organisation_id == mine
        ],
        organisations=shown,
        channels=[
            (key, label, words.when(off[key], now) if key in off else "")
            for key, label in words.CHANNELS.items()
        ],
        roles=[(r, label) for r, label in ROLES.items() if everyone or r != Role.SERVICE_MANAGER],
        changes=[
            (c.what, name, words.when(c.at, now))
            for c, name in changes
            if everyone or c.organisation_id == mine
        ],
        **values,
    )
