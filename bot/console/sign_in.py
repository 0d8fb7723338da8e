"""Coming in and going out: passkey, password with a code, a link that works once."""

import json
from typing import Annotated, Any
from urllib.parse import urlsplit

from fastapi import APIRouter, Body, Depends, Form, Request
from sqlalchemy.exc import IntegrityError
from starlette.responses import JSONResponse, RedirectResponse, Response

from bot.cases import advisers, passkeys, passwords
from bot.cases.models import Adviser
from bot.cases.roles import Action
from bot.console.entry import (
    COOKIE,
    ConsoleRoute,
    Entered,
    delete_cookie,
    enter,
    gateway_of,
    sends,
    set_cookie,
)
from bot.console.tries import Tries
from bot.conversations.gateway import Gateway
from bot.webchat.pages import page

MOST_BYTES = 100_000
TOO_OFTEN = (
    "This name was tried many times from here. Wait five minutes, or use a passkey or a sign-in "
    "link: those always work."
)

router = APIRouter(prefix="/console", route_class=ConsoleRoute, max_body_size=MOST_BYTES)
Myself = Annotated[Entered, Depends(sends(Action.OWN_ACCOUNT))]


def site(gateway: Gateway, request: Request) -> tuple[str, str]:
    """(host, origin) that passkeys are bound to: the public address, or this machine's own name."""
    parts = urlsplit(gateway.settings.public_url)
    if parts.hostname == "127.0.0.1":
        # A passkey cannot be bound to a number; browsers take localhost for the same machine.
        return "localhost", f"{request.url.scheme}://localhost:{request.url.port}"
    return parts.hostname or "", f"{parts.scheme}://{parts.netloc}"


def let_in(gateway: Gateway, cookie: str, where: str = "/console/") -> Response:
    response = RedirectResponse(where, 303)
    set_cookie(response, cookie, gateway.settings.cookie_secure)
    return response


def tries_of(request: Request) -> Tries:
    """One count for the whole gateway."""
    if not hasattr(request.app.state, "tries"):
        url = gateway_of(request).settings.redis_url
        request.app.state.tries = Tries(url.get_secret_value() if url else None)
    return request.app.state.tries


@router.get("/sign-in")
def ways_in(request: Request) -> Response:
    if enter(gateway_of(request), request.cookies.get(COOKIE)) is not None:
        return RedirectResponse("/console/", 303)
    return page("console/signed_out.html")


@router.post("/sign-in")
def with_password(
    request: Request, name: str = Form(""), password: str = Form(""), code: str = Form("")
) -> Response:
    gateway, tries = gateway_of(request), tries_of(request)
    where = request.client.host if request.client else ""
    if not tries.allowed(name, where):
        return page("console/signed_out.html", 429, problem=TOO_OFTEN, field="name", name=name)
    try:
        with gateway.database.begin() as session:
            now = gateway.clock.now()
            adviser = passwords.check(
                session, name, password, code, now, lambda found: unseal(gateway, found)
            )
            cookie, _ = advisers.new_session(session, adviser, now)
    except advisers.SignInRefused as refused:
        tries.failed(name, where, isinstance(refused, passwords.CodeRefused))
        return page(
            "console/signed_out.html", 403, problem=str(refused), field="name", name=name[:60]
        )
    return let_in(gateway, cookie)


def unseal(gateway: Gateway, adviser: Adviser) -> str:
    return gateway.vault.open_key(adviser.data_key, adviser.id).open("totp", adviser.totp)


def seal(gateway: Gateway, adviser: Adviser, secret: str) -> bytes:
    if adviser.data_key is None:
        adviser.data_key = gateway.vault.new_key(adviser.id)
    return gateway.vault.open_key(adviser.data_key, adviser.id).seal("totp", secret)


@router.post("/passkey/options")
def passkey_options(request: Request) -> Response:
    gateway = gateway_of(request)
    with gateway.database.begin() as session:
        host, _ = site(gateway, request)
        return JSONResponse(passkeys.to_sign_in(session, host, gateway.clock.now()))


@router.post("/passkey/sign-in")
def with_passkey(request: Request, answer: Annotated[dict[str, Any], Body()]) -> Response:
    gateway = gateway_of(request)
    host, origin = site(gateway, request)
    try:
        with gateway.database.begin() as session:
            now = gateway.clock.now()
            adviser = passkeys.check(session, answer, host=host, origin=origin, now=now)
            cookie, _ = advisers.new_session(session, adviser, now)
    except advisers.SignInRefused as refused:
        return JSONResponse({"problem": str(refused)}, 403)
    response = JSONResponse({"to": "/console/"})
    set_cookie(response, cookie, gateway.settings.cookie_secure)
    return response


@router.post("/account/passkey/options")
def add_passkey_options(request: Request, me: Myself) -> Response:
    gateway = gateway_of(request)
    with gateway.database.begin() as session:
        host, _ = site(gateway, request)
        return JSONResponse(passkeys.to_add(session, me.adviser, host, gateway.clock.now()))


@router.post("/account/passkey")
def add_passkey(
    request: Request, me: Myself, answer: str = Form(""), name: str = Form("")
) -> Response:
    gateway = gateway_of(request)
    host, origin = site(gateway, request)
    try:
        with gateway.database.begin() as session:
            passkeys.add(
                session,
                me.adviser,
                json.loads(answer),
                name,
                host=host,
                origin=origin,
                now=gateway.clock.now(),
            )
    except (advisers.SignInRefused, ValueError, IntegrityError) as refused:
        said = str(refused) if isinstance(refused, advisers.SignInRefused) else ""
        problem = said or "The passkey could not be added. Please try again."
        return JSONResponse({"problem": problem}, 403)
    return JSONResponse({"to": "/console/account?done=passkey"})


@router.get("/sign-in/{token}")
def sign_in_page(token: str) -> Response:
    """Only a button: programs that look at links in messages must not use the link up."""
    return page("console/sign_in.html")


@router.post("/sign-in/{token}")
def with_link(request: Request, token: str) -> Response:
    gateway = gateway_of(request)
    try:
        with gateway.database.begin() as session:
            cookie, _ = advisers.sign_in(session, token, gateway.clock.now())
    except advisers.SignInRefused as refused:
        if enter(gateway, request.cookies.get(COOKIE)) is not None:
            return RedirectResponse("/console/", 303)
        return page("console/signed_out.html", 403, problem=str(refused))
    return let_in(gateway, cookie)


@router.post("/sign-out")
def sign_out(request: Request, me: Myself) -> Response:
    gateway = gateway_of(request)
    with gateway.database.begin() as session:
        advisers.sign_out(session, request.cookies.get(COOKIE))
    response = page("console/signed_out.html", done="You are signed out.")
    delete_cookie(response, gateway.settings.cookie_secure)
    return response
