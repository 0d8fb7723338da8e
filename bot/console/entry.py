"""Coming in: the cookie of a signed-in browser, the token in its forms, and the pages that say no."""

import hmac
from collections.abc import Callable
from dataclasses import dataclass

import structlog
from fastapi import Form, Request
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from sqlalchemy.exc import OperationalError
from starlette.responses import JSONResponse, Response

from bot.cases import advisers
from bot.cases.models import Adviser
from bot.cases.roles import Action, may
from bot.cases.wishes import Wishes, wishes_of
from bot.conversations.gateway import Gateway
from bot.webchat.pages import page

log = structlog.get_logger()

COOKIE = "alongside_console"
PATH = "/console"


@dataclass(frozen=True)
class Entered:
    """An adviser at the door, let in."""

    adviser: Adviser
    form_token: str

    @property
    def wishes(self) -> Wishes:
        return wishes_of(self.adviser)

    def may(self, action: str) -> bool:
        """For templates: whether to show a way to something."""
        return may(self.adviser, Action(action))


class Stop(Exception):
    """The request ends here with this response."""

    def __init__(self, response: Response) -> None:
        super().__init__(response.status_code)
        self.response = response


TYPED = ("text", "about", "agreed", "next_step", "plain", "sms")
"""Fields in which advisers write."""
UNREADABLE = (
    "Nothing was done",
    "The form could not be read. Open the page again and repeat what you did.",
)
BUSY = (
    "The service is busy",
    "Nothing was stored and nothing was sent. Wait a moment, then do it again.",
)


class ConsoleRoute(APIRoute):
    """A route whose parts may raise Stop. What cannot be done is told on a page, with what was typed."""

    def get_route_handler(self) -> Callable:
        handler = super().get_route_handler()

        async def handle(request: Request) -> Response:
            try:
                return await handler(request)
            except Stop as stop:
                return stop.response
            except RequestValidationError:
                return await refused(request, 400, UNREADABLE)
            except OperationalError as error:
                log.error("database_busy", path=request.url.path, kind=type(error).__name__)
                return await refused(request, 503, BUSY)

        return handle


async def refused(request: Request, status: int, why: tuple[str, str]) -> Response:
    """A page, or what a script reads. The form was read before, so it is at hand again."""
    if "application/json" in request.headers.get("content-type", ""):
        return JSONResponse({"problem": why[1]}, status)
    form = await request.form() if request.method == "POST" else {}
    typed = [value for name in TYPED if isinstance(value := form.get(name), str) and value.strip()]
    values = {"title": why[0], "said": why[1], "kept": "\n".join(typed)}
    return page("console/refused.html", status, **values)


def gateway_of(request: Request) -> Gateway:
    return request.app.state.gateway


def enter(gateway: Gateway, cookie: str | None, *, use: bool = True) -> Entered | None:
    """Who this cookie belongs to. `use=False`: an open page that only listens is not use."""
    now = gateway.clock.now()
    with gateway.database.read() as session:
        found = advisers.session_of(session, cookie, now)
    if found is None:
        return None
    adviser, row = found
    if use and advisers.is_stale(row, now):
        with gateway.database.begin() as session:
            advisers.keep_session(session, row, now)
    return Entered(adviser, row.form_token)


def reads(action: Action) -> Callable[[Request], Entered]:
    """Dependency of pages: an adviser whose role allows this, or a page that says how to get in."""

    def check(request: Request) -> Entered:
        entered = enter(gateway_of(request), request.cookies.get(COOKIE))
        if entered is None:
            raise Stop(page("console/signed_out.html", 401))
        if not may(entered.adviser, action):
            raise Stop(page("console/not_allowed.html", 403, me=entered))
        return entered

    check.action = action
    return check


def sends(action: Action) -> Callable[..., Entered]:
    """Dependency of forms: as `reads`, and the form came from this adviser's own page.

    What was typed is shown again if not, so that nothing is lost.
    """

    def check(request: Request, form_token: str = Form(""), text: str = Form("")) -> Entered:
        entered = enter(gateway_of(request), request.cookies.get(COOKIE))
        if entered is None:
            raise Stop(page("console/signed_out.html", 401, kept=text))
        if not hmac.compare_digest(form_token.encode(), entered.form_token.encode()):
            raise Stop(page("console/not_yours.html", 403, me=entered, kept=text))
        if not may(entered.adviser, action):
            raise Stop(page("console/not_allowed.html", 403, me=entered, kept=text))
        return entered

    check.action = action
    return check


def set_cookie(response: Response, token: str, secure: bool) -> None:
    response.set_cookie(COOKIE, token, path=PATH, secure=secure, httponly=True, samesite="strict")


def delete_cookie(response: Response, secure: bool) -> None:
    response.delete_cookie(COOKIE, path=PATH, secure=secure, httponly=True, samesite="strict")
