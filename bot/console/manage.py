"""Managing: advisers, organisations, hours, days closed, areas. Every change stands in a history."""

from datetime import date, datetime, timedelta
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from sqlalchemy import select
from sqlalchemy.orm import Session
from starlette.responses import Response

from bot.cases import advisers, routing
from bot.cases.hours import Hours
from bot.cases.models import (
    AdviceArea,
    AdviceOrganisation,
    Adviser,
    Change,
    ClosedDay,
)
from bot.cases.roles import Action, Role, may
from bot.clock import LONDON
from bot.console import words, work
from bot.console.entry import ConsoleRoute, Entered, gateway_of, reads, sends
from bot.conversations.gateway import Gateway
from bot.errors import PlainError
from bot.webchat.pages import page

router = APIRouter(prefix="/console/manage", route_class=ConsoleRoute, max_body_size=100_000)
Reader = Annotated[Entered, Depends(reads(Action.MANAGE_ORGANISATION))]
Sender = Annotated[Entered, Depends(sends(Action.MANAGE_ORGANISATION))]
Service = Annotated[Entered, Depends(sends(Action.MANAGE_SERVICE))]
ROLES = {
    Role.ADVISER: "Adviser",
    Role.LEAD: "Lead",
    Role.ORGANISATION_MANAGER: "Organisation manager",
    Role.SERVICE_MANAGER: "Service manager",
}
LONGEST_AREA = 60
MOST_AREAS = 40
PREVIEW_DAYS = 14


@router.get("")
def overview(request: Request, me: Reader) -> Response:
    return _page(request, me)


@router.post("/advisers")
def invite(
    request: Request,
    me: Sender,
    name: str = Form(""),
    role: str = Form(""),
    organisation: str = Form(""),
) -> Response:
    """Add an adviser and show the link that signs them in once."""
    gateway = gateway_of(request)
    try:
        with gateway.database.begin() as session:
            chosen = _role(me, role)
            home = _organisation(session, me, organisation)
            now = gateway.clock.now()
            added = advisers.add_adviser(session, name, now, chosen, home.id if home else None)
            _note(session, me, home, f"Added {added.name} as {ROLES[chosen].lower()}", now)
            token = advisers.new_link(session, added, now)
    except PlainError as error:
        return _page(request, me, 400, problem=str(error), field="adviser", name=name[:100])
    return _page(request, me, link=_link(gateway, token), linked=added.name)


@router.post("/advisers/link")
def link(request: Request, me: Sender, adviser: str = Form("")) -> Response:
    """A new sign-in link for somebody who cannot get in."""
    gateway = gateway_of(request)
    try:
        with gateway.database.begin() as session:
            row, now = _adviser(session, me, adviser), gateway.clock.now()
            token = advisers.new_link(session, row, now)
            _note(session, me, None, f"Made a sign-in link for {row.name}", now)
    except PlainError as error:
        return _page(request, me, 400, problem=str(error))
    return _page(request, me, link=_link(gateway, token), linked=row.name)


@router.post("/advisers/role")
def set_role(
    request: Request, me: Sender, adviser: str = Form(""), role: str = Form("")
) -> Response:
    gateway = gateway_of(request)
    try:
        with gateway.database.begin() as session:
            row, chosen = _adviser(session, me, adviser), _role(me, role)
            if row.id == me.adviser.id:
                raise PlainError("You cannot change your own role: ask another manager.")
            row.role = chosen
            now = gateway.clock.now()
            _note(session, me, None, f"{row.name} is now {ROLES[chosen].lower()}", now)
    except PlainError as error:
        return _page(request, me, 400, problem=str(error))
    return _page(request, me, done=f"{row.name} is now {ROLES[chosen].lower()}.")


