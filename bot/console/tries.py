"""How often somebody may try a password. Passkeys and links are never counted.

The count is for one name at one address, so that nobody can lock another person out from elsewhere;
only wrong codes after a right password are counted for the name alone.
"""

import hashlib

from limits import RateLimitItem, RateLimitItemPerHour, RateLimitItemPerMinute
from limits.storage import storage_from_string
from limits.strategies import MovingWindowRateLimiter

AT_ADDRESS: RateLimitItem = RateLimitItemPerMinute(10, 5)
OF_ADDRESS: RateLimitItem = RateLimitItemPerMinute(100, 5)
WRONG_CODES: RateLimitItem = RateLimitItemPerHour(10)


class Tries:
    """Counts wrong tries, in Redis if gateways share one, else in memory."""

    def __init__(self, redis_url: str | None = None) -> None:
        self._limiter = MovingWindowRateLimiter(storage_from_string(redis_url or "memory://"))

    def allowed(self, name: str, address: str) -> bool:
        """False if this name was tried too often from this address, or its code too often."""
        return all(
            self._limiter.test(limit, *key) for limit, *key in self._keys(name, address, True)
        )

    def failed(self, name: str, address: str, wrong_code: bool) -> None:
        for limit, *key in self._keys(name, address, wrong_code):
            self._limiter.hit(limit, *key)

    @staticmethod
    def _keys(name: str, address: str, code: bool) -> list[tuple]:
        # Hashed, so that no name stands in a shared memory.
        who = hashlib.sha256(" ".join(name.lower().split()).encode("utf-8", "replace")).hexdigest()
        keys = [(AT_ADDRESS, "sign-in", who, address), (OF_ADDRESS, "sign-in", address)]
        return [*keys, (WRONG_CODES, "code", who)] if code else keys
