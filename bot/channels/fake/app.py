"""The fake carriers' server: both providers' APIs, and a page with two phones to write from."""

import asyncio
import hashlib
import hmac
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from urllib.parse import urlsplit

from fastapi import FastAPI, Request
from jinja2 import Environment, FileSystemLoader
from starlette.responses import HTMLResponse, RedirectResponse, Response

from bot.channels.fake.behaviour import BEHAVIOURS
from bot.channels.fake.telegram import FakeTelegram
from bot.channels.fake.twilio import FakeTwilio
from bot.errors import PlainError
from bot.settings import Settings

HERE = Path(__file__).parent
CSP = (
    "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
OUR_NUMBER = "+447700900999"
FIRST_NUMBER, FIRST_CHAT = "+447700900100", "7700900100"
LONGEST = 1600
_TEMPLATES = Environment(loader=FileSystemLoader(HERE / "templates"), autoescape=True)
_STATIC = {"phones.css": "text/css", "phones.js": "text/javascript"}


def is_local(url: str) -> bool:
    return urlsplit(url).hostname in ("127.0.0.1", "localhost", "::1")


def refuse_beside_real(settings: Settings) -> None:
    """Raises PlainError if accounts are set: invented people must never meet real ones."""
    twilio = settings.twilio_account_sid or settings.twilio_auth_token.get_secret_value()
    telegram = settings.telegram_token.get_secret_value()
    real_twilio = twilio and not is_local(settings.twilio_api_url)
    if real_twilio or (telegram and not is_local(settings.telegram_api_url)):
        raise PlainError(
            "Fake carriers do not run beside real credentials: remove ALONGSIDE_TWILIO_... and "
            "ALONGSIDE_TELEGRAM_... from the settings, or use the real ones."
        )


def with_fakes(settings: Settings, key: bytes) -> Settings:
    """The settings with invented credentials, the same for every process that has the key."""

    def made(name: str) -> str:
        return hmac.new(key, f"fake {name}".encode(), hashlib.sha256).hexdigest()[:32]

    base = f"http://127.0.0.1:{settings.fake_carriers_port}"
    return Settings.model_validate(
        settings.model_dump()
        | {
            "twilio_account_sid": "AC" + made("account"),
            "twilio_auth_token": made("token"),
            "twilio_number": OUR_NUMBER,
            "twilio_api_url": base,
            "telegram_token": f"1:{made('bot')}",
            "telegram_secret": made("secret"),
            "telegram_api_url": base,
        }
    )


def fakes_of(settings: Settings) -> tuple[FakeTwilio, FakeTelegram]:
    """The two providers that settings (made by `with_fakes`) talk to."""
    gateway = f"http://127.0.0.1:{settings.port}"
    twilio = FakeTwilio(
        settings.twilio_account_sid, settings.twilio_auth_token.get_secret_value(),
        settings.twilio_number, settings.public_url, gateway,
    )  # fmt: skip
    telegram = FakeTelegram(
        settings.telegram_token.get_secret_value(),
        settings.telegram_secret.get_secret_value(),
        gateway,
    )
    return twilio, telegram


def make_carriers(twilio: FakeTwilio, telegram: FakeTelegram) -> FastAPI:
    """The ASGI app. Both fakes belong to its event loop."""
    tasks: set[asyncio.Task] = set()

    @asynccontextmanager
    async def life(app: FastAPI) -> AsyncIterator[None]:
        yield
        for task in tasks:
            task.cancel()
        await twilio.http.aclose()
        await telegram.http.aclose()

    app = FastAPI(lifespan=life, docs_url=None, redoc_url=None, openapi_url=None)
    app.include_router(twilio.routes())
    app.include_router(telegram.routes())

    def beside(work) -> None:
        """The provider brings it while the page is shown already."""
        task = asyncio.create_task(work)
        tasks.add(task)
        task.add_done_callback(tasks.discard)

    def back(number: str, box: str) -> Response:
        """The page again, at the box that was written in."""
        return RedirectResponse(f"/?number={number.removeprefix('+')}#{box}", 303)

    @app.middleware("http")
    async def headers(request: Request, call_next) -> Response:
        answer = await call_next(request)
        answer.headers["Content-Security-Policy"] = CSP
        answer.headers["Cache-Control"] = "no-store"
        answer.headers["X-Content-Type-Options"] = "nosniff"
        return answer

    @app.get("/")
    async def phones(number: str = FIRST_NUMBER) -> Response:
        number, chat = _number(number), _number(number).removeprefix("+44")
        base = FIRST_NUMBER[:-3]
        return HTMLResponse(
            _TEMPLATES.get_template("phones.html").render(
                number=number, chat=chat, longest=LONGEST,
                texts=twilio.shown.get(number, []), lines=telegram.chats.get(chat, []),
                numbers=[(FIRST_NUMBER, "works as it should")]
                + [(f"{base}{n:03d}", b.words) for n, b in sorted(BEHAVIOURS.items())],
            )
        )  # fmt: skip

    @app.post("/phone/text")
    async def text(request: Request) -> Response:
        form = await request.form()
        number, body = _number(str(form.get("number", ""))), str(form.get("text", ""))[:LONGEST]
        if body.strip():
            beside(twilio.text(number, body))
        return back(number, "text")

    @app.post("/phone/telegram")
    async def write(request: Request) -> Response:
        form = await request.form()
        number, body = _number(str(form.get("number", ""))), str(form.get("text", ""))[:LONGEST]
        chat = number.removeprefix("+44")
        if "press" in form:
            line, _, data = str(form["press"]).partition(" ")
            known = {str(found.number) for found in telegram.chats.get(chat, ())}
            if line in known:
                beside(telegram.press(chat, int(line), data))
        elif body.strip():
            beside(telegram.write(chat, body))
        return back(number, "said")

    @app.get("/static/{name}")
    async def static(name: str) -> Response:
        if name not in _STATIC:
            return Response(status_code=404)
        return Response((HERE / "static" / name).read_bytes(), media_type=_STATIC[name])

    return app


def _number(given: str) -> str:
    """A number of the drama range, whatever was asked for."""
    digits = given.strip().removeprefix("+")
    if len(digits) == 12 and digits.isdecimal() and digits.startswith(FIRST_NUMBER[1:-3]):
        return f"+{digits}"
    return FIRST_NUMBER