@router.post("/advisers/disable")
def disable(request: Request, me: Sender, adviser: str = Form("")) -> Response:
    """Switch an account off: out within seconds, and their people wait for somebody else."""
    gateway = gateway_of(request)
    try:
        with gateway.database.begin() as session:
            row = _adviser(session, me, adviser)
            if row.id == me.adviser.id:
                raise PlainError("You cannot switch your own account off: ask another manager.")
            now = gateway.clock.now()
            advisers.disable(session, row.name, now)
            _note(session, me, None, f"Switched off {row.name}", now)
    except PlainError as error:
        return _page(request, me, 400, problem=str(error))
    count = work.put_back_all(gateway, row)
    gateway.wake("")
    put = words.counted(count, "case was", "cases were")
    return _page(request, me, done=f"{row.name} can no longer sign in. {put} put back.")


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
            _note(session, me, row, f"Added the organisation {name}", now)
    if problem:
        return _page(request, me, 400, problem=problem, field="organisation", organisation=name)
    return _page(request, me, done=f"{name} was added.")


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
            row = _organisation(session, me, organisation)
            if row is None:
                raise PlainError("Choose an organisation.")
            before = _described(session, row)
            row.hours = " ".join(hours.split())[:200]
            Hours.parse(row.hours)
            if may(me.adviser, Action.MANAGE_SERVICE):
                row.fallback = fallback
            _set_areas(session, gateway, row, areas)
            _set_closed(session, row, closed)
            session.flush()
            after, now = _described(session, row), gateway.clock.now()
            for label in after:
                if after[label] != before[label]:
                    was, new = before[label] or "none", after[label] or "none"
                    _note(session, me, row, f"{row.name}: {label} from {was} to {new}", now)
    except PlainError as error:
        sent = {"hours": hours, "areas": areas, "closed": closed}
        return _page(request, me, 400, problem=str(error), field=organisation, sent=sent)
    gateway.wake("")
    return _page(request, me, done=f"{row.name} was changed.")


def _set_areas(session: Session, gateway: Gateway, row: AdviceOrganisation, areas: str) -> None:
    names = {" ".join(name.split()) for name in areas.replace("\n", ",").split(",")} - {""}
    if len(names) > MOST_AREAS or any(len(name) > LONGEST_AREA for name in names):
        raise PlainError(f"Areas: give at most {MOST_AREAS} boroughs, with commas between them.")
    if gateway.directory is not None:
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


def _described(session: Session, row: AdviceOrganisation) -> dict[str, str]:
    areas = select(AdviceArea.borough).where(AdviceArea.organisation_id == row.id)
    days = select(ClosedDay.day).where(ClosedDay.organisation_id == row.id)
    return {
        "hours": row.hours,
        "areas": ", ".join(sorted(session.scalars(areas))),
        "days closed": ", ".join(d.strftime("%d/%m/%Y") for d in sorted(session.scalars(days))),
        "fallback": "yes" if row.fallback else "no",
    }


def preview(hours: Hours, now: datetime) -> list[tuple[str, str]]:
    """The next days as people will find them: ('Monday 23 November', '10am to 4pm')."""
    today = now.astimezone(LONDON).date()
    return [hours.on(today + timedelta(days)) for days in range(PREVIEW_DAYS)]


def _role(me: Entered, role: str) -> Role:
    """The role, if this manager may give it: nobody gives more than they have."""
    if role not in set(Role):
        raise PlainError("Choose a role.")
    if role == Role.SERVICE_MANAGER and not may(me.adviser, Action.MANAGE_SERVICE):
        raise PlainError("Only a service manager can make somebody a service manager.")
    return Role(role)


def _organisation(session: Session, me: Entered, chosen: str) -> AdviceOrganisation | None:
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


def _adviser(session: Session, me: Entered, chosen: str) -> Adviser:
    """An adviser this manager may change: of any organisation, or of their own."""
    row = session.get(Adviser, chosen)
    everyone = may(me.adviser, Action.MANAGE_SERVICE)
    if row is None or not (everyone or row.organisation_id == me.adviser.organisation_id):
        raise PlainError("Choose an adviser of your organisation.")
    if row.role == Role.SERVICE_MANAGER and not everyone:
        raise PlainError("Only a service manager can change a service manager.")
    return row


def _note(
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


def _link(gateway: Gateway, token: str) -> str:
    return f"{gateway.settings.public_url}/console/sign-in/{token}"


def _page(request: Request, me: Entered, status: int = 200, **values: object) -> Response:
    gateway, now = gateway_of(request), gateway_of(request).clock.now()
    everyone = may(me.adviser, Action.MANAGE_SERVICE)
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
                _described(session, row),
                preview(routing.hours_of(session, row, gateway.hours), now),
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
            (p.id, p.name, ROLES.get(p.role, p.role), names.get(p.organisation_id, ""))
            for p in people
            if everyone or p.organisation_id == mine
        ],
        organisations=shown,
        roles=[(r, label) for r, label in ROLES.items() if everyone or r != Role.SERVICE_MANAGER],
        changes=[
            (c.what, name, words.when(c.at, now))
            for c, name in changes
            if everyone or c.organisation_id == mine
        ],
        **values,
    )
