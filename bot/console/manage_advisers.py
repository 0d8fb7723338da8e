"""Managing advisers: adding them, letting them in, their role, a second pair of eyes, switching off."""

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from starlette.responses import Response

from bot.cases import advisers
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
    gateway = gateway_of(request)
    try:
        with gateway.database.begin() as session:
            row, now = adviser_of(session, me, adviser), gateway.clock.now()
            token = advisers.new_link(session, row, now)
            note_change(session, me, None, f"Made a sign-in link for {row.name}", now)
    except PlainError as error:
        return manage_page(request, me, 400, problem=str(error))
    return manage_page(request, me, link=_link(gateway, token), linked=row.name)


@router.post("/advisers/role")
def set_role(
    request: Request, me: Sender, adviser: str = Form(""), role: str = Form("")
) -> Response:
    gateway = gateway_of(request)
    try:
        with gateway.database.begin() as session:
            row, chosen = adviser_of(session, me, adviser), role_of(me, role)
            if row.id == me.adviser.id:
                raise PlainError("You cannot change your own role: ask another manager.")
            row.role = chosen
            now = gateway.clock.now()
            note_change(session, me, None, f"{row.name} is now {ROLES[chosen].lower()}", now)
    except PlainError as error:
        return manage_page(request, me, 400, problem=str(error))
    return manage_page(request, me, done=f"{row.name} is now {ROLES[chosen].lower()}.")


@router.post("/advisers/disable")
def disable(request: Request, me: Sender, adviser: str = Form("")) -> Response:
    """Switch an account off: out within seconds, and their people wait for somebody else."""
    gateway = gateway_of(request)
    try:
        with gateway.database.begin() as session:
            row = adviser_of(session, me, adviser)
            if row.id == me.adviser.id:
                raise PlainError("You cannot switch your own account off: ask another manager.")
            now = gateway.clock.now()
            advisers.disable(session, row.name, now)
            note_change(session, me, None, f"Switched off {row.name}", now)
    except PlainError as error:
        return manage_page(request, me, 400, problem=str(error))
    count = work.put_back_all(gateway, row)
    gateway.wake("")
    put = words.counted(count, "case was", "cases were")
    return manage_page(request, me, done=f"{row.name} can no longer sign in. {put} put back.")


@router.post("/advisers/new")
def set_new(
    request: Request, me: Sender, adviser: str = Form(""), new: bool = Form(False)
) -> Response:
    """Whether the replies of an adviser wait for the yes of a lead or a colleague."""
    gateway = gateway_of(request)
    try:
        with gateway.database.begin() as session:
            row, now = adviser_of(session, me, adviser), gateway.clock.now()
            row.new = new
            waits = (
                "wait for a second pair of eyes" if new else "leave without a second pair of eyes"
            )
            note_change(session, me, None, f"Replies of {row.name} {waits} from now on", now)
    except PlainError as error:
        return manage_page(request, me, 400, problem=str(error))
    gateway.wake("")
    return manage_page(request, me, done=f"Replies of {row.name} {waits} from now on.")


def _link(gateway: Gateway, token: str) -> str:
    return f"{gateway.settings.public_url}/console/sign-in/{token}"
