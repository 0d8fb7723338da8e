"""Asking Rasa what a message means and what to do: a function call over loopback."""

from dataclasses import dataclass, field
from typing import Any

import httpx


class RasaDown(Exception):
    """Rasa did not answer in time or at all; the message should wait."""


@dataclass(frozen=True)
class Understood:
    """What Rasa made of one message. `plan` holds ids and data, never prose."""

    intent: str
    confidence: float
    ranking: list[tuple[str, float]] = field(default_factory=list)
    entities: list[tuple[str, Any]] = field(default_factory=list)
    slots: dict[str, Any] = field(default_factory=dict)
    plan: list[dict] = field(default_factory=list)
    parts: list[dict] = field(default_factory=list)
    tracker: list[dict] = field(default_factory=list)


class RasaClient:
    """One connection pool to one Rasa; safe to use from several threads."""

    def __init__(self, url: str, secret: bytes, seconds: float) -> None:
        self._secret = secret.hex()
        timeout = httpx.Timeout(seconds, connect=2.0)
        self._http = httpx.Client(base_url=url, timeout=timeout, trust_env=False)

    def ask(self, sender: str, tracker: list[dict], **message: Any) -> Understood:
        """Send one message (`text=` or `choice=` and `entities=`). Raises RasaDown."""
        try:
            answer = self._http.post(
                "/webhooks/gateway/webhook",
                json={"sender": sender, "tracker": tracker, **message},
                headers={"X-Alongside-Secret": self._secret},
            )
            answer.raise_for_status()
            found = answer.json()
        except (httpx.HTTPError, ValueError) as error:
            raise RasaDown(type(error).__name__) from None
        return Understood(
            intent=found["intent"] or "out_of_scope",
            confidence=found["confidence"],
            ranking=[tuple(r) for r in found["ranking"]],
            entities=[tuple(e) for e in found["entities"]],
            slots=found["slots"],
            plan=found["plan"],
            parts=found["parts"],
            tracker=found["tracker"],
        )

    def ready(self) -> bool:
        try:
            return self._http.get("/webhooks/gateway/", timeout=1.0).status_code == 200
        except httpx.HTTPError:
            return False

    def close(self) -> None:
        self._http.close()
