"""Saved replies: one's own, and those of the organisation."""

import re
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from starlette.responses import RedirectResponse, Response

from bot.cases.models import SavedReply
from bot.cases.roles import Action, may
from bot.console import helping, plain_words
from bot.console.entry import ConsoleRoute, Entered, gateway_of, reads, sends
from bot.conversations import inbox
from bot.webchat.pages import page

LONGEST = 1_500
MOST = 200
SHORTCUT = re.compile(r"[a-z0-9-]{2,30}")

router = APIRouter(prefix="/console/saved", route_class=ConsoleRoute, max_body_size=100_000)
Reader = Annotated[Entered, Depends(reads(Action.ANSWER))]
Sender = Annotated[Entered, Depends(sends(Action.ANSWER))]


@router.get("")
def saved(request: Request, me: Reader) -> Response:
    return _page(request, me)


@router.post("")
def add(
    request: Request,
    me: Sender,
    shortcut: str = Form(""),
    text: str = Form(""),
    shared: bool = Form(False),
) -> Response:
    """Add one, or change the one of the same name and kind."""
    gateway, name = gateway_of(request), shortcut.strip().lstrip("/").lower()
    text = inbox.clean(text).strip()
    problem, field = "", ""
    if not SHORTCUT.fullmatch(name):
        problem, field = "Short name: use 2 to 30 small letters, digits or hyphens.", "shortcut"
    elif not text or len(text) > LONGEST:
        problem, field = f"The reply: write 1 to {LONGEST:,} characters.", "saved"
    elif shared and not may(me.adviser, Action.MANAGE_ORGANISATION):
        problem, field = "Only a manager saves replies for the whole organisation.", "shortcut"
    if problem:
        return _page(request, me, 400, problem=problem, field=field, kept=text, shortcut=name)
    with gateway.database.begin() as session:
        adviser = None if shared else me.adviser.id
        organisation = me.adviser.organisation_id if shared else None
        rows = helping.saved(session, me.adviser)
        same = [r for r in rows if r.shortcut == name and (r.adviser_id is None) == shared]
        if not same and len(rows) >= MOST:
            problem = f"There are {MOST} saved replies already. Remove one first."
        else:
            row = same[0] if same else SavedReply(adviser_id=adviser, organisation_id=organisation)
            row.shortcut, row.text, row.changed = name, text, gateway.clock.now()
            session.add(row)
    if problem:
        return _page(request, me, 400, problem=problem, field="shortcut", kept=text, shortcut=name)
    return RedirectResponse("/console/saved", 303)


@router.post("/remove")
def remove(request: Request, me: Sender, reply: str = Form("")) -> Response:
    with gateway_of(request).database.begin() as session:
        row = next((r for r in helping.saved(session, me.adviser) if r.id == reply), None)
        if row is not None and _may_change(me, row):
            session.delete(row)
    return RedirectResponse("/console/saved", 303)


def _may_change(me: Entered, row: SavedReply) -> bool:
    return row.adviser_id == me.adviser.id or may(me.adviser, Action.MANAGE_ORGANISATION)


def _page(request: Request, me: Entered, status: int = 200, **values: str) -> Response:
    with gateway_of(request).database.read() as session:
        rows = helping.saved(session, me.adviser)
    shown = [(row, _may_change(me, row), plain_words.reading_age(row.text)) for row in rows]
    manages = may(me.adviser, Action.MANAGE_ORGANISATION)
    return page("console/saved.html", status, me=me, saved=shown, manages=manages, **values)
