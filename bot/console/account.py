"""One's own account: ways to sign in, how the console behaves, breaks, and what one did."""

import csv
import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

import segno
from fastapi import APIRouter, Depends, Form, Request
from markupsafe import Markup
from sqlalchemy import select
from sqlalchemy.orm import Session
from starlette.responses import RedirectResponse, Response

from bot.cases import advisers, passkeys, passwords
from bot.cases.models import Adviser, Case, CaseEvent, CaseRead
from bot.cases.roles import Action
from bot.console import words
from bot.console.entry import COOKIE, ConsoleRoute, Entered, gateway_of, reads, sends
from bot.console.sign_in import seal
from bot.errors import PlainError
from bot.webchat.pages import page

DONE = {
    "passkey": "Your passkey was added. You can sign in with it from now on.",
    "removed": "The passkey was removed.",
    "no_password": "Password and codes were removed.",
    "break": "You are on a break. New cases do not count on you.",
    "back": "Welcome back. New cases count on you again.",
    "elsewhere": "You are signed out everywhere else.",
}

router = APIRouter(prefix="/console/account", route_class=ConsoleRoute, max_body_size=100_000)
Reader = Annotated[Entered, Depends(reads(Action.OWN_ACCOUNT))]
Sender = Annotated[Entered, Depends(sends(Action.OWN_ACCOUNT))]


@router.get("")
def account(request: Request, me: Reader, done: str = "") -> Response:
    return _page(request, me, done=DONE.get(done, ""))


@router.post("/break")
def take_break(request: Request, me: Sender, away: bool = Form(False)) -> Response:
    """A break needs no reason, and nobody counts them."""
    now = gateway_of(request).clock.now()
    with _changing(request, me) as (_, adviser):
        adviser.away = now if away else None
    gateway_of(request).wake("")
    return _done("break" if away else "back")


@router.post("/password/new")
def new_password(request: Request, me: Sender) -> Response:
    """The page with the picture for the code app."""
    return _password_page(request, me, passwords.new_secret())


@router.post("/password")
def set_password(
    request: Request,
    me: Sender,
    secret: str = Form(""),
    password: str = Form(""),
    code: str = Form(""),
) -> Response:
    gateway = gateway_of(request)
    if len(secret) != 32 or not (secret.isalnum() and secret.isascii()):
        return _password_page(request, me, passwords.new_secret())
    try:
        with _changing(request, me) as (session, adviser):
            codes = passwords.set_password(
                session,
                adviser,
                password,
                secret,
                code,
                gateway.clock.now(),
                lambda value: seal(gateway, adviser, value),
            )
    except PlainError as error:
        return _password_page(request, me, secret, 400, problem=str(error), field="password")
    return page("console/recovery_codes.html", me=me, codes=codes)


@router.post("/password/remove")
def remove_password(request: Request, me: Sender) -> Response:
    with _changing(request, me) as (session, adviser):
        passwords.forget_password(session, adviser)
    return _done("no_password")


@router.post("/passkey/remove")
def remove_passkey(request: Request, me: Sender, passkey: str = Form("")) -> Response:
    with _changing(request, me) as (session, adviser):
        passkeys.remove(session, adviser.id, passkey)
    return _done("removed")


@router.post("/elsewhere")
def sign_out_elsewhere(request: Request, me: Sender) -> Response:
    with _changing(request, me) as (session, adviser):
        advisers.sign_out_elsewhere(session, adviser.id, request.cookies[COOKIE])
    return _done("elsewhere")


@router.get("/record.csv")
def record(request: Request, me: Reader) -> Response:
    """What this adviser did and read, for themselves: times, cases and moves, no words."""
    with gateway_of(request).database.read() as session:
        rows = sorted(_record(session, me.adviser.id))
    text = io.StringIO()
    csv.writer(text).writerows([("when (UTC)", "case", "what", "why"), *rows])
    headers = {"Content-Disposition": 'attachment; filename="what-i-did.csv"'}
    return Response(text.getvalue(), media_type="text/csv; charset=utf-8", headers=headers)


@contextmanager
def _changing(request: Request, me: Entered) -> Iterator[tuple[Session, Adviser]]:
    """One's own row in a transaction that changes it."""
    with gateway_of(request).database.begin() as session:
        yield session, session.get(Adviser, me.adviser.id)


def _record(session: Session, adviser_id: str) -> list[tuple[str, str, str, str]]:
    moves = select(CaseEvent, Case.id).join(Case).where(CaseEvent.actor == adviser_id)
    looks = select(CaseRead, Case.id).join(Case).where(CaseRead.adviser_id == adviser_id)
    return [
        (
            e.at.isoformat(timespec="seconds"),
            words.ref(case),
            words.MOVES.get(e.move, e.move),
            words.REASONS.get(e.why, ""),
        )
        for e, case in session.execute(moves)
    ] + [
        (r.at.isoformat(timespec="seconds"), words.ref(case), "Read the talk", r.why)
        for r, case in session.execute(looks)
    ]


def _page(request: Request, me: Entered, status: int = 200, **values: object) -> Response:
    with gateway_of(request).database.read() as session:
        keys = passkeys.of(session, me.adviser.id)
        left = passwords.codes_left(session, me.adviser)
    return page(
        "console/account.html",
        status,
        me=me,
        keys=keys,
        codes_left=left,
        **values,
    )


def _password_page(
    request: Request, me: Entered, secret: str, status: int = 200, **values: str
) -> Response:
    link = passwords.address(secret, me.adviser.name)
    picture = segno.make(link).svg_inline(scale=5, border=4, light="#fff", dark="#000")
    return page(
        "console/password.html",
        status,
        me=me,
        secret=secret,
        picture=Markup(picture),
        shortest=passwords.SHORTEST,
        **values,
    )


def _done(what: str) -> Response:
    return RedirectResponse(f"/console/account?done={what}", 303)
