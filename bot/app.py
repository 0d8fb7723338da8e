"""The gateway put together: storage, parts, workers, and the ASGI app with its routes."""

import logging
import logging.handlers
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import structlog
from fastapi import FastAPI, Request
from fastapi.exception_handlers import http_exception_handler
from fastapi.responses import JSONResponse, PlainTextResponse
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from sqlalchemy.exc import OperationalError
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.cases.hours import Hours
from bot.clock import Clock
from bot.content import languages
from bot.content.live import LiveStore
from bot.conversations.alarms import alarms
from bot.conversations.gateway import Gateway
from bot.conversations.hub import Hub
from bot.conversations.outbox import Outbox
from bot.conversations.reconcile import Reconciler
from bot.conversations.worker import Workers
from bot.dialogue.client import RasaClient
from bot.directory.open import Directory
from bot.installation import open_storage, places_of
from bot.privacy.keys import load_keys
from bot.privacy.vault import Vault
from bot.settings import PROJECT, Settings, settings
from bot.storage.engine import Database

log = structlog.get_logger()

CSP = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


HEADERS = {
    "Content-Security-Policy": CSP,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
}
"""On every answer, unless the route sets its own."""
_ENCODED = [(name.lower().encode(), value.encode()) for name, value in HEADERS.items()]


class SafeHeaders:
    """Adds the headers. A plain ASGI class: `@app.middleware` costs a task and a queue a request."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                given = message.get("headers", ())
                own = {name for name, _value in given}
                message["headers"] = [*given, *(pair for pair in _ENCODED if pair[0] not in own)]
            await send(message)

        await self._app(scope, receive, send_with_headers)


def make_gateway(
    chosen: Settings | None = None, clock: Clock | None = None, database: Database | None = None
) -> Gateway:
    """The parts of a gateway. Raises PlainError where something is missing or wrong."""
    chosen = chosen or settings()
    keys = load_keys(chosen.keys)
    database = database or open_storage(chosen)
    return Gateway(
        settings=chosen,
        database=database,
        vault=Vault(keys),
        store=LiveStore(PROJECT / "data"),
        directory=Directory(database, places_of(chosen.folder)),
        rasa=RasaClient(chosen.rasa_url, keys.connector, chosen.rasa_seconds),
        clock=clock or Clock(),
        hours=Hours.parse(chosen.opening_hours),
    )


def make_app(gateway: Gateway | None = None) -> FastAPI:
    """The ASGI app. `uvicorn --factory bot.app:make_app` runs it with the settings' gateway."""
    from bot.channels.routes import hooks, make_senders, make_threads
    from bot.channels.updates import Poller
    from bot.console import rooms
    from bot.directory.api.routes import open_referral
    from bot.webchat.plan_pages import plan_pages
    from bot.webchat.routes import webchat

    if gateway is None:
        gateway = make_gateway()
        configure_logging(gateway.settings, "gateway")
    redis_url = gateway.settings.redis_url
    hub = Hub(redis_url.get_secret_value() if redis_url else None)
    workers = Workers(gateway, hub, gateway.settings.workers)
    gateway.senders = gateway.senders or make_senders(gateway.settings)
    outbox, reconciler = Outbox(gateway), Reconciler(gateway)
    poller = Poller(gateway, workers.add)

    @asynccontextmanager
    async def life(app: FastAPI) -> AsyncIterator[None]:
        languages.prepare()
        hub.start()
        workers.start()
        outbox.start()
        reconciler.start()
        poller.start()
        yield
        app.state.hook_threads.shutdown(cancel_futures=True)
        hub.stop()
        workers.stop()
        poller.stop()
        reconciler.stop()
        outbox.stop()
        gateway.rasa.close()
        gateway.database.close()

    app = FastAPI(lifespan=life, docs_url=None, redoc_url=None, openapi_url=None)
    app.state.gateway, app.state.hub, app.state.workers = gateway, hub, workers
    app.state.poller, app.state.hook_threads = poller, make_threads()
    app.include_router(webchat)
    app.include_router(plan_pages)
    for router in rooms.ROUTERS:
        app.include_router(router)
    app.include_router(hooks)
    app.include_router(open_referral)
    _add_health(app, gateway)
    _add_safety(app)
    return app


def _add_health(app: FastAPI, gateway: Gateway) -> None:
    @app.get("/healthz")
    def healthz() -> PlainTextResponse:
        return PlainTextResponse("ok")

    @app.get("/readyz")
    def readyz() -> JSONResponse:
        """200 when the database answers; whether Rasa does, and what is alarming, beside it."""
        with gateway.database.read() as session:
            raised = [alarm.kind for alarm in alarms(session)]
        return JSONResponse({"database": True, "rasa": gateway.rasa.ready(), "alarms": raised})

    @app.get("/metrics")
    def metrics() -> Response:
        return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)


def _add_safety(app: FastAPI) -> None:
    app.add_middleware(SafeHeaders)

    @app.exception_handler(OperationalError)
    async def busy(request: Request, error: OperationalError) -> Response:
        """The database is locked or full: nothing was stored, and the person can try again."""
        log.error("database_busy", path=request.url.path)
        if "text/html" in request.headers.get("accept", ""):
            from bot.webchat.pages import page

            return page("busy.html", 503, headers={"Retry-After": "5"})
        return PlainTextResponse(
            "The service is busy. Nothing was stored. Please try again.", 503, {"Retry-After": "5"}
        )

    @app.exception_handler(HTTPException)
    async def refused(request: Request, error: HTTPException) -> Response:
        """A mistyped address, or one that only takes posts: words and the way to the chat."""
        if error.status_code in (404, 405):
            from bot.webchat.frame import nowhere

            if page := await run_in_threadpool(nowhere, request, error.status_code):
                return page
        return await http_exception_handler(request, error)


def configure_logging(chosen: Settings, name: str) -> None:
    """Log events to a file: names and ids, never what people write, numbers or tokens."""
    chosen.logs.mkdir(parents=True, exist_ok=True)
    handler = logging.handlers.RotatingFileHandler(
        chosen.logs / f"{name}.log", maxBytes=2_000_000, backupCount=3
    )
    root = logging.getLogger()
    root.handlers, root.level = [handler], logging.WARNING
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.JSONRenderer(),
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
    )
    logging.getLogger("bot").setLevel(logging.INFO)
