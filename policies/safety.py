"""A possible crisis comes before every form, rule and question."""

from typing import List, Optional, Text

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.core.constants import REQUESTED_SLOT
from rasa.shared.core.events import ActiveLoop, Event, SlotSet
from rasa.shared.core.trackers import DialogueStateTracker

from bot.content.guides.talk import is_about_plan, paused
from policies.base import PRIORITY_ABOVE_RULES, OneTurnPolicy
from policies.clarify import is_sure

SAFETY = ("crisis", "crisis_other", "safeguarding", "urgent_hardship", "medical_question")
"""Intents that stop whatever was going on."""

DANGER = "danger"
"""Where the second line (`bot.nlu.second_line`) leaves its verdict in a message."""
ASK_FROM = {"safeguarding": 0.25}
"""From this confidence on, a safety intent that is not a sure first reading is asked about."""


@DefaultV1Recipe.register(
    DefaultV1Recipe.ComponentType.POLICY_WITHOUT_END_TO_END_SUPPORT, is_trainable=True
)
class SafetyPolicy(OneTurnPolicy):
    """Answers a safety intent at once and leaves any form; asks when one is likely enough."""

    @staticmethod
    def get_default_config() -> dict:
        return {**OneTurnPolicy.get_default_config(), "priority": PRIORITY_ABOVE_RULES + 2}

    def decide(self, tracker: DialogueStateTracker) -> Optional[Text]:
        message = tracker.latest_message
        if message is None or not message.intent_name:
            return None
        if is_about_plan(message.text or ""):
            # Words of ours, and the gateway's crisis screen has read them before.
            return None
        if danger := message.parse_data.get(DANGER):
            sure = danger["level"] == "sure"
            return f"utter_{danger['name']}" if sure else "utter_check_safety"
        if message.intent_name in SAFETY and is_sure(message.intent):
            return f"utter_{message.intent_name}"
        for reading in message.parse_data.get("intent_ranking") or ():
            if reading["confidence"] >= ASK_FROM.get(reading["name"], 1.1):
                return "utter_check_safety"
        return None

    def effects(self, tracker: DialogueStateTracker) -> List[Event]:
        events: List[Event] = []
        if tracker.active_loop_name is not None:
            events += [ActiveLoop(None), SlotSet(REQUESTED_SLOT, None)]
        if state := tracker.get_slot("guide_state"):
            events.append(SlotSet("guide_state", paused(state)))
        return events
