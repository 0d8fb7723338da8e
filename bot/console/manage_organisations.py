"""Managing organisations: hours, days closed, the boroughs they serve."""

from datetime import date, datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from sqlalchemy import select
from sqlalchemy.orm import Session
from starlette.responses import Response

from bot.cases.hours import Hours
from bot.cases.models import AdviceArea, AdviceOrganisation, ClosedDay
from bot.cases.roles import Action, may
from bot.console.entry import ConsoleRoute, Entered, gateway_of, sends
from bot.console.managing import described, manage_page, note_change, organisation_of
from bot.conversations.gateway import Gateway
from bot.errors import PlainError

router = APIRouter(prefix="/console/manage", route_class=ConsoleRoute, max_body_size=100_000)
Sender = Annotated[Entered, Depends(sends(Action.MANAGE_ORGANISATION))]
Service = Annotated[Entered, Depends(sends(Action.MANAGE_SERVICE))]
LONGEST_AREA = 60
MOST_AREAS = 40


@router.post("/organisations")
def add_organisation(request: Request, me: Service, name: str = Form("")) -> Response:
    gateway, name = gateway_of(request), " ".join(name.split())
    problem = ""
    with gateway.database.begin() as session:
        taken = select(AdviceOrganisation.id).where(AdviceOrganisation.name == name)
        if not 2 <= len(name) <= 120 or not name.isprintable():
            problem = "Give the organisation a name of 2 to 120 characters."
        elif session.scalar(taken) is not None:
            problem = f"There is an organisation called {name} already."
        else:
            now = gateway.clock.now()
            row = AdviceOrganisation(name=name, created=now)
            session.add(row)
            session.flush()
            note_change(session, me, row, f"Added the organisation {name}", now)
    if problem:
        return manage_page(
            request, me, 400, problem=problem, field="organisation", organisation=name
        )
    return manage_page(request, me, done=f"{name} was added.")


@router.post("/organisations/change")
def change_organisation(
    request: Request,
    me: Sender,
    organisation: str = Form(""),
    hours: str = Form(""),
    areas: str = Form(""),
    closed: str = Form(""),
    fallback: bool = Form(False),
) -> Response:
    """Hours, boroughs and days closed of one organisation, all at once."""
    gateway = gateway_of(request)
    try:
        with gateway.database.begin() as session:
            row = organisation_of(session, me, organisation)
            if row is None:
                raise PlainError("Choose an organisation.")
            before = described(session, row)
            row.hours = " ".join(hours.split())[:200]
            Hours.parse(row.hours)
            if may(me.adviser, Action.MANAGE_SERVICE):
                row.fallback = fallback
            _set_areas(session, gateway, row, areas)
            _set_closed(session, row, closed)
            session.flush()
            after, now = described(session, row), gateway.clock.now()
            for label in after:
                if after[label] != before[label]:
                    was, new = before[label] or "none", after[label] or "none"
                    note_change(session, me, row, f"{row.name}: {label} from {was} to {new}", now)
    except PlainError as error:
        sent = {"hours": hours, "areas": areas, "closed": closed}
        return manage_page(request, me, 400, problem=str(error), field=organisation, sent=sent)
    gateway.wake("")
    return manage_page(request, me, done=f"{row.name} was changed.")


def _set_areas(session: Session, gateway: Gateway, row: AdviceOrganisation, areas: str) -> None:
    names = {" ".join(name.split()) for name in areas.replace("\n", ",").split(",")} - {""}
    if len(names) > MOST_AREAS or any(len(name) > LONGEST_AREA for name in names):
        raise PlainError(f"Areas: give at most {MOST_AREAS} boroughs, with commas between them.")
    known = {b.lower(): b for b in gateway.directory.places.boroughs}
    if wrong := sorted(name for name in names if name.lower() not in known):
        raise PlainError(f"Areas: {wrong[0]} is not a London borough. Check how it is written.")
    names = {known[name.lower()] for name in names}
    have = {
        a.borough: a
        for a in session.scalars(select(AdviceArea).where(AdviceArea.organisation_id == row.id))
    }
    for name, area in have.items():
        if name not in names:
            session.delete(area)
    session.add_all(AdviceArea(organisation_id=row.id, borough=n) for n in names - set(have))


def _set_closed(session: Session, row: AdviceOrganisation, closed: str) -> None:
    days: set[date] = set()
    for word in closed.replace("\n", ",").split(","):
        if word.strip():
            try:
                days.add(datetime.strptime(word.strip(), "%d/%m/%Y").date())
            except ValueError:
                raise PlainError(
                    f"Days closed: '{word.strip()[:30]}' is not a date. Write it as 24/12/2026."
                ) from None
    query = select(ClosedDay).where(ClosedDay.organisation_id == row.id)
    have = {d.day: d for d in session.scalars(query)}
    for day, kept in have.items():
        if day not in days:
            session.delete(kept)
    session.add_all(ClosedDay(organisation_id=row.id, day=day) for day in days - set(have))
