"""Looking up services: thin over `bot.directory`; returns a plan of what was asked and found."""

import re
from functools import cache
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from bot.directory.asking import plan_of
from bot.directory.looked_for import ANY, kind_in
from bot.directory.open import Directory
from bot.directory.search import KINDS, Wish
from bot.directory.signs import LED
from bot.directory.wished import days_looked_for

_FIGURES = re.compile(r"\d")
NEEDS = ("housing", "debt", "transport", "mental_health", "isolation", "social_care")


@cache
def directory() -> Directory:
    return Directory.of_this_installation()


class FindService(Action):
    """Finds services for the place and wishes in the slots."""

    def name(self) -> str:
        return "action_find_service"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict
    ) -> list[dict[str, Any]]:
        asked = wish_of(tracker)
        named = newest_place(tracker)
        asked_for_person = (tracker.active_loop or {}).get("name") == "handover_form"
        if named is None and asked_for_person:
            # That question comes first; the next place named is searched.
            dispatcher.utter_message(json_message={"note": "find_after"})
            return []
        place = directory().places.resolve(named) if named else None
        if place is None:
            dispatcher.utter_message(json_message={"ask": "place_unknown"})
            return [SlotSet("location", None)]
        plan = plan_of(directory(), place, asked)
        # A postcode is used for this search and not kept: its borough is, or its first half.
        # While consent is asked no mapping keeps a place, so it is kept here.
        keep = plan["place"] != named or asked_for_person
        events = [SlotSet("location", plan["place"])] if keep else []
        if not asked.kind and not said_what(tracker):
            dispatcher.utter_message(
                json_message={"place": {"name": plan["place"], "near": plan["near"]}}
            )
            return events
        dispatcher.utter_message(json_message={"services": plan})
        # Of several needs in one message the mapping keeps the last; all of them still hold.
        needs = list(asked.access) or None
        return [*events, SlotSet("service_kind", asked.kind or None), SlotSet("access_need", needs)]


def newest_place(tracker: Tracker) -> str | None:
    """The place named in this message, else the one known from before.

    A number that we cannot read as a place (`90210`) is not the place from before.
    """
    message = tracker.latest_message
    now = [e["value"] for e in message.get("entities", []) if e["entity"] == "location"]
    intent = (message.get("intent") or {}).get("name")
    if not now and intent == "inform_place" and _FIGURES.search(message.get("text") or ""):
        return None
    return first(now) or first(tracker.get_slot("location"))


def wish_of(tracker: Tracker) -> Wish:
    """What is looked for, from slots and from the newest message."""
    message = tracker.latest_message
    entities = [(e["entity"], e["value"]) for e in message.get("entities", [])]
    now = {name: [v for n, v in entities if n == name] for name, _ in entities}
    text = message.get("text") or ""
    # A choice is no words of theirs: `find_service` with the kind that was chosen.
    kind = "" if text.startswith("/") else kind_in(text)
    kind = kind or first(now.get("service_kind")) or first(now.get("need"))
    if not kind:
        kind = first(tracker.get_slot("service_kind")) or _unnamed(tracker)
    if kind not in KINDS and kind not in NEEDS:
        kind = ""
    access = now.get("access_need") or as_list(tracker.get_slot("access_need"))
    return Wish(
        kind=kind,
        access=tuple(access),
        user_led=bool(LED.search(text)),
        days=days_looked_for(text),
    )


def _unnamed(tracker: Tracker) -> str:
    """What is looked for where no kind is named: a club, if such were talked about; else anything."""
    names = _intents(tracker)
    if any(name.startswith("job_club") for name in names):
        return "job_club"
    return ANY if "find_service" in names else ""


def said_what(tracker: Tracker) -> bool:
    """True if the talk so far, not only a bare place, shows that a club or help is looked for."""
    return any(name == "find_service" or name.startswith("job_club") for name in _intents(tracker))


def _intents(tracker: Tracker) -> list[str]:
    return [_intent_of(event) for event in tracker.events if event["event"] == "user"]


def _intent_of(event: dict[str, Any]) -> str:
    return ((event.get("parse_data") or {}).get("intent") or {}).get("name") or ""


def as_list(value: Any) -> list:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def first(value: Any) -> str | None:
    return next(iter(as_list(value)), None)
