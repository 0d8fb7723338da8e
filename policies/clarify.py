"""When the reading is not sure enough: say so instead of guessing.

What to ask then, and which readings to offer by number, the gateway decides: it knows what they are
called and how often it has missed.
"""

from typing import Optional, Text

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.core.constants import REQUESTED_SLOT
from rasa.shared.core.events import SlotSet
from rasa.shared.core.trackers import DialogueStateTracker

from policies.base import OneTurnPolicy

SURE = 0.42
"""From this confidence on a reading is taken, where the model names none for its intent."""


def is_sure(reading: dict, more: float = 0.0) -> bool:
    """Whether a reading is taken without asking back; `more`: it must be surer by so much."""
    return reading["confidence"] >= reading.get("sure", SURE) + more


@DefaultV1Recipe.register(
    DefaultV1Recipe.ComponentType.POLICY_WITHOUT_END_TO_END_SUPPORT, is_trainable=True
)
class ClarifyPolicy(OneTurnPolicy):
    """Leaves sure readings and answered forms alone."""

    def decide(self, tracker: DialogueStateTracker) -> Optional[Text]:
        message = tracker.latest_message
        ranking = (message and message.parse_data.get("intent_ranking")) or ()
        if not ranking or is_sure(ranking[0]) or _just_filled(tracker):
            return None
        if _in_question(tracker) and ranking[0]["name"] in ("affirm", "deny", "inform_place"):
            return None
        return "utter_unsure"


def _in_question(tracker: DialogueStateTracker) -> bool:
    return tracker.active_loop_name is not None


def _just_filled(tracker: DialogueStateTracker) -> bool:
    """True if this message answered what a form had asked."""
    asked = tracker.get_slot(REQUESTED_SLOT)
    if not asked:
        return False
    for event in reversed(tracker.events):
        if event.type_name == "user":
            return False
        if isinstance(event, SlotSet) and event.key == asked and event.value is not None:
            return True
    return False
