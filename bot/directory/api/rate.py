"""How often one caller may ask: counted in Redis where several gateways run, else in memory."""

import math
import time

import structlog
from limits import parse
from limits.storage import MemoryStorage, RedisStorage, Storage
from limits.strategies import FixedWindowRateLimiter

log = structlog.get_logger()


class Rate:
    """`600 per minute` for each caller. Without Redis where it should be, nobody is turned away."""

    def __init__(self, rate: str, redis_url: str | None = None) -> None:
        self._item = parse(rate)
        storage: Storage = RedisStorage(redis_url) if redis_url else MemoryStorage()
        self._limiter = FixedWindowRateLimiter(storage)

    def wait(self, caller: str) -> int:
        """0 if the caller may go on, else the seconds to wait."""
        try:
            if self._limiter.hit(self._item, "open-referral", caller):
                return 0
            again = self._limiter.get_window_stats(self._item, "open-referral", caller).reset_time
        except Exception as error:  # the directory is public: better unlimited than shut
            log.warning("rate_not_counted", reason=type(error).__name__)
            return 0
        return max(1, math.ceil(again - time.time()))
