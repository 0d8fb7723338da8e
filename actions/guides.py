"""Guided help: thin over `bot.content.guides`; returns what to say and remembers where it stands."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from bot.content.guides.talk import Heard, outcome, topic_before
from bot.content.relatives import to_answer_for


class Guide(Action):
    """Takes one message of a person into the guide that it is for."""

    def name(self) -> str:
        return "action_guide"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict
    ) -> list[dict[str, Any]]:
        move = outcome(tracker.get_slot("guide_state"), heard_in(tracker), live=True)
        if move is None:
            return []
        dispatcher.utter_message(json_message={"guide": move.item})
        return [SlotSet("guide_state", move.state)]


def heard_in(tracker: Tracker) -> Heard:
    """The newest message as the guides take it."""
    message = tracker.latest_message
    intent = message.get("intent") or {}
    entities = tuple((e["entity"], e["value"]) for e in message.get("entities", []))
    return Heard(
        message.get("text") or "",
        intent.get("name") or "",
        intent.get("confidence") or 0.0,
        entities,
        next((value for name, value in entities if name == "guide"), ""),
        topic_before(
            [
                ((event.get("parse_data") or {}).get("intent") or {}).get("name")
                for event in tracker.events
                if event["event"] == "user"
            ]
        ),
        benefits_told(tracker),
    )


def benefits_told(tracker: Tracker) -> tuple[str, ...]:
    """The person's benefits as far as they told them: all of the message that told the one in the slot."""
    slot = tracker.get_slot("benefit")
    known = (slot,) if isinstance(slot, str) else tuple(slot or ())
    for event in reversed(tracker.events if known else ()):
        parsed = event.get("parse_data") or {}
        named = [e["value"] for e in parsed.get("entities", ()) if e["entity"] == "benefit"]
        if event["event"] == "user" and named:
            told = to_answer_for(event.get("text") or "", named)
            return tuple(told) if set(known) <= set(told) else known
    return known
