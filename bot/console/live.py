"""News for an open page of the console, as server-sent events. Only numbers and ids, no words.

queue       the lists changed: {"version", "waiting", "said", "urgent", "reviews"}
message     the open case has a new message: its number
elsewhere   a new message in another of one's own talks: {"case", "who"}
held        the replies of the open case that have not left: their ids
sending     how far messages to the person got: {number: words}
signed-out  the session has ended; nothing follows
"""

import asyncio
import contextlib
import json
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import asdict, dataclass, field

from sqlalchemy.exc import OperationalError
from starlette.concurrency import run_in_threadpool

from bot.cases import desk
from bot.cases.models import Case
from bot.console import queue, views
from bot.console.entry import enter
from bot.console.work import may_read
from bot.conversations import held
from bot.conversations.gateway import Gateway
from bot.conversations.hub import EVERYBODY, Hub

LOOK_SECONDS = 4.0
"""Another gateway's news, and a session that was ended, are seen after this long at most."""
GATHER_SECONDS = 0.5
"""News of other talks is gathered so long, so that the page it matters to comes first; longer than
`bot.conversations.gateway.MOVED_SECONDS`."""


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
    held: list[str] = field(default_factory=list)
    """Ids of the replies of the open case that have not left."""
    newest: dict[str, int] | None = None
    """The person's newest message in each talk of this adviser; None: nothing changed."""
    names: dict[str, str] = field(default_factory=dict)
    """Who wrote in them, as this adviser knows them: a name, or the case."""
    talks: frozenset[str] | None = None
    """The conversations this adviser holds; None: nothing changed."""


class Page:
    """What an open page has been told. Its first state and all events make the state of a new page."""

    def __init__(self, case_id: str, after: int) -> None:
        self.case_id, self.after = case_id, after
        self.stamp = ""
        self._version = ""
        self._marks: dict[int, str] | None = None
        self._held: list[str] | None = None
        self._newest: dict[str, int] | None = None

    def events(self, news: News) -> list[str]:
        """The events that bring the page up to date."""
        told = []
        for number in news.numbers:
            self.after = number
            told.append(_event("message", str(number), number))
        if self.case_id and news.marks != self._marks:
            self._marks = news.marks
            told.append(_event("sending", json.dumps(news.marks)))
        if news.held != self._held:
            self._held = news.held
            told.append(_event("held", json.dumps(news.held)))
        if news.newest is not None:
            before, self._newest = self._newest, news.newest
            for case_id, number in news.newest.items():
                # A talk that is new to the page has not been written in since it was taken.
                if before and case_id != self.case_id and number > before.get(case_id, number):
                    who = {"case": case_id, "who": news.names[case_id]}
                    told.append(_event("elsewhere", json.dumps(who)))
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
    page, shared = Page(case_id, after), gateway.moved
    topics, seen = frozenset[str](), ""
    talk_id = await run_in_threadpool(_talk_of, gateway, case_id)
    yield "retry: 3000\n\n"
    with hub.listening(EVERYBODY) as event, contextlib.ExitStack() as listening:
        own = listening.enter_context(hub.listening(talk_id))
        while not hub.closing:
            told: list[str] = []
            # While the database is busy what was told last stands.
            with contextlib.suppress(OperationalError):
                seen = await run_in_threadpool(shared.current)
                news = await run_in_threadpool(
                    look, gateway, cookie, case_id, page.after, page.stamp
                )
                if news is None:
                    yield _event("signed-out", "ended")
                    return
                told = page.events(news)
                if news.talks is not None and topics != news.talks | {talk_id}:
                    topics = news.talks | {talk_id}
                    fresh = hub.listening(*topics)
                    listening.close()
                    own = listening.enter_context(fresh)
                    # What was written in the moment before is looked for at once.
                    own.set()
            for line in told or [": still here\n\n"]:
                yield line
            if await gone():
                return
            until = time.monotonic() + LOOK_SECONDS
            while not hub.closing and time.monotonic() < until:
                if not own.is_set():
                    await hub.wait(event, max(0.0, until - time.monotonic()))
                if own.is_set():
                    break
                await asyncio.sleep(GATHER_SECONDS)
                # News of the talks of others is no news here unless the lists changed by it.
                with contextlib.suppress(OperationalError):
                    if own.is_set() or await run_in_threadpool(shared.current) != seen:
                        break
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
        kept: list[str] = []
        case = session.get(Case, case_id) if case_id else None
        if case is not None and may_read(session, case, entered.adviser):
            numbers = [row.number for row in views.readable(session, case, after)]
            marks = views.marks(session, case)
            kept = [row.id for row in held.of_case(session, case.id)]
        fresh = queue.stamp(session, entered.adviser)
        if fresh == stamp:
            return News(None, fresh, numbers, marks, kept)
        pulse = queue.pulse(session, entered.adviser, gateway.clock.now())
        newest = queue.newest_of_mine(session, entered.adviser)
        names = {one: views.who_is(session, gateway.vault, one) for one in newest}
        talks = frozenset(c.conversation_id for c in desk.held_by(session, entered.adviser.id))
        return News(pulse, fresh, numbers, marks, kept, newest, names, talks)


def _event(name: str, data: str, number: int | None = None) -> str:
    number_line = f"id: {number}\n" if number is not None else ""
    return f"event: {name}\n{number_line}data: {data}\n\n"
