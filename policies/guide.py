"""Guided help: hands a message to `action_guide` if a guide is asked for, or open and meant."""

from typing import List, Optional, Text

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.core.constants import ACTION_LISTEN_NAME, REQUESTED_SLOT
from rasa.shared.core.events import ActionExecuted, ActiveLoop, Event, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.content.guides.talk import Heard, is_change, outcome, paused, topic_before
from policies.base import PRIORITY_ABOVE_RULES, OneTurnPolicy
from policies.clarify import SURE

ACTION = "action_guide"


@DefaultV1Recipe.register(
    DefaultV1Recipe.ComponentType.POLICY_WITHOUT_END_TO_END_SUPPORT, is_trainable=True
)
class GuidePolicy(OneTurnPolicy):
    """After safety, before the offer of several readings: an answer need not look like an intent."""

    @staticmethod
    def get_default_config() -> dict:
        return {**OneTurnPolicy.get_default_config(), "priority": PRIORITY_ABOVE_RULES + 1}

    def decide(self, tracker: DialogueStateTracker) -> Optional[Text]:
        message = tracker.latest_message
        if message is None:
            return None
        if tracker.latest_action_name in (ACTION, "utter_start_over"):
            # Said: now wait for the person.
            return tracker.latest_action_name
        if tracker.latest_action_name != ACTION_LISTEN_NAME:
            # Another policy has answered.
            return None
        if _starts_over(tracker):
            return "utter_start_over"
        intents = [e.intent_name for e in tracker.events if isinstance(e, UserUttered)]
        heard = Heard(
            message.text or "",
            message.intent_name or "",
            message.intent.get("confidence") or 0.0,
            tuple((e["entity"], e["value"]) for e in message.entities),
            next((e["value"] for e in message.entities if e["entity"] == "guide"), ""),
            topic_before(intents),
        )
        return (
            ACTION if outcome(tracker.get_slot("guide_state"), heard, _is_live(tracker)) else None
        )

    def effects(self, tracker: DialogueStateTracker) -> List[Event]:
        events: List[Event] = []
        if tracker.active_loop_name is not None:
            events += [ActiveLoop(None), SlotSet(REQUESTED_SLOT, None)]
        state = tracker.get_slot("guide_state")
        if _starts_over(tracker):
            events.append(SlotSet("guide_state", None))
        elif state and not _is_live(tracker):
            # The action must not take up a question that nobody has in mind any more.
            events.append(SlotSet("guide_state", paused(state)))
        return events


def _is_live(tracker: DialogueStateTracker) -> bool:
    """True if the question of a guide may be meant: no form asks, and a guide spoke lately.

    Lately is within the turns that the tracker still holds.
    """
    return tracker.active_loop_name is None and any(
        isinstance(event, ActionExecuted) and event.action_name == ACTION
        for event in tracker.events
    )


def _starts_over(tracker: DialogueStateTracker) -> bool:
    message = tracker.latest_message
    sure = message.intent_name == "start_over" and message.intent["confidence"] >= SURE
    return sure and tracker.get_slot("guide_state") is not None and not is_change(message.text)
