"""News for an open page: what was said since, and who holds the talk now."""

import json
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass

import structlog
from sqlalchemy.exc import OperationalError
from starlette.concurrency import run_in_threadpool

from bot.conversations import inbox
from bot.conversations.gateway import Gateway
from bot.conversations.hub import Hub
from bot.webchat.frame import display_of
from bot.webchat.history import item_json, opened
from bot.webchat.holding import holding
from bot.webchat.session import find_talk
from bot.webchat.texts import speaking

log = structlog.get_logger()

LOOK_SECONDS = 3.0
"""Another gateway's messages wake nobody here: we look for them this often."""
KEEP_ALIVE_SECONDS = 15.0


@dataclass(frozen=True)
class News:
    """Messages after a number, ready for the page, and the state of the talk."""

    items: list[dict]
    state: str


def talk_id_of(gateway: Gateway, secret: str | None) -> str | None:
    with gateway.database.read() as session:
        talk = find_talk(session, gateway.vault, secret, gateway.clock.now())
        return talk.id if talk else None


def look(gateway: Gateway, secret: str | None, after: int) -> News | None:
    """What is new after message number `after`; None if there is no talk (any more)."""
    now = gateway.clock.now()
    with gateway.database.read() as session:
        talk = find_talk(session, gateway.vault, secret, gateway.clock.now())
        if talk is None:
            return None
        state = holding(session, talk)
        if talk.row.last_number <= after:
            return News([], state)
        display = display_of(session, gateway, talk, None)
        with speaking(display["language"]):
            found = [opened(talk, m, now) for m in inbox.messages_of(session, talk.id, after)]
            return News([item_json(s, s is found[-1], display["announce"]) for s in found], state)


async def events(
    gateway: Gateway, hub: Hub, secret: str | None, talk_id: str, after: int
) -> AsyncIterator[str]:
    """The stream itself. It ends when the gateway stops or the talk is forgotten."""
    state, sent_at = "", time.monotonic()
    yield "retry: 3000\n\n"
    with hub.listening(talk_id) as wake:
        while not hub.closing:
            try:
                news = await run_in_threadpool(look, gateway, secret, after)
            except OperationalError:
                log.warning("stream_database_busy")
                await hub.wait(wake, LOOK_SECONDS)
                continue
            if news is None:
                return
            lines = [_event("message", json.dumps(i), i["number"]) for i in news.items]
            if news.items:
                after = news.items[-1]["number"]
            # By the silence of this event the page knows that a line is dead.
            if lines or news.state != state or time.monotonic() - sent_at >= KEEP_ALIVE_SECONDS:
                state, sent_at = news.state, time.monotonic()
                yield "".join([*lines, _event("state", state)])
            await hub.wait(wake, LOOK_SECONDS)


def _event(name: str, data: str, number: int | None = None) -> str:
    head = f"id: {number}\n" if number is not None else ""
    return f"{head}event: {name}\ndata: {data}\n\n"
