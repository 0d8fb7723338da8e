"""Guided help: thin over `bot.content.guides`; returns what to say and remembers where it stands."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from bot.content.guides.talk import Heard, outcome, topic_before


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
    known = tracker.get_slot("benefit") or ()
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
        (known,) if isinstance(known, str) else tuple(known),
    )
