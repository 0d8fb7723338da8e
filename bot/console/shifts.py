"""Who is on shift, and when: everybody sees it, managers set it. One's own is in the settings."""

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from sqlalchemy import select
from starlette.responses import RedirectResponse, Response

from bot.cases.models import Adviser
from bot.cases.roles import Action, may
from bot.cases.shifts import there_now
from bot.console.entry import ConsoleRoute, Entered, gateway_of, reads, sends
from bot.console.managing import adviser_of, set_shifts
from bot.errors import PlainError
from bot.webchat.pages import page

router = APIRouter(prefix="/console/shifts", route_class=ConsoleRoute, max_body_size=100_000)
Reader = Annotated[Entered, Depends(reads(Action.ANSWER))]
Manager = Annotated[Entered, Depends(sends(Action.MANAGE_ORGANISATION))]


@router.get("")
def shifts(request: Request, me: Reader, done: bool = False) -> Response:
    return _page(request, me, done="The shifts were saved." if done else "")


@router.post("")
def save(
    request: Request, me: Manager, adviser: str = Form(""), shifts: str = Form("")
) -> Response:
    gateway, week = gateway_of(request), " ".join(shifts.split())
    try:
        with gateway.database.begin() as session:
            row = adviser_of(session, me, adviser)
            set_shifts(session, me, row, week, gateway.clock.now())
    except PlainError as error:
        return _page(request, me, 400, problem=str(error), field=adviser, sent=shifts[:300])
    gateway.wake("")
    return RedirectResponse("/console/shifts?done=true", 303)


def _page(request: Request, me: Entered, status: int = 200, **values: object) -> Response:
    gateway = gateway_of(request)
    with gateway.database.read() as session:
        there = there_now(session, gateway.hours, gateway.clock.now())
        query = select(Adviser).where(Adviser.disabled.is_(None)).order_by(Adviser.name)
        if not may(me.adviser, Action.MANAGE_SERVICE):
            query = query.where(Adviser.organisation_id == me.adviser.organisation_id)
        rows = [
            {
                "id": row.id,
                "name": row.name,
                "shifts": row.shifts,
                "state": "On shift now"
                if row.id in there
                else "On a break"
                if row.away
                else "Not on shift now",
            }
            for row in session.scalars(query)
        ]
    manages = may(me.adviser, Action.MANAGE_ORGANISATION)
    names = list(there.values())
    return page(
        "console/shifts.html", status, me=me, there=names, rows=rows, manages=manages, **values
    )
