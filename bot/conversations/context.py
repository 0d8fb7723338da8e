"""What a short message means after what was said last: `is it compulsory?`, `what about interviews`.

The model reads each message alone. Where one leans on the answer before it, readings of the same
topic weigh more, and the gateway asks Rasa again with the reading it settles on.
"""

import re

from bot.conversations.commands import plain_words
from bot.conversations.state import TalkState
from bot.dialogue.client import Understood

MOST_WORDS = 9
WEIGHT = 40.0
"""How much more likely a message that leans on the last answer is about the same topic."""
LEAST = 0.02
"""A reading below this is noise, whatever was said before."""

_TOPICS = (
    ("job_club",),
    ("atw",),
    ("disclosure", "adjustments", "discrimination"),
    ("benefits",),
    ("programme", "in_work"),
    ("training", "self", "cv", "employer"),
    ("community", "talk", "handover"),
)
_LEANS = re.compile(
    r"\b(it|its|they|them|their|that|this|there|those|these|he|she|him|her)\b"
    r"|^(and|but|so|what about|how about|what if|or|ok)\b"
)
FEW_WORDS = 4
"""So short a message leans on what was said, whatever its words: `how long`, `who pays then`."""
_OWN_TOPIC = ("programme", "service_kind", "location", "need")
"""Entities that say by themselves what a message is about."""
_STANDS = {
    "crisis", "crisis_other", "safeguarding", "urgent_hardship", "medical_question", "stop_messages",
    "greet", "goodbye", "thank", "affirm", "deny", "repeat", "simpler", "start_over", "menu",
    "talk_to_human", "handover_cancel", "handover_chase", "inform_place", "inform_benefit",
    "change_language", "change_format", "delete_my_data", "get_my_data", "bot_challenge",
    "complaint_about_us", "resume_messages",
}  # fmt: skip
"""Readings that mean the same whatever was said before."""


def in_context(text: str, found: Understood, state: TalkState) -> str | None:
    """The reading that fits what was said last, where it is another than the model's first."""
    if not state.answers or state.showing != "answer" or found.intent in _STANDS:
        return None
    if any(item.keys() - {"answer", "again", "clarify"} for item in found.plan):
        # A form, a guide or a search has taken the message.
        return None
    plain = plain_words(text)
    count = len(plain.split())
    if count > MOST_WORDS or (count > FEW_WORDS and not _LEANS.search(plain)):
        return None
    if {name for name, _ in found.entities} & set(_OWN_TOPIC):
        return None
    topic = _topic(state.answers[-1].partition(".")[0])
    if not topic or _topic(found.intent) == topic:
        return None
    best = max(
        ((share, name) for name, share in found.ranking if _topic(name) == topic), default=(0.0, "")
    )
    if best[0] < LEAST or best[0] * WEIGHT < found.confidence:
        return None
    return best[1]


def _topic(name: str) -> tuple[str, ...] | None:
    return next((t for t in _TOPICS if name.startswith(tuple(f"{part}_" for part in t))), None)
