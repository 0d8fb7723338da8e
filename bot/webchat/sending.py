"""Sending a message: stored once, answered by a page or by its number, never lost."""

import time
from dataclasses import dataclass

from fastapi import APIRouter, Request
from sqlalchemy import bindparam, select
from sqlalchemy.exc import IntegrityError, OperationalError
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, RedirectResponse, Response

from bot.channels.base import WEB
from bot.conversations import inbox
from bot.conversations.accept import accept
from bot.conversations.gateway import Gateway
from bot.conversations.hub import News
from bot.conversations.inbox import LONGEST
from bot.conversations.models import Author, Message, Turn
from bot.conversations.turn import Claim
from bot.safety import screen
from bot.webchat import session as browser
from bot.webchat import visits
from bot.webchat.chat_page import chat_page
from bot.webchat.display import chosen
from bot.webchat.frame import (
    NOT_OURS,
    Visitor,
    gateway_of,
    is_ours,
    refuse,
    show,
    visitor_of,
    wants_json,
)
from bot.webchat.texts import gettext as _
from bot.webchat.texts import speaking

pages = APIRouter()

MOST_BYTES = 300_000
"""Of one posted form: a message of the longest kind in any script fits."""
WAIT_SECONDS = 6.0
"""How long a form post waits for the answer before it shows the page without it."""
LOOK_SECONDS = 1.0
"""So often it looks whether another gateway has answered; of this one's own answer it is told."""
EMPTY = _("Write a message first. Then press Send message.")
LOST = _(
    "This browser has lost your earlier chat. Your words are still in the box. "
    "Send them again to start a new chat."
)


@pages.get("/message")
def nothing_sent() -> Response:
    """Somebody who opens the address of an error page again, as a browser that restores tabs."""
    return RedirectResponse("/#latest", 303)


async def send(request: Request) -> Response:
    """Store a message; answer the form with the page that shows it, the script with its number."""
    if not is_ours(request):
        return await run_in_threadpool(refuse, request, 403, NOT_OURS)
    try:
        form = await request.form(max_files=0, max_fields=10, max_part_size=MOST_BYTES)
    except HTTPException:
        return await run_in_threadpool(refuse, request, 413, _too_long(0))
    text, once = str(form.get("text", "")), str(form.get("once", ""))[:200]
    once = once or browser.new_form_token()
    known = str(form.get("known", "0")).strip("0") != ""
    if fault := _fault_in(text):
        return await run_in_threadpool(_keep_text, request, fault, text, once)
    given = browser.secret_of(request)
    try:
        stored = await run_in_threadpool(_store, request, given, text, once, known)
    except PlaceLost:
        return await run_in_threadpool(_keep_text, request, LOST, text, once, lost=True)
    except OperationalError:
        return await run_in_threadpool(_busy, request, text, once)
    # Listening before the turn begins: its end cannot be missed, and nobody need look before it.
    with request.app.state.hub.listening(stored.talk_id) as news:
        if stored.claim:
            request.app.state.workers.run(stored.claim)
        elif stored.waits:
            request.app.state.workers.add(stored.talk_id)
        if stored.waits and not wants_json(request):
            await _until_answered(request, news, stored)
    if wants_json(request):
        response: Response = JSONResponse({"number": stored.number}, 202)
    else:
        response = RedirectResponse("/#latest" if given else "/?sent#latest", 303)
    if stored.own_device or stored.secret != given:
        secure = gateway_of(request).settings.cookie_secure
        browser.remember(response, stored.secret, secure, stored.own_device)
    return response


# As a plain route: FastAPI's own look at a request costs as much as storing the message does.
pages.add_route("/message", send, methods=["POST"])


def _too_long(length: int) -> str:
    """Says how long the message is, or only that it is too long if nobody counted (0)."""
    values = {"most": f"{LONGEST:,}", "length": f"{length:,}"}
    if not length:
        return _("Your message is too long. The most is %(most)s characters.", **values)
    return _(
        "Your message is too long: it has %(length)s characters. "
        "The most is %(most)s. Please send it in parts.",
        **values,
    )


def _crisis(text: str) -> bool:
    return screen(inbox.clean(text)).crisis


