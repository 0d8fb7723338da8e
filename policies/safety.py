"""A possible crisis comes before every form, rule and question."""

from typing import List, Optional, Text

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.core.constants import ACTION_LISTEN_NAME, REQUESTED_SLOT
from rasa.shared.core.events import ActionExecuted, ActiveLoop, Event, SlotSet
from rasa.shared.core.trackers import DialogueStateTracker

from bot.content.guides.talk import asks_freely, is_about_plan, paused
from policies.base import PRIORITY_ABOVE_RULES, OneTurnPolicy
from policies.clarify import is_sure

SAFETY = ("crisis", "crisis_other", "safeguarding", "urgent_hardship", "medical_question")
"""Intents that stop whatever was going on."""

DANGER = "danger"
"""Where the second line (`bot.nlu.second_line`) leaves its verdict in a message."""
FEW_NAMES = 3
SURE_OF_ABUSE = 0.55
"""Below this confidence nobody is told that somebody hurts them: they are asked."""
FEW_WORDS, FREE_ANSWER = 6, 0.15
"""In so short an answer to an open question of a guide a guess must be surer by so much."""
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
        danger = message.parse_data.get(DANGER)
        if danger and danger["level"] == "sure":
            return f"utter_{danger['name']}"
        name = message.intent_name
        # They were asked whether they are safe and are, or a danger that was none is put right: or two
        # names were asked for.
        no_doubt = (message.metadata or {}).get("calm") or _names_people(tracker)
        more = FREE_ANSWER if _answers_freely(tracker) else 0.0
        abuse = name == "safeguarding" and message.intent["confidence"] >= SURE_OF_ABUSE + more
        if abuse and is_sure(message.intent, more):
            # Before a doubt about suicide: who is hurt gets the numbers for that, and a person.
            return f"utter_{name}"
        if danger and not no_doubt:
            return "utter_check_safety"
        if name in SAFETY and is_sure(message.intent):
            if name != "safeguarding":
                return f"utter_{name}"
            if not no_doubt:
                return "utter_check_safety"
        if (message.metadata or {}).get("calm"):
            return None
        for reading in message.parse_data.get("intent_ranking") or ():
            if reading["confidence"] >= ASK_FROM.get(reading["name"], 1.1) + more:
                return "utter_check_safety"
        return None

    def effects(self, tracker: DialogueStateTracker) -> List[Event]:
        events: List[Event] = []
        if tracker.active_loop_name is not None:
            events += [ActiveLoop(None), SlotSet(REQUESTED_SLOT, None)]
        if state := tracker.get_slot("guide_state"):
            events.append(SlotSet("guide_state", paused(state)))
        return events


def _answers_freely(tracker: DialogueStateTracker) -> bool:
    """`Me and Sam` to `who does what next?`: a few words in answer to a question just put.

    What the second line finds was dealt with before.
    """
    acts = (e.action_name for e in reversed(tracker.events) if isinstance(e, ActionExecuted))
    last = next((name for name in acts if name != ACTION_LISTEN_NAME), "")
    few = len((tracker.latest_message.text or "").split()) <= FEW_WORDS
    return few and last == "action_guide" and asks_freely(tracker.get_slot("guide_state"))


def _names_people(tracker: DialogueStateTracker) -> bool:
    """`Me and Sam` to `who does what next?`: two names are no sign of abuse; a sure one counts."""
    state = tracker.get_slot("guide_state") or {}
    few = len((tracker.latest_message.text or "").split()) <= FEW_NAMES
    asked = (state.get("open"), state.get("asked")) == ("plan", "who")
    return few and asked and _answers_freely(tracker)
