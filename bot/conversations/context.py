"""What a short message means after what was said last: `is it compulsory?`, `what about interviews`.

The model reads each message alone. Where one leans on the answer before it, readings of the same
topic weigh more, and the gateway asks Rasa again with the reading it settles on.
"""

import re

from bot.conversations.asides import guide_step, topic_of
from bot.conversations.commands import plain_words
from bot.conversations.state import TalkState
from bot.dialogue.client import Understood

MOST_WORDS = 12
WEIGHT = 40.0
"""How much more likely a message that leans on the last answer is about the same topic."""
LEAST = 0.02
"""A reading below this is noise, whatever was said before."""
SHARE = 0.5
"""Of all readings, so weighed, the one that is taken makes up at least this much."""
UNSURE = 0.5
"""Below this confidence a greeting or a yes may be a question in few words: `ok how`."""

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
_ASKS = re.compile(r"\b(?:how|what|wot|wat|when|where|who|why)\b")
FEW_WORDS = 4
"""So short a message leans on what was said, whatever its words: `how long`, `who pays then`."""
DEADLINES = {
    "adjustments_refused": "discrimination", "discrimination": "discrimination",
    "benefits_claim_appeal": "benefits_claim_appeal", "benefits_sanction": "benefits_claim_appeal",
}  # fmt: skip
"""Where the time limit stands of what the answer was about."""
PROMISED = ("atw_interview", "adjustments_ask", "adjustments_refused")
"""Answers that say what to ask an employer for in writing."""
_VAGUE = re.compile(
    r"\b(?:good|clear|safe) enough\b|\btry (?:our|their|his|her|my) best\b"
    r"|\b(?:we|they|he|she)(?: will| ll|ll)? (?:try|see what)\b|\bis that (?:a )?(?:yes|enough|ok)\b"
)
"""`They will try their best. Good enough?`"""
_REFUSED = re.compile(
    r"\b(?:they|he|she|boss|manager|employer|company|hr|it)\b.*\b(?:wont|won't|will not|would not|wouldnt|wouldn't|refused?"
    r"|refuses|said no|say no|says no|not allowed|turned (?:it|me|that) down|(?:said|say|says) (?:they )?(?:cant|can't|cannot))\b"
)
"""`They say they will not`: after what to ask an employer for, the employer refuses."""
_HOW_LONG = re.compile(
    r"\bhow long (?:do|have|has|did) i\b|\bhow many (?:days|weeks|months)\b|\bdead ?line|\btime limit"
    r"|\btoo late\b|\bby when\b"
)
_OWN_TOPIC = ("programme", "service_kind", "location", "need")
"""Entities that say by themselves what a message is about."""
_STANDS = {
    "crisis", "crisis_other", "safeguarding", "urgent_hardship", "medical_question", "stop_messages",
    "goodbye", "thank", "deny", "simpler", "menu",
    "talk_to_human", "handover_cancel", "handover_chase", "inform_benefit",
    "change_language", "change_format", "delete_my_data", "get_my_data", "bot_challenge",
    "complaint_about_us", "resume_messages",
}  # fmt: skip
"""Readings that mean the same whatever was said before."""
_MOSTLY_STANDS = {"greet", "affirm", "repeat", "start_over", "inform_place"}
"""So do these, unless the model is unsure of them."""


def in_context(text: str, found: Understood, state: TalkState) -> str | None:
    """The reading that fits what was said last: another than the model's first, or one it doubts."""
    last = topic_of(state)
    if not last or state.showing not in ("answer", "guide") or found.intent in _STANDS:
        return None
    aside = state.showing == "answer"
    plan = [i for i in found.plan if not (aside and guide_step(i) == "missed")]
    if any(item.keys() - {"answer", "again", "clarify", "place"} for item in plan):
        # A form, a guide or a search has taken the message.
        return None
    plain = plain_words(text)
    if found.intent in _MOSTLY_STANDS and found.confidence >= UNSURE and not _ASKS.search(plain):
        return None
    count = len(plain.split())
    if (_HOW_LONG.search(plain) or _VAGUE.search(plain)) and count <= 2 * MOST_WORDS:
        count = 0
    if count > MOST_WORDS or (count > FEW_WORDS and not _LEANS.search(plain)):
        return None
    if {name for name, _ in found.entities} & set(_OWN_TOPIC):
        return None
    if last in DEADLINES and _HOW_LONG.search(plain):
        return DEADLINES[last] if found.intent != DEADLINES[last] else None
    if last in PROMISED and _VAGUE.search(plain):
        return last
    if last in PROMISED and _REFUSED.search(plain) and found.intent != "adjustments_refused":
        return "adjustments_refused"
    topic = _topic(last)
    if not topic:
        return None
    weighed = {
        name: share * (WEIGHT if share >= LEAST and _topic(name) == topic else 1.0)
        for name, share in found.ranking
    }
    best = max(weighed, key=weighed.__getitem__, default="")
    if _topic(best) != topic or weighed[best] < SHARE * sum(weighed.values()):
        return None
    doubted = any("clarify" in item for item in found.plan) or plan != found.plan
    return best if best != found.intent or doubted else None


def _topic(name: str) -> tuple[str, ...] | None:
    return next((t for t in _TOPICS if name.startswith(tuple(f"{part}_" for part in t))), None)
