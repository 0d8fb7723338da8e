"""The web chat: a page that needs no script, and the few addresses its script uses."""

from datetime import datetime

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
from bot.webchat.pages import assets

webchat = APIRouter(include_in_schema=False)
for room in (sending, choosing, devices, keep, leaving, embed):
    webchat.include_router(room.pages)

YEAR = 365 * 24 * 3600


@webchat.get("/")
def chat(request: Request) -> HTMLResponse:
    """The chat with all that was said. `?sent` marks the way back from the very first message."""
    gateway = gateway_of(request)
    with gateway.database.read() as session:
        visitor = visitor_of(session, request)
        blocked = "sent" in request.query_params and visitor.secret is None
        response = chat_page(
            request, session, visitor, everything="all" in request.query_params, no_cookie=blocked
        )
<<<<<<< HEAD
    secret = browser.new_secret() if visitor.ended else visitor.secret or browser.new_secret()
    own = visitor.visit is not None and visitor.visit.own_device
    browser.remember(response, secret, gateway.settings.cookie_secure, own)
    if visitor.talk is not None:
        has_seen(request, visitor, visitor.talk.row.last_number)
    return response
=======
    return ""


def _store(request: Request, secret: str, text: str, once: str) -> tuple[str, int, bool]:
    """Commit the message; deal with a crisis in the same transaction.

    Returns the conversation, the number of the message, also if it was stored before, and whether
    it may still wait for its turn.
    """
    try:
        return _store_once(request, secret, text, once)
    except IntegrityError:
        # The same form came twice at the same moment and the other one was first.
        return _store_once(request, secret, text, once)


def _store_once(request: Request, secret: str, text: str, once: str) -> tuple[str, int, bool]:
    gateway, key = _gateway(request), browser.message_key(once, text)
    with gateway.database.begin() as session:
        talk, _ = inbox.talk_with(session, gateway.vault, WEB.name, secret, gateway.clock.now())
        message, result = accept(gateway, session, talk, text, channel=WEB.name, once=key)
        if message is None:
            query = select(Message).where(Message.conversation_id == talk.id, Message.once == key)
            return talk.id, session.scalars(query).one().number, True
    gateway.wake(talk.id)
    return talk.id, message.number, result is None


async def _until_answered(request: Request, news: asyncio.Event, talk_id: str, number: int) -> None:
    """Wait until the turn is done, or the person was told that it will take longer."""
    hub, until = request.app.state.hub, time.monotonic() + WAIT_SECONDS
    while not hub.closing and time.monotonic() < until:
        await hub.wait(news, 0.4)
        if await run_in_threadpool(_answered, _gateway(request), talk_id, number):
            return


def _answered(gateway: Gateway, talk_id: str, number: int) -> bool:
    query = select(Message.author, Message.turn).where(
        Message.conversation_id == talk_id, Message.number >= number
    )
    with gateway.database.read() as session:
        later = session.execute(query).all()
    return any(author != Author.PERSON for author, _ in later) or all(
        turn == Turn.DONE for _, turn in later
    )


def _keep_text(request: Request, fault: str, text: str, once: str) -> Response:
    if _wants_json(request):
        return JSONResponse({"error": fault}, 422)
    return _chat_page(request, 422, error=fault, text=text, once=once)


def _busy(request: Request, text: str, once: str) -> Response:
    if _wants_json(request):
        return JSONResponse({"error": "The service is busy. Please try again."}, 503)
    gateway = _gateway(request)
    return page(
        "busy.html",
        503,
        headers={"Retry-After": "5"},
        text=text,
        once=once,
        **_contact(gateway),
    )


def _refuse(request: Request, status: int, words: str) -> Response:
    if _wants_json(request):
        return JSONResponse({"error": words}, status)
    return page("error.html", status, words=words, **_contact(_gateway(request)))
>>>>>>> 621556f (Guided help in the talk, the plan on the web and in the case view)


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
    """What this is, what is kept, who runs it, and the accessibility statement."""
    return show(request, look(request), "about.html")


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
