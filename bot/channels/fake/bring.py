"""Bringing webhooks as the providers do: with their time-outs and their second attempts."""

import asyncio
from dataclasses import dataclass
from urllib.parse import parse_qsl, urldefrag

import httpx

TWILIO_PAUSE = 0.2
"""Seconds before Twilio's second attempt; a little more before each next one."""
TELEGRAM_PAUSE, TELEGRAM_LONGEST = 0.1, 5.0
"""Seconds before Telegram's second attempt, doubled for each next one up to the longest."""


@dataclass(frozen=True)
class Overrides:
    """Twilio's connection overrides, the part of a webhook's address after `#`.

    https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides
    """

    retries: int = 1
    on: frozenset[str] = frozenset({"ct"})
    connect: float = 5.0
    read: float = 15.0

    @classmethod
    def parse(cls, fragment: str) -> "Overrides":
        given = dict(parse_qsl(fragment))
        on = frozenset(given.get("rp", "ct").split(","))
        return cls(
            retries=int(given.get("rc", 1)),
            on=frozenset({"4xx", "5xx", "ct", "rt"}) if "all" in on else on,
            connect=int(given.get("ct", 5000)) / 1000,
            read=int(given.get("rt", 15000)) / 1000,
        )


async def bring_as_twilio(
    http: httpx.AsyncClient, url: str, fields: dict[str, str], headers: dict[str, str]
) -> int:
    """Bring one webhook. The last status, 0 if nobody answered."""
    address, fragment = urldefrag(url)
    rules = Overrides.parse(fragment)
    timeout = httpx.Timeout(rules.read, connect=rules.connect)
    for attempt in range(rules.retries + 1):
        try:
            answer = await http.post(address, data=fields, headers=headers, timeout=timeout)
            status, why = answer.status_code, f"{answer.status_code // 100}xx"
        except httpx.ConnectError:
            status, why = 0, "ct"
        except httpx.HTTPError:
            status, why = 0, "rt"
        if 200 <= status < 300 or why not in rules.on or attempt == rules.retries:
            return status
        await asyncio.sleep(TWILIO_PAUSE * (attempt + 1))
    return status


async def bring_until_taken(
    http: httpx.AsyncClient, url: str, update: dict, headers: dict[str, str], attempts: int = 10_000
) -> httpx.Response | None:
    """Bring one update as Telegram does: again and again, a little later each time."""
    for attempt in range(attempts):
        try:
            answer = await http.post(url, json=update, headers=headers, timeout=15.0)
            if 200 <= answer.status_code < 300:
                return answer
        except httpx.HTTPError:
            pass
        await asyncio.sleep(min(TELEGRAM_LONGEST, TELEGRAM_PAUSE * 2 ** min(attempt, 6)))
    return None
