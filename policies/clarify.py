"""When the reading is not sure enough: ask which, by number, instead of guessing."""

from typing import List, Optional, Text

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.core.constants import REQUESTED_SLOT
from rasa.shared.core.events import SlotSet
from rasa.shared.core.trackers import DialogueStateTracker

from policies.base import OneTurnPolicy

SURE = 0.42
"""From this confidence on the first reading is taken."""
CLOSE = 0.45
"""Two or three readings that together reach this are offered by number; less is a miss."""

NOT_OFFERED = {
    "affirm", "deny", "greet", "goodbye", "thank", "out_of_scope", "repeat", "start_over",
    "inform_place", "inform_benefit", "bot_challenge", "resume_messages", "more_detail",
}  # fmt: skip
"""Readings that nobody would choose from a list."""


@DefaultV1Recipe.register(
    DefaultV1Recipe.ComponentType.POLICY_WITHOUT_END_TO_END_SUPPORT, is_trainable=True
)
class ClarifyPolicy(OneTurnPolicy):
    """Leaves sure readings and answered forms alone; else offers readings or says it missed."""

    def decide(self, tracker: DialogueStateTracker) -> Optional[Text]:
        message = tracker.latest_message
        ranking = (message and message.parse_data.get("intent_ranking")) or ()
        if not ranking or ranking[0]["confidence"] >= SURE or _just_filled(tracker):
            return None
        if _in_question(tracker) and ranking[0]["name"] in ("affirm", "deny", "inform_place"):
            return None
        if sum(r["confidence"] for r in offered(ranking)) >= CLOSE:
            return "utter_which"
        return "utter_miss"


def offered(ranking: List[dict]) -> List[dict]:
    """The readings to choose from: at most three, only those somebody would choose."""
    return [r for r in ranking if r["name"] not in NOT_OFFERED and r["confidence"] >= 0.08][:3]


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
