"""Who may answer a matter: peers give support and information, casework needs somebody qualified."""

import re

from bot.cases.models import Matter
from bot.content.store import Store
from bot.conversations.state import TalkState

STOPS = {
    "benefits_adviser": Matter.BENEFITS_ADVISER,
    "employment_rights": Matter.EMPLOYMENT_RIGHTS,
}
"""Where an answer's stop rule sends people, as the matter of a case."""
MEDICAL = ("medical_question",)
_CASEWORK = re.compile(
    r"\b(?:sanction(?:ed|s|ing)?|overpa(?:id|yment|yments)|tribunal|mandatory reconsideration|appeal"
    r"(?:ing|ed)?|my (?:decision|award) (?:letter|was|is|has)|stopped my (?:money|benefit|benefits|pip|esa"
    r"|uc|payments?)|turned (?:me )?down|refused my|owe (?:the )?dwp|interview under caution|fraud)\b",
    re.IGNORECASE,
)


def is_casework(text: str) -> bool:
    """True if the words are about somebody's own decision: a sanction, an overpayment, an appeal."""
    return _CASEWORK.search(text) is not None


def matter_of(store: Store, state: TalkState) -> Matter:
    """The matter of a case that opens now, from what the person wrote of and the last answers."""
    if state.casework:
        return Matter.BENEFITS_ADVISER
    for name in reversed(state.answers):
        if name.partition(".")[0] in MEDICAL:
            return Matter.MEDICAL
        answer = store.get(name)
        if answer is not None and answer.stop.get("to") in STOPS:
            return STOPS[answer.stop["to"]]
    return Matter.PEER
