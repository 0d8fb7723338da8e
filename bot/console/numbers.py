"""How the last weeks went, for leads: a table and the same as CSV."""

import csv
import io
from datetime import timedelta
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from bot.cases import numbers
from bot.cases.roles import Action, may
from bot.clock import LONDON
from bot.console import words
from bot.console.entry import ConsoleRoute, Entered, gateway_of, reads
from bot.webchat.pages import page

DAYS = 14

router = APIRouter(prefix="/console", route_class=ConsoleRoute, max_body_size=100_000)
Lead = Annotated[Entered, Depends(reads(Action.LOOK_OVER))]


@router.get("/numbers")
def table(request: Request, me: Lead) -> Response:
    gateway, now = gateway_of(request), gateway_of(request).clock.now()
    with gateway.database.read() as session:
        waiting = numbers.standing(session, _of(me))
    noon = now.astimezone(LONDON).replace(hour=12)
    days = [
        {"words": words.day(noon - timedelta(n), noon), "rows": day.rows()}
        for n, day in enumerate(_days(request, me))
    ]
    labels = list(numbers.LABELS.values())
    return page("console/numbers.html", me=me, standing=waiting, days=days, labels=labels)


@router.get("/numbers.csv")
def as_csv(request: Request, me: Lead) -> Response:
    text = io.StringIO()
    rows = [
        [day.day.isoformat(), *(count for _, count in day.rows())] for day in _days(request, me)
    ]
    csv.writer(text).writerows([["day", *numbers.LABELS.values()], *rows])
    headers = {"Content-Disposition": 'attachment; filename="numbers.csv"'}
    return Response(text.getvalue(), media_type="text/csv; charset=utf-8", headers=headers)


def _days(request: Request, me: Entered) -> list[numbers.Day]:
    """The last days, newest first."""
    gateway = gateway_of(request)
    today = gateway.clock.now().astimezone(LONDON).date()
    with gateway.database.read() as session:
        return [numbers.of_day(session, today - timedelta(n), _of(me)) for n in range(DAYS)]


def _of(me: Entered) -> str | None:
    """A lead sees the numbers of their organisation, who manages the service those of all."""
    return None if may(me.adviser, Action.MANAGE_SERVICE) else me.adviser.organisation_id
