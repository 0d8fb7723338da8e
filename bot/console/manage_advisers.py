"""Managing advisers: adding them, letting them in, their role, a second pair of eyes, switching off."""

from collections.abc import Callable
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from sqlalchemy.orm import Session
from starlette.responses import Response

from bot.cases import advisers
from bot.cases.models import Adviser
from bot.cases.roles import Action
from bot.console import words, work
from bot.console.entry import ConsoleRoute, Entered, gateway_of, reads, sends
from bot.console.managing import (
    ROLES,
    adviser_of,
    manage_page,
    note_change,
    organisation_of,
    role_of,
)
from bot.conversations.gateway import Gateway
from bot.errors import PlainError

router = APIRouter(prefix="/console/manage", route_class=ConsoleRoute, max_body_size=100_000)
Reader = Annotated[Entered, Depends(reads(Action.MANAGE_ORGANISATION))]
Sender = Annotated[Entered, Depends(sends(Action.MANAGE_ORGANISATION))]


@router.get("")
def overview(request: Request, me: Reader) -> Response:
    return manage_page(request, me)


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
            chosen = role_of(me, role)
            home = organisation_of(session, me, organisation)
            now = gateway.clock.now()
            added = advisers.add_adviser(session, name, now, chosen, home.id if home else None)
            note_change(session, me, home, f"Added {added.name} as {ROLES[chosen].lower()}", now)
            token = advisers.new_link(session, added, now)
    except PlainError as error:
        return manage_page(request, me, 400, problem=str(error), field="adviser", name=name[:100])
    return manage_page(request, me, link=_link(gateway, token), linked=added.name)


@router.post("/advisers/link")
def link(request: Request, me: Sender, adviser: str = Form("")) -> Response:
    """A new sign-in link for somebody who cannot get in."""

    def change(session: Session, row: Adviser, now: datetime) -> dict[str, str]:
        token = advisers.new_link(session, row, now)
        note_change(session, me, None, f"Made a sign-in link for {row.name}", now)
        return {"link": _link(gateway_of(request), token), "linked": row.name}

    return _changed(request, me, adviser, change)


@router.post("/advisers/role")
def set_role(
    request: Request, me: Sender, adviser: str = Form(""), role: str = Form("")
) -> Response:
    def change(session: Session, row: Adviser, now: datetime) -> dict[str, str]:
        chosen = role_of(me, role)
        if row.id == me.adviser.id:
            raise PlainError("You cannot change your own role: ask another manager.")
        row.role = chosen
        said = f"{row.name} is now {ROLES[chosen].lower()}"
        note_change(session, me, None, said, now)
        return {"done": f"{said}."}

    return _changed(request, me, adviser, change)


@router.post("/advisers/disable")
def disable(request: Request, me: Sender, adviser: str = Form("")) -> Response:
    """Switch an account off: out within seconds, and their people wait for somebody else."""

    def change(session: Session, row: Adviser, now: datetime) -> dict[str, str]:
        if row.id == me.adviser.id:
            raise PlainError("You cannot switch your own account off: ask another manager.")
        advisers.disable(session, row.name, now)
        note_change(session, me, None, f"Switched off {row.name}", now)
        return {"done": f"{row.name} can no longer sign in."}

    def put_back(row: Adviser) -> str:
        put = words.counted(work.put_back_all(gateway_of(request), row), "case was", "cases were")
        return f" {put} put back."

    return _changed(request, me, adviser, change, put_back)


@router.post("/advisers/new")
def set_new(
    request: Request, me: Sender, adviser: str = Form(""), new: bool = Form(False)
) -> Response:
    """Whether the replies of an adviser wait for the yes of a lead or a colleague."""

    def change(session: Session, row: Adviser, now: datetime) -> dict[str, str]:
        row.new = new
        how = "wait for a second pair of eyes" if new else "leave without a second pair of eyes"
        said = f"Replies of {row.name} {how} from now on"
        note_change(session, me, None, said, now)
        return {"done": f"{said}."}

    return _changed(request, me, adviser, change)


def _changed(
    request: Request,
    me: Entered,
    chosen: str,
    change: Callable[[Session, Adviser, datetime], dict[str, str]],
    after: Callable[[Adviser], str] = lambda row: "",
) -> Response:
    """The page after a change of one adviser, or with why it was not made.

    `change`: makes it, in one transaction, and gives what the page says. `after`: what follows once it
    is kept; its words end what is said.
    """
    gateway = gateway_of(request)
    try:
        with gateway.database.begin() as session:
            row = adviser_of(session, me, chosen)
            said = change(session, row, gateway.clock.now())
    except PlainError as error:
        return manage_page(request, me, 400, problem=str(error))
    more = after(row)
    gateway.wake("")
    return manage_page(request, me, **(said | ({"done": said["done"] + more} if more else {})))


def _link(gateway: Gateway, token: str) -> str:
    return f"{gateway.settings.public_url}/console/sign-in/{token}"