def _fault_in(text: str) -> str:
    """Why a message cannot be taken, in words; empty if it can."""
    if not inbox.clean(text).strip():
        return EMPTY
    # Somebody in danger is never turned away for the length of what they wrote.
    if len(text) > LONGEST and not _crisis(text):
        return _too_long(len(text))
    return ""


_SINCE = select(Message.author, Message.turn).where(
    Message.conversation_id == bindparam("talk"), Message.number >= bindparam("number")
)


class PlaceLost(Exception):
    """The page showed a talk that this browser cannot open (any more)."""


@dataclass(frozen=True, repr=False)
class Stored:
    """What became of a message."""

    talk_id: str
    number: int
    waits: bool
    """True if it may still wait for its turn."""
    secret: str
    own_device: bool
    claim: Claim | None
    """The message is claimed for its turn already."""


def _store(request: Request, given: str | None, text: str, once: str, known: bool) -> Stored:
    """Commit the message; deal with a crisis in the same transaction.

    A message that was stored before is found again. `known`: the page showed a talk. Raises
    PlaceLost if that talk cannot be opened, unless somebody is in danger.
    """
    try:
        return _store_once(request, given or browser.new_secret(), text, once, known)
    except IntegrityError:
        # The same form came twice at the same moment and the other one was first.
        return _store_once(request, given or browser.new_secret(), text, once, known)
    except _Shut:
        return _store_once(request, browser.new_secret(), text, once, known)


class _Shut(Exception):
    """This browser's visit has ended: what it sends is the beginning of another talk."""


def _store_once(request: Request, secret: str, text: str, once: str, known: bool) -> Stored:
    gateway, key = gateway_of(request), browser.message_key(once, text)
    with gateway.database.begin() as session:
        now = gateway.clock.now()
        talk, address = inbox.talk_with(session, gateway.vault, WEB.name, secret, now)
        visit = visits.visit_of(session, address)
        if visit is not None and visit.is_over(now):
            raise _Shut
        if known and talk.row.last_number == 0 and not _crisis(text):
            raise PlaceLost
        message, result = accept(gateway, session, talk, text, channel=WEB.name, once=key)
        if message is None:
            query = select(Message.number).where(
                Message.conversation_id == talk.id, Message.once == key
            )
            number = session.scalars(query).one()
        else:
            number = message.number
        visit = visits.keep_open(session, address, now, number, visit)
        claim = None
        if message is not None and result is None:
            claim = request.app.state.workers.claim(session, talk, message)
        waits = result is None
        stored = Stored(talk.id, number, waits, secret, visit.own_device, claim)
    if message is not None:
        gateway.wake(talk.id)
    return stored


async def _until_answered(request: Request, news: News, stored: Stored) -> None:
    """Wait until the turn is done, or the person was told that it will take longer."""
    hub, until = request.app.state.hub, time.monotonic() + WAIT_SECONDS
    while not hub.closing and time.monotonic() < until:
        await hub.wait(news, LOOK_SECONDS)
        # Another gateway may have answered: then only the database knows.
        if news.done >= stored.number or await run_in_threadpool(
            _answered, gateway_of(request), stored
        ):
            return


def _answered(gateway: Gateway, stored: Stored) -> bool:
    with gateway.database.read() as session:
        # Straight from the tables: nothing here is changed, and this runs after every message.
        asked = {"talk": stored.talk_id, "number": stored.number}
        later = session.connection().execute(_SINCE, asked).all()
    return any(author != Author.PERSON for author, _turn in later) or all(
        turn == Turn.DONE for _author, turn in later
    )


def _keep_text(
    request: Request, fault: str, text: str, once: str, *, lost: bool = False
) -> Response:
    with gateway_of(request).database.read() as session:
        visitor = visitor_of(session, request)
        with speaking(visitor.language):
            fault = _too_long(len(text)) if fault not in (EMPTY, LOST) else _(fault)
        if wants_json(request):
            return JSONResponse({"error": fault, "lost": lost}, 409 if lost else 422)
        return chat_page(request, session, visitor, 422, error=fault, text=text, once=once)


def _busy(request: Request, text: str, once: str) -> Response:
    """The database is locked or full. Nothing is read here, so this page is in English."""
    if wants_json(request):
        return JSONResponse({"error": "The service is busy. Please try again."}, 503)
    visitor = Visitor(None, display=chosen({}))
    return show(
        request, visitor, "busy.html", 503, headers={"Retry-After": "5"}, text=text, once=once
    )
