"""The Rasa input channel of the gateway: one message in, one reply plan out.

POST /webhooks/gateway/webhook with the header `X-Alongside-Secret`:
  {"sender": id, "text": str, "tracker": [events], "calm": bool}
  or, for a choice the gateway itself offered, {"sender", "choice": intent, "entities": {...}, ...}
`calm`: they have said that they are safe, so a mere sign of danger is not asked about again.
Answer: {"intent", "confidence", "ranking", "entities", "slots", "plan", "parts", "doubt", "tracker"};
`doubt` is the danger that the second line found or fears, or empty.

POST /webhooks/gateway/read: what a text means by itself; no dialogue, nothing is remembered.
  {"text": str}; answer: {"intent", "confidence", "ranking", "entities", "doubt"}

POST /webhooks/gateway/follow: what a message asks for, the last answer in mind.
  {"text": str, "question": str, "topic": intent, "ranking": as read alone}; answer: {"ranking"}

POST /webhooks/gateway/chances: how likely passages of the answers of an intent meet a message.
  {"text": str, "question": str, "target": intent, "passages": [[answer, text, [title, lead, text]], ...]};
  answer: {"chances": [float, ...]}

POST /webhooks/gateway/fit: how well passages of answers fit a question in the middle of a talk.
  {"question": str, "before": str, "passages": [[title, lead, text], ...]}; answer: {"fits": [float, ...]}
"""

import asyncio
import hmac
import json
import re
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from rasa.core.agent import Agent
from rasa.core.channels.channel import CollectingOutputChannel, InputChannel, UserMessage
from sanic import Blueprint, Request, response
from sanic.response import HTTPResponse

from bot.dialogue import fitting, follow_ups, lean_rasa, tracker_store
from bot.dialogue.closest import fit
from bot.dialogue.fitting import Named
from bot.dialogue.parts import questions_in
from bot.nlu.encoder import encode_all
from bot.nlu.examples import together
from bot.privacy.keys import read_key
from bot.settings import settings

_READER = ThreadPoolExecutor(1, "reader")
"""Messages are read one after the other in a thread of their own: half of the reading is the
encoder's, which needs no Python, and meanwhile the dialogue of another message goes on."""
MOST_FOLLOWED = 8
"""So many intents of the judge of follow-ups are told."""
_reader_loop = asyncio.new_event_loop()


class GatewayChannel(InputChannel):
    """Lets the gateway in, and nobody else."""

    def __init__(self, secret: bytes) -> None:
        self._secret = secret.hex().encode()

    @classmethod
    def name(cls) -> str:
        return "gateway"

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> "GatewayChannel":
        lean_rasa.prepare()
        return cls(read_key(settings().keys, "connector"))

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        routes = Blueprint("gateway_webhook", "gateway")

        @routes.route("/", methods=["GET"])
        async def health(request: Request) -> HTTPResponse:
            return response.json({"status": "ok"})

        @routes.route("/webhook", methods=["POST"])
        async def receive(request: Request) -> HTTPResponse:
            if not self._knows(request):
                return response.json({"error": "wrong secret"}, status=403)
            return response.json(await _turn(request, on_new_message))

        @routes.route("/read", methods=["POST"])
        async def reads(request: Request) -> HTTPResponse:
            if not self._knows(request):
                return response.json({"error": "wrong secret"}, status=403)
            parse = await _read(request.app.ctx.agent, neutral(request.json["text"]))
            return response.json(_reading(parse))

        @routes.route("/follow", methods=["POST"])
        async def follows(request: Request) -> HTTPResponse:
            if not self._knows(request):
                return response.json({"error": "wrong secret"}, status=403)
            found = await _follow(request.app.ctx.agent, **request.json)
            return response.json({"ranking": found[:MOST_FOLLOWED]})

        @routes.route("/chances", methods=["POST"])
        async def chances(request: Request) -> HTTPResponse:
            if not self._knows(request):
                return response.json({"error": "wrong secret"}, status=403)
            asked = request.json
            passages = [
                Named(answer, text, tuple(read)) for answer, text, read in asked["passages"]
            ]
            found = await asyncio.get_running_loop().run_in_executor(
                _READER,
                fitting.chances,
                asked["text"],
                asked["question"],
                asked["target"],
                passages,
            )
            return response.json({"chances": found})

        @routes.route("/fit", methods=["POST"])
        async def fits(request: Request) -> HTTPResponse:
            if not self._knows(request):
                return response.json({"error": "wrong secret"}, status=403)
            asked = request.json
            passages = [tuple(passage) for passage in asked["passages"]]
            found = await asyncio.get_running_loop().run_in_executor(
                _READER, fit, asked["question"], asked["before"], passages
            )
            return response.json({"fits": found})

        return routes

    def _knows(self, request: Request) -> bool:
        """Whether the caller has the secret that only the gateway has."""
        given = request.headers.get("X-Alongside-Secret", "").encode("latin-1", "replace")
        return hmac.compare_digest(given, self._secret)


