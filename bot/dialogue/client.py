"""Asking Rasa what a message means and what to do: a function call over loopback."""

import json
from dataclasses import dataclass, field
from typing import Any

import urllib3

IN_HASTE = 3.0
"""Seconds for an answer where somebody may be in danger; a busy Rasa takes half of one."""


Ranking = list[tuple[str, float]]
"""Intents, likeliest first, with their shares of one."""


class RasaDown(Exception):
    """Rasa did not answer in time or at all; the message should wait."""


@dataclass(frozen=True)
class Understood:
    """What Rasa made of one message. `plan` holds ids and data, never prose."""

    intent: str
    confidence: float
    ranking: Ranking = field(default_factory=list)
    entities: list[tuple[str, Any]] = field(default_factory=list)
    slots: dict[str, Any] = field(default_factory=dict)
    plan: list[dict] = field(default_factory=list)
    parts: list[dict] = field(default_factory=list)
    doubt: str = ""
    tracker: list[dict] = field(default_factory=list)


def _understood(found: dict[str, Any]) -> Understood:
    return Understood(
        intent=found["intent"] or "out_of_scope",
        confidence=found["confidence"],
        ranking=[tuple(r) for r in found["ranking"]],
        entities=[tuple(e) for e in found["entities"]],
        slots=found.get("slots", {}),
        plan=found.get("plan", []),
        parts=found.get("parts", []),
        doubt=found["doubt"],
        tracker=found.get("tracker", []),
    )


class RasaClient:
    """One connection pool to one Rasa; safe to use from several threads."""

    def __init__(self, url: str, secret: bytes, seconds: float) -> None:
        self._url = url
        # A lean client: this call is made at every turn, and it never leaves the machine.
        self._http = urllib3.PoolManager(
            maxsize=32,
            retries=False,
            timeout=urllib3.Timeout(connect=2.0, read=seconds),
            headers={"X-Alongside-Secret": secret.hex(), "Content-Type": "application/json"},
        )

    def ask(
        self, sender: str, tracker: list[dict], *, in_haste: bool = False, **message: Any
    ) -> Understood:
        """Send one message (`text=` or `choice=` and `entities=`). Raises RasaDown.

        `in_haste`: somebody may be in danger, so Rasa gets less time before it counts as down.
        """
        timeout = {"timeout": IN_HASTE} if in_haste else {}
        found = self._post("webhook", {"sender": sender, "tracker": tracker, **message}, **timeout)
        return _understood(found)

    def read(self, text: str) -> Understood:
        """What a text means by itself: no plan, no tracker, nothing happens. Raises RasaDown."""
        return _understood(self._post("read", {"text": text}))

    def follow(self, text: str, question: str, topic: str, found: Understood) -> Ranking:
        """What a message asks for, likeliest first, after `question` was met with the answer of the
        intent `topic`; `found` is what it means by itself. Raises RasaDown."""
        asked = {"text": text, "question": question, "topic": topic, "ranking": found.ranking}
        return [(name, share) for name, share in self._post("follow", asked)["ranking"]]

    def chances(
        self,
        text: str,
        question: str,
        target: str,
        passages: list[tuple[str, str, tuple[str, str, str]]],
    ) -> list[float]:
        """How likely passages (answer, text as it stands, as read) of the answers of the intent
        `target` meet a text that came after a question. Raises RasaDown."""
        asked = {"text": text, "question": question, "target": target, "passages": passages}
        return self._post("chances", asked)["chances"]

    def fit(self, question: str, before: str, passages: list[tuple[str, str, str]]) -> list[float]:
        """How well passages (title, what leads to them, text) fit a question that came after
        another, each from about 0 to 1. Raises RasaDown."""
        asked = {"question": question, "before": before, "passages": passages}
        return self._post("fit", asked)["fits"]

    def _post(self, what: str, body: dict, **timeout: float) -> dict[str, Any]:
        try:
            answer = self._http.request(
                "POST", f"{self._url}/webhooks/gateway/{what}", body=json.dumps(body), **timeout
            )
            if answer.status != 200:
                raise RasaDown(f"status {answer.status}")
            return json.loads(answer.data)
        except (urllib3.exceptions.HTTPError, ValueError) as error:
            raise RasaDown(type(error).__name__) from None

    def ready(self) -> bool:
        try:
            answer = self._http.request("GET", f"{self._url}/webhooks/gateway/", timeout=1.0)
        except urllib3.exceptions.HTTPError:
            return False
        return answer.status == 200

    def close(self) -> None:
        self._http.clear()
