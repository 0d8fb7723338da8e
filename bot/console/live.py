"""News for an open page of the console, as server-sent events. Only numbers and ids, no words.

queue       the lists changed: {"version", "waiting", "said"}
message     the open case has a new message: its number
signed-out  the session has ended; nothing follows
"""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import asdict, dataclass

from sqlalchemy.exc import OperationalError
from starlette.concurrency import run_in_threadpool

from bot.cases.models import Case
from bot.console import queue, views
from bot.console.entry import enter
from bot.console.work import may_read
from bot.conversations.gateway import Gateway
from bot.conversations.hub import EVERYBODY, Hub

LOOK_SECONDS = 5.0
"""Another gateway's news, and a session that was ended, are seen after this long at most."""
GATHER_SECONDS = 0.2
"""News that comes in a burst is looked at once."""


@dataclass(frozen=True)
class News:
    pulse: queue.Pulse | None
    """None: the database was busy, and what was told last stands."""
    numbers: list[int]


async def events(
    gateway: Gateway,
    hub: Hub,
    cookie: str,
    case_id: str,
    after: int,
    gone: Callable[[], Awaitable[bool]],
) -> AsyncIterator[str]:
    """The event stream of one page until it is closed or its session ends."""
    version = ""
    with hub.listening(EVERYBODY) as event:
        yield "retry: 3000\n\n"
        while not hub.closing:
            try:
                news = await run_in_threadpool(look, gateway, cookie, case_id, after)
            except OperationalError:
                news = News(None, [])
            if news is None:
                yield _event("signed-out", "ended")
                return
            for number in news.numbers:
                after = number
                yield _event("message", str(number), number)
            if news.pulse is not None and news.pulse.version != version:
                version = news.pulse.version
                yield _event("queue", json.dumps(asdict(news.pulse)))
            else:
                yield ": still here\n\n"
            if await gone():
                return
            await hub.wait(event, LOOK_SECONDS)
            await asyncio.sleep(GATHER_SECONDS)


def look(gateway: Gateway, cookie: str, case_id: str, after: int) -> News | None:
    """What there is to tell now; None if this browser is not signed in any more."""
    entered = enter(gateway, cookie, use=False)
    if entered is None:
        return None
    with gateway.database.read() as session:
        numbers: list[int] = []
        case = session.get(Case, case_id) if case_id else None
        if case is not None and may_read(case, entered.adviser):
            numbers = [row.number for row in views.readable(session, case, after)]
        return News(queue.pulse(session, entered.adviser, gateway.clock.now()), numbers)


def _event(name: str, data: str, number: int | None = None) -> str:
    number_line = f"id: {number}\n" if number is not None else ""
    return f"event: {name}\n{number_line}data: {data}\n\n"
