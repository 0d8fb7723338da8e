"""The web chat: a page that needs no script, and the few addresses its script uses."""

import asyncio
import time
from urllib.parse import urlsplit

from fastapi import APIRouter, Request
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError, OperationalError
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.responses import (
    HTMLResponse,
    JSONResponse,
    PlainTextResponse,
    RedirectResponse,
    Response,
    StreamingResponse,
)

from bot.channels.base import WEB
from bot.conversations import handover, inbox
from bot.conversations.accept import accept
from bot.conversations.compose import Outgoing
from bot.conversations.gateway import Gateway
from bot.conversations.inbox import LONGEST
from bot.conversations.models import Author, Message, Turn
from bot.conversations.state import TalkState
from bot.safety import screen
from bot.webchat import session as browser
from bot.webchat import stream
from bot.webchat.history import copy_text, item_html, opened
from bot.webchat.pages import assets, page

webchat = APIRouter(include_in_schema=False)

SHOWN = 60
"""Messages on the page; a link shows all of a longer talk."""
MOST_BYTES = 300_000
"""Of one posted form: a message of the longest kind in any script fits."""
WAIT_SECONDS = 6.0
"""How long a form post waits for the answer before it shows the page without it."""
YEAR = 365 * 24 * 3600

FIRST_QUESTIONS = (
    "What is Access to Work?",
    "Find a job club near me",
    "Will I lose my benefits if I try work?",
    "Do I have to tell an employer that I am disabled?",
    "Can I talk to a person?",
)
EMPTY = "Write a message first. Then press Send message."
NOT_OURS = "This came from another website, so nothing was sent or changed."


def _gateway(request: Request) -> Gateway:
    return request.app.state.gateway


def _contact(gateway: Gateway) -> dict[str, str]:
    return {"organisation": gateway.settings.organisation, "contact": gateway.settings.contact}


def _is_ours(request: Request) -> bool:
    """False for a post that another website made this browser send."""
    if site := request.headers.get("sec-fetch-site"):
        return site in ("same-origin", "none")
    origin = request.headers.get("origin")
    if origin is None:
        return True
    # A proxy may show us another Host than the browser sees.
    public = urlsplit(_gateway(request).settings.public_url).netloc
    return urlsplit(origin).netloc in (request.headers.get("host"), public)


def _wants_json(request: Request) -> bool:
    return "application/json" in request.headers.get("accept", "")


@webchat.get("/")
def chat(request: Request) -> HTMLResponse:
    """The chat with all that was said. `?sent` marks the way back from the very first message."""
    secret = browser.secret_of(request)
    blocked = "sent" in request.query_params and secret is None
    response = _chat_page(request, everything="all" in request.query_params, no_cookie=blocked)
    browser.remember(
        response, secret or browser.new_secret(), _gateway(request).settings.cookie_secure
    )
    return response


def _chat_page(
    request: Request,
    status: int = 200,
    *,
    everything: bool = False,
    error: str = "",
    text: str = "",
    once: str = "",
    no_cookie: bool = False,
) -> HTMLResponse:
    """The page; with `error` it says what is wrong and keeps the text."""
    gateway = _gateway(request)
    items, state, earlier = [], "bot", 0
    now = gateway.clock.now()
    with gateway.database.read() as session:
        if talk := browser.find_talk(session, gateway.vault, browser.secret_of(request)):
            state = handover.state_words(session, talk)
            first = 0 if everything else max(0, talk.row.last_number - SHOWN)
            items = [opened(talk, m, now) for m in inbox.messages_of(session, talk.id, first)]
            earlier = items[0].number - 1 if items else 0
    return page(
        "chat.html",
        status,
        items=[item_html(item, newest=item is items[-1]) for item in items],
        earlier=earlier,
        state=state,
        error=error,
        text=text,
        no_cookie=no_cookie,
        questions=FIRST_QUESTIONS,
        longest=LONGEST,
        once=once or browser.new_form_token(),
        offers_once=browser.new_form_token(),
        **_contact(gateway),
    )


@webchat.post("/message")
async def send(request: Request) -> Response:
    """Store a message; answer the form with the page that shows it, the script with its number."""
    if not _is_ours(request):
        return await run_in_threadpool(_refuse, request, 403, NOT_OURS)
    try:
        form = await request.form(max_files=0, max_fields=10, max_part_size=MOST_BYTES)
    except HTTPException:
        words = f"Your message is too long. The most is {LONGEST:,} characters."
        return await run_in_threadpool(_refuse, request, 413, words)
    text, once = str(form.get("text", "")), str(form.get("once", ""))[:200]
    once = once or browser.new_form_token()
    if fault := _fault_in(text):
        return await run_in_threadpool(_keep_text, request, fault, text, once)
    secret = browser.secret_of(request)
    new = secret is None
    secret = secret or browser.new_secret()
    try:
        talk_id, number, waits = await run_in_threadpool(_store, request, secret, text, once)
    except OperationalError:
        return await run_in_threadpool(_busy, request, text, once)
    # Listening before the turn begins: its end cannot be missed, and nobody need look before it.
    with request.app.state.hub.listening(talk_id) as news:
        if waits:
            request.app.state.workers.add(talk_id)
        if waits and not _wants_json(request):
            await _until_answered(request, news, talk_id, number)
    if _wants_json(request):
        response: Response = JSONResponse({"number": number}, 202)
    else:
        response = RedirectResponse("/?sent#latest" if new else "/#latest", 303)
    browser.remember(response, secret, _gateway(request).settings.cookie_secure)
    return response


