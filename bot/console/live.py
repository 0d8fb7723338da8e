"""News for an open page of the console, as server-sent events. Only numbers and ids, no words.

queue       the lists changed: {"version", "waiting", "said"}
message     the open case has a new message: its number
sending     how far messages to the person got: {number: words}
signed-out  the session has ended; nothing follows
"""

import asyncio
import contextlib
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
GATHER_SECONDS = 0.5
"""News of other talks is gathered so long, so that the page it matters to comes first."""


@dataclass(frozen=True)
class News:
    """What there is to tell now."""

    pulse: queue.Pulse | None
    """None: nothing changed since `stamp`."""
    stamp: str
    numbers: list[int]
    """Of the messages of the open case that the page does not have."""
    marks: dict[int, str]
    """How far messages to the person got, by number, where there is something to say."""


class Page:
    """What an open page has been told. Its first state and all events make the state of a new page."""

    def __init__(self, case_id: str, after: int) -> None:
        self.case_id, self.after = case_id, after
        self.stamp = ""
        self._version = ""
        self._marks: dict[int, str] | None = None

    def events(self, news: News) -> list[str]:
        """The events that bring the page up to date."""
        told = []
        for number in news.numbers:
            self.after = number
            told.append(_event("message", str(number), number))
        if self.case_id and news.marks != self._marks:
            self._marks = news.marks
            told.append(_event("sending", json.dumps(news.marks)))
        self.stamp = news.stamp
        if news.pulse is not None and news.pulse.version != self._version:
            self._version = news.pulse.version
            told.append(_event("queue", json.dumps(asdict(news.pulse))))
        return told


async def events(
    gateway: Gateway,
    hub: Hub,
    cookie: str,
    case_id: str,
    after: int,
    gone: Callable[[], Awaitable[bool]],
) -> AsyncIterator[str]:
    """The event stream of one page until it is closed or its session ends."""
    page = Page(case_id, after)
    talk_id = await run_in_threadpool(_talk_of, gateway, case_id)
    with hub.listening(EVERYBODY) as event, hub.listening(talk_id) as own:
        yield "retry: 3000\n\n"
        while not hub.closing:
            told: list[str] = []
            # While the database is busy what was told last stands.
            with contextlib.suppress(OperationalError):
                news = await run_in_threadpool(
                    look, gateway, cookie, case_id, page.after, page.stamp
                )
                if news is None:
                    yield _event("signed-out", "ended")
                    return
                told = page.events(news)
            for line in told or [": still here\n\n"]:
                yield line
            if await gone():
                return
            await hub.wait(event, LOOK_SECONDS)
            if not own.is_set():
                await asyncio.sleep(GATHER_SECONDS)
            own.clear()


def _talk_of(gateway: Gateway, case_id: str) -> str:
    """The conversation of the open case; a name that is never told of if there is none."""
    with gateway.database.read() as session:
        case = session.get(Case, case_id) if case_id else None
        return case.conversation_id if case else "none"


def look(gateway: Gateway, cookie: str, case_id: str, after: int, stamp: str = "") -> News | None:
    """What there is to tell now; None if this browser is not signed in any more.

    `stamp`: of the lists when this was asked last.
    """
    entered = enter(gateway, cookie, use=False)
    if entered is None:
        return None
    with gateway.database.read() as session:
        numbers: list[int] = []
        marks: dict[int, str] = {}
        case = session.get(Case, case_id) if case_id else None
        if case is not None and may_read(case, entered.adviser):
            numbers = [row.number for row in views.readable(session, case, after)]
            marks = views.marks(session, case)
        fresh, pulse = queue.stamp(session, entered.adviser), None
        if fresh != stamp:
            pulse = queue.pulse(session, entered.adviser, gateway.clock.now())
        return News(pulse, fresh, numbers, marks)


def _event(name: str, data: str, number: int | None = None) -> str:
    number_line = f"id: {number}\n" if number is not None else ""
    return f"event: {name}\n{number_line}data: {data}\n\n"
