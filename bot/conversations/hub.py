"""The hub tells open pages that something changed, across gateways if Redis joins them."""

import asyncio
import contextlib
import threading
import time
from collections import defaultdict

import redis
import structlog

log = structlog.get_logger()

EVERYBODY = "*"
"""The topic of the console's queue."""
NEWS = "alongside:news"
"""The Redis channel; what travels on it is the id of a conversation, nothing else."""


class News(asyncio.Event):
    """Set at every news of what somebody listens to."""

    done = 0
    """Number of the newest message of a person that this gateway has dealt with meanwhile."""


class Hub:
    """Wakes whoever waits for news of a conversation.

    With a Redis address the news of other gateways arrives too. Without one, or while Redis is down,
    waiters find it by themselves: they look again every few seconds.
    """

    def __init__(self, redis_url: str | None = None) -> None:
        self._redis = redis.Redis.from_url(redis_url) if redis_url else None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._waiters: dict[str, set[News]] = defaultdict(set)
        self.closing = False

    def start(self) -> None:
        self._loop = asyncio.get_running_loop()
        if self._redis is not None:
            threading.Thread(target=self._hear, name="hub", daemon=True).start()

    def _hear(self) -> None:
        """News of other gateways, until the end; an absent Redis is tried again."""
        while not self.closing:
            try:
                with self._redis.pubsub(ignore_subscribe_messages=True) as news:
                    news.subscribe(NEWS)
                    while not self.closing:
                        if message := news.get_message(timeout=1.0):
                            self._here(message["data"].decode())
            except redis.RedisError as error:
                log.warning("redis_down", kind=type(error).__name__)
                time.sleep(2.0)

    def stop(self) -> None:
        self.closing = True
        for events in list(self._waiters.values()):
            for event in list(events):
                event.set()

    def tell(self, topic: str, done: int = 0) -> None:
        """Something happened in a conversation. Called from any thread.

        `done`: the number of the message that was dealt with. Other gateways are not told it.
        """
        self._here(topic, done)
        if self._redis is not None:
            with contextlib.suppress(redis.RedisError):
                self._redis.publish(NEWS, topic)

    def _here(self, topic: str, done: int = 0) -> None:
        if self._loop is not None and not self._loop.is_closed():
            with contextlib.suppress(RuntimeError):
                self._loop.call_soon_threadsafe(self._set, topic, done)

    def _set(self, topic: str, done: int) -> None:
        for name in (topic, EVERYBODY):
            for news in self._waiters.get(name, ()):
                news.done = max(news.done, done)
                news.set()

    @contextlib.contextmanager
    def listening(self, *topics: str):
        """An event that is set at every news of any of these topics."""
        event = News()
        for topic in topics:
            self._waiters[topic].add(event)
        try:
            yield event
        finally:
            for topic in topics:
                self._waiters[topic].discard(event)
                if not self._waiters[topic]:
                    del self._waiters[topic]

    async def wait(self, event: asyncio.Event, seconds: float) -> None:
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await event.wait()
        event.clear()