def _fault_in(text: str) -> str:
    """Why a message cannot be taken, in words; empty if it can."""
    if not inbox.clean(text).strip():
        return EMPTY
    # Somebody in danger is never turned away for the length of what they wrote.
    if len(text) > LONGEST and not screen(inbox.clean(text)).crisis:
        return (
            f"Your message is too long: it has {len(text):,} characters. "
            f"The most is {LONGEST:,}. Please send it in parts."
        )
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


async def _until_answered(
    request: Request, news: asyncio.Event, talk_id: str, number: int
) -> None:
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


@webchat.get("/messages")
def messages(request: Request, after: int = 0) -> JSONResponse:
    """What is new, for a page that lost its stream; the state is in the header `Chat-State`."""
    gateway = _gateway(request)
    news = stream.look(gateway, browser.secret_of(request), after)
    if news is None:
        return JSONResponse([], headers={"Chat-State": "bot"})
    return JSONResponse(news.items, headers={"Chat-State": news.state})


@webchat.get("/events")
async def events(request: Request, after: int = 0) -> Response:
    """Server-sent events: each new message, and who holds the talk."""
    secret = browser.secret_of(request)
    last = request.headers.get("last-event-id", "")
    after = max(after, int(last)) if last.isdecimal() and len(last) < 10 else after
    talk_id = await run_in_threadpool(stream.talk_id_of, _gateway(request), secret)
    if talk_id is None:
        # 204 tells the browser not to ask again: there is no talk to follow yet.
        return Response(status_code=204)
    return StreamingResponse(
        stream.events(_gateway(request), request.app.state.hub, secret, talk_id, after),
        media_type="text/event-stream",
        headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"},
    )


@webchat.get("/copy")
def copy(request: Request) -> PlainTextResponse:
    """The talk as a text file."""
    gateway = _gateway(request)
    now = gateway.clock.now()
    with gateway.database.read() as session:
        talk = browser.find_talk(session, gateway.vault, browser.secret_of(request))
        found = inbox.messages_of(session, talk.id) if talk else []
        text = copy_text([opened(talk, message, now) for message in found], now)
    name = 'attachment; filename="chat.txt"'
    return PlainTextResponse(text, headers={"Content-Disposition": name})


@webchat.get("/forget")
def ask_to_forget(request: Request) -> HTMLResponse:
    return page("forget.html", step="ask", **_contact(_gateway(request)))


@webchat.post("/forget")
def forget(request: Request) -> Response:
    """Delete the talk and throw the secret away; with a person on the case, say why not."""
    if not _is_ours(request):
        return _refuse(request, 403, NOT_OURS)
    gateway = _gateway(request)
    out, kept, talk = Outgoing(), False, None
    with gateway.database.begin() as session:
        address = browser.address_of(session, gateway.vault, browser.secret_of(request))
        talk = inbox.talk_of(session, gateway.vault, address.conversation_id) if address else None
        if talk is not None:
            composer = gateway.composer(talk, WEB, TalkState())
            before = talk.row.data_key
            gateway.erase(session, talk, composer, out)
            # Nothing is erased while somebody owes the person help; the key shows which it was.
            kept = talk.row.data_key == before
            if not kept:
                session.delete(address)
    if talk is not None:
        gateway.wake(talk.id)
    step = "kept" if kept else "done"
    response = page("forget.html", step=step, said=out.text, **_contact(gateway))
    if not kept:
        browser.forget(response, gateway.settings.cookie_secure)
    return response


@webchat.get("/about")
def about(request: Request) -> HTMLResponse:
    """What this is, what is kept, who runs it, and the accessibility statement."""
    return page("about.html", **_contact(_gateway(request)))


@webchat.get("/static/{name}")
def static_file(name: str) -> Response:
    """One of our own files. The address holds a hash of it, so it may be kept for a year."""
    asset = assets().get(name)
    if asset is None:
        return PlainTextResponse("There is no such file.", 404)
    kept = {"Cache-Control": f"public, max-age={YEAR}, immutable"}
    return Response(asset.content, media_type=asset.media_type, headers=kept)
