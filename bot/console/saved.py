"""Saved replies: one's own, and those of the organisation."""

import re
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from sqlalchemy.orm import Session
from starlette.responses import RedirectResponse, Response

from bot.cases.models import SavedReply
from bot.cases.roles import Action, may
from bot.console import helping, plain_words
from bot.console.entry import ConsoleRoute, Entered, gateway_of, reads, sends
from bot.console.managing import note_change
from bot.conversations import inbox
from bot.errors import PlainError
from bot.webchat.pages import page

LONGEST = 1_500
MOST = 200
SHORTCUT = re.compile(r"[a-z0-9-]{2,30}")

router = APIRouter(prefix="/console/saved", route_class=ConsoleRoute, max_body_size=100_000)
Reader = Annotated[Entered, Depends(reads(Action.ANSWER))]
Sender = Annotated[Entered, Depends(sends(Action.ANSWER))]


class Refused(PlainError):
    """A reply that cannot be saved; the message says why, `field` where."""

    def __init__(self, field: str, why: str) -> None:
        super().__init__(why)
        self.field = field


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
    name, text = shortcut.strip().lstrip("/").lower(), inbox.clean(text).strip()
    try:
        with gateway_of(request).database.begin() as session:
            _save(session, me, name, text, shared, gateway_of(request).clock.now())
    except Refused as refused:
        said = {"problem": str(refused), "field": refused.field}
        return _page(request, me, 400, **said, kept=text, shortcut=name)
    return RedirectResponse("/console/saved", 303)


def _save(session: Session, me: Entered, name: str, text: str, shared: bool, now: datetime) -> None:
    """Raises Refused."""
    if not SHORTCUT.fullmatch(name):
        raise Refused("shortcut", "Short name: use 2 to 30 small letters, digits or hyphens.")
    if not text or len(text) > LONGEST:
        raise Refused("saved", f"The reply: write 1 to {LONGEST:,} characters.")
    if shared and not may(me.adviser, Action.MANAGE_ORGANISATION):
        raise Refused("shortcut", "Only a manager saves replies for the whole organisation.")
    rows = helping.saved(session, me.adviser)
    owner = (None, me.adviser.organisation_id) if shared else (me.adviser.id, None)
    same = [r for r in rows if (r.shortcut, r.adviser_id, r.organisation_id) == (name, *owner)]
    if not same and len(rows) >= MOST:
        raise Refused("shortcut", f"There are {MOST} saved replies already. Remove one first.")
    row = same[0] if same else SavedReply(adviser_id=owner[0], organisation_id=owner[1])
    row.shortcut, row.text, row.changed = name, text, now
    session.add(row)
    if shared:
        note_change(session, me, None, f"Saved the shared reply /{name}", now)


@router.post("/remove")
def remove(request: Request, me: Sender, reply: str = Form("")) -> Response:
    gateway = gateway_of(request)
    with gateway.database.begin() as session:
        row = next((r for r in helping.saved(session, me.adviser) if r.id == reply), None)
        if row is not None and _may_change(me, row):
            if row.adviser_id is None:
                what = f"Removed the shared reply /{row.shortcut}"
                note_change(session, me, None, what, gateway.clock.now())
            session.delete(row)
    return RedirectResponse("/console/saved", 303)


def _may_change(me: Entered, row: SavedReply) -> bool:
    """One's own; a manager those of their organisation; whoever manages the service all shared ones."""
    if row.adviser_id is not None:
        return row.adviser_id == me.adviser.id
    if may(me.adviser, Action.MANAGE_SERVICE):
        return True
    own = row.organisation_id == me.adviser.organisation_id
    return own and may(me.adviser, Action.MANAGE_ORGANISATION)


def _page(request: Request, me: Entered, status: int = 200, **values: str) -> Response:
    with gateway_of(request).database.read() as session:
        rows = helping.saved(session, me.adviser)
    shown = [(row, _may_change(me, row), plain_words.reading_age(row.text)) for row in rows]
    manages = may(me.adviser, Action.MANAGE_ORGANISATION)
    return page("console/saved.html", status, me=me, saved=shown, manages=manages, **values)