async def _turn(request: Request, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> dict:
    asked, agent = request.json, request.app.ctx.agent
    sender = asked["sender"]
    if choice := asked.get("choice"):
        # Rasa's own notation for a known intent; only the gateway can write it.
        text = f"/{choice}{json.dumps(asked.get('entities') or {})}"
    else:
        text = neutral(asked["text"])
    parse = await _read(agent, text)
    tracker_store.bring(sender, asked.get("tracker") or [])
    output = CollectingOutputChannel()
    try:
        said = {"calm": bool(asked.get("calm"))}
        await on_new_message(
            UserMessage(text, output, sender, parse, input_channel="gateway", metadata=said)
        )
    finally:
        events = tracker_store.take(sender)
    heard = next((e for e in reversed(events) if e["event"] == "user"), {})
    plan = [m["custom"] for m in output.messages if "custom" in m]
    if not _came_to_an_end(events):
        # Kept, such a tracker would leave no policy a way out of it at any later message.
        before = asked.get("tracker") or []
        events, plan = before if _came_to_an_end(before) else [], [{"clarify": "miss"}]
    parts = [] if choice else await _parts(agent, asked["text"])
    return {
        **_reading(heard.get("parse_data") or {}),
        "slots": _slots(events),
        "plan": plan,
        "parts": parts,
        "tracker": [_light(event) for event in events],
    }


def _reading(parse: dict[str, Any]) -> dict[str, Any]:
    """What Rasa's pipeline made of a text, as the gateway is told."""
    intent = parse.get("intent") or {}
    return {
        "intent": intent.get("name"),
        "confidence": intent.get("confidence") or 0.0,
        "ranking": [[r["name"], r["confidence"]] for r in parse.get("intent_ranking") or ()],
        "entities": [[e["entity"], e["value"]] for e in parse.get("entities") or ()],
        "doubt": (parse.get("danger") or {}).get("name") or "",
    }


def _came_to_an_end(events: list[dict]) -> bool:
    """False if Rasa gave up, after ten actions or none, without waiting for the next message."""
    last = next((e for e in reversed(events) if e["event"] in ("action", "user")), {})
    return last.get("name") == "action_listen"


async def _read(agent: Agent, text: str) -> dict[str, Any]:
    """What Rasa's pipeline makes of a text, found in the reader's thread."""

    def run() -> dict[str, Any]:
        return _reader_loop.run_until_complete(agent.parse_message(text))

    return await asyncio.get_running_loop().run_in_executor(_READER, run)


async def _follow(
    agent: Agent, *, text: str, question: str, topic: str, ranking: list
) -> list[tuple[str, float]]:
    """The judge's ranking (`bot.dialogue.follow_ups`); `ranking` is that of the message alone."""
    text = neutral(text)
    whole = together(question, text)
    joint = _reading(await _read(agent, neutral(whole)))["ranking"]

    def run() -> list[tuple[str, float]]:
        vector, both = encode_all([text, whole])
        evidence = follow_ups.Evidence(
            topic, dict(ranking), dict(joint), vector, both, len(text.split())
        )
        return follow_ups.judge().ranking(evidence)

    return await asyncio.get_running_loop().run_in_executor(_READER, run)


async def _parts(agent: Agent, text: str) -> list[dict]:
    """Each question of a message that asks several, understood by itself."""
    kept = ("intent", "confidence", "entities")
    parts = []
    for question in questions_in(text):
        found = _reading(await _read(agent, neutral(question)))
        parts.append({"text": question, **{name: found[name] for name in kept}})
    return parts


def neutral(text: str) -> str:
    """The text without a leading slash, which Rasa would obey (`/restart`, `/intent{...}`)."""
    return re.sub(r"^[\s/]+", "", text) or "?"


def _slots(events: list[dict]) -> dict[str, Any]:
    slots: dict[str, Any] = {}
    for event in events:
        if event["event"] == "slot" and not event["name"].startswith("session_started"):
            slots[event["name"]] = event["value"]
    return {name: value for name, value in slots.items() if value is not None}


def _light(event: dict) -> dict:
    """The event without what later turns do not need: features and old rankings."""
    if event["event"] != "user":
        return event
    parse = event.get("parse_data") or {}
    kept = {k: parse[k] for k in ("intent", "entities") if k in parse}
    return {**event, "text": "", "metadata": {}, "parse_data": {**kept, "text": ""}}
