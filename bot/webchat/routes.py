"""The web chat: a page that needs no script, and the few addresses its script uses."""

from datetime import date, datetime

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import (
    HTMLResponse,
    JSONResponse,
    PlainTextResponse,
    Response,
    StreamingResponse,
)

from bot.webchat import choosing, devices, embed, keep, leaving, sending, stream, visits
from bot.webchat import session as browser
from bot.webchat.chat_page import chat_page, has_seen
from bot.webchat.frame import gateway_of, is_ours, look, show, visitor_of
from bot.webchat.how import PARTS
from bot.webchat.pages import assets
from bot.webchat.texts import speaking
from bot.webchat.words import day_words

webchat = APIRouter(include_in_schema=False)
for room in (sending, choosing, devices, keep, leaving, embed):
    webchat.include_router(room.pages)

YEAR = 365 * 24 * 3600
STATEMENT = date(2026, 11, 26)
"""When the accessibility statement was last gone through."""


@webchat.get("/")
def chat(request: Request) -> HTMLResponse:
    """The chat with all that was said. `?sent` marks the way back from the very first message."""
    gateway = gateway_of(request)
    with gateway.database.read() as session:
        visitor = visitor_of(session, request)
        blocked = "sent" in request.query_params and visitor.secret is None
        secret = browser.new_secret() if visitor.ended else visitor.secret or browser.new_secret()
        response = chat_page(
            request, session, visitor, everything="all" in request.query_params,
            no_cookie=blocked, place=browser.place_of(secret),
        )  # fmt: skip
    own = visitor.visit is not None and visitor.visit.own_device
    browser.remember(response, secret, gateway.settings.cookie_secure, own)
    if visitor.talk is not None:
        has_seen(request, visitor, visitor.talk.row.last_number)
    return response


@webchat.get("/messages")
def messages(request: Request, after: int = 0) -> JSONResponse:
    """What is new, for a page that lost its stream; the state is in the header `Chat-State`.

    `none` as the state: this browser has no talk (any more).
    """
    news = stream.look(gateway_of(request), browser.secret_of(request), after)
    if news is None:
        return JSONResponse([], headers={"Chat-State": "none"})
    return JSONResponse(news.items, headers={"Chat-State": news.state})


@webchat.post("/seen/{number}")
def seen(request: Request, number: int) -> Response:
    """The page had this message on the screen when it was left."""
    if is_ours(request):
        visitor = look(request)
        if visitor.talk is not None:
            has_seen(request, visitor, min(number, visitor.talk.row.last_number))
    return Response(status_code=204)


@webchat.post("/stay")
def stay(request: Request) -> JSONResponse:
    """The person is still here: the visit starts anew. Answers when it ends, in milliseconds."""
    visitor = look(request)
    if visitor.talk is None or not is_ours(request):
        return JSONResponse({"until": 0})
    gateway = gateway_of(request)
    with gateway.database.begin() as session:
        address = browser.address_of(session, gateway.vault, visitor.secret)
        until: datetime = visits.keep_open(session, address, gateway.clock.now()).until
    return JSONResponse({"until": int(until.timestamp() * 1000)})


@webchat.get("/events")
async def events(request: Request, after: int = 0) -> Response:
    """Server-sent events: each new message, and who holds the talk."""
    secret = browser.secret_of(request)
    last = request.headers.get("last-event-id", "")
    after = max(after, int(last)) if last.isdecimal() and len(last) < 10 else after
    talk_id = await run_in_threadpool(stream.talk_id_of, gateway_of(request), secret)
    if talk_id is None:
        # 204 tells the browser not to ask again: there is no talk to follow yet.
        return Response(status_code=204)
    return StreamingResponse(
        stream.events(gateway_of(request), request.app.state.hub, secret, talk_id, after),
        media_type="text/event-stream",
        headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"},
    )


@webchat.get("/about")
def about(request: Request) -> HTMLResponse:
    """What this is, what is kept, who runs it."""
    return show(request, look(request), "about.html")


@webchat.get("/how")
def how(request: Request) -> HTMLResponse:
    """How the chat works, in Easy Read."""
    return show(request, look(request), "how.html", parts=PARTS)


@webchat.get("/accessibility")
def accessibility(request: Request) -> HTMLResponse:
    """The accessibility statement, with its date and whom to tell of a barrier."""
    visitor = look(request)
    with speaking(visitor.language):
        written = day_words(STATEMENT)
    return show(request, visitor, "accessibility.html", written=written)


@webchat.get("/static/{name}")
def static_file(request: Request, name: str) -> Response:
    """One of our own files. The address holds a hash of it, so it may be kept for a year."""
    asset = assets().get(name)
    if asset is None:
        return PlainTextResponse("There is no such file.", 404)
    headers = {"Cache-Control": f"public, max-age={YEAR}, immutable", "Vary": "Accept-Encoding"}
    if asset.packed and "gzip" in request.headers.get("accept-encoding", ""):
        headers["Content-Encoding"] = "gzip"
        return Response(asset.packed, media_type=asset.media_type, headers=headers)
    return Response(asset.content, media_type=asset.media_type, headers=headers)
