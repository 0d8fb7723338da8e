"""Whether somebody wants to be led through a topic, told by what the model understood and their wish.

The topic is the model's business, so it may be said in any words; the wish is one of a few ideas:
go through it with me, help me decide, I do not know where to begin, is it all right for me.
"""

import re

from bot.content.guides import adjustments, safety, words
from bot.content.guides.steps import Answers, Heard

LEAST = 0.4
"""The topic counts from this confidence on; the wish says the rest."""
SURE = 0.6

_LED = re.compile(
    r"\bstep by step\b|\bone (?:step|thing|question) at a time\b|\bbit by bit\b|\bslowly\b"
    r"|\b(?:talk|walk|guide|take|lead|run) (?:it|this|me|us|that) ?through\b"
    r"|\b(?:talk|walk|guide|take|lead|coach) me\b"
    r"|\b(?:go|talk|work|think|run|look) (?:through|over) (?:it|this|that|everything|my|the|what)\b"
    r"|\b(?:go|work|think|look|do|sort|check|try)\w* (?:it |this |that )?(?:out |through )?(?:together|with (?:me|you|u|somebody|someone))\b"
    r"|\b(?:help|halp|hlp|assist|support) me (?:to |with |in )?(?:work|decide|deciding|think|see|find|understand|"
    r"check|choose|weigh|figure|sort|know|make (?:up )?my mind|get my head)\w*\b"
    r"|\b(?:help|hlp) (?:with )?(?:deciding|thinking|choosing|weighing|working out|figuring)\b"
    r"|\b(?:can|could|will|would|pls|please) (?:you|u|we|someone|somebody) (?:please |pls )?"
    r"(?:help|check|look at|work out|figure|go through|tell me if|see if|find out)\b"
    r"|\bask me (?:some |the |a few |your )?questions\b|\bquiz me\b"
    r"|\b(?:dont|do not|no idea|not sure|unsure|havent a clue|no clue) (?:know )?(?:where|how) (?:do i |i |to )?(?:even )?"
    r"(?:start|begin)\b"
    r"|\bwhere (?:do|should|would) i (?:even )?(?:start|begin)\b"
    r"|\b(?:cant|cannot|can not|struggling to|trying to|need to|want to|hard to) (?:decide|make up my mind|choose|"
    r"work (?:it |this )?out|figure)\b"
    r"|\b(?:in|of) two minds\b|\btorn\b|\bpros and cons\b|\bweigh\w* (?:it |this )?up\b|\bwhats best for me\b"
)
_SAFE = re.compile(
    r"\b(?:is|would|will) (?:it|that|this) (?:be )?(?:really |even |actually )?(?:safe|risky|ok|okay|alright|all right)\b"
    r"|\b(?:ok|okay|safe|alright|all right|risky)(?: for me)? (?:to|if i)\b|\bam i (?:ok|okay|safe|allowed) to\b"
    r"|\bwithout (?:losing|risking|messing)\b|\brisk\w* (?:my|of losing)\b"
)
"""`Is it all right for me?`: asks about the person's own case, not about a rule."""

TOPICS = {
    "safety": (
        "benefits_lose_if_work", "benefits_volunteering", "benefits_reassessment",
        "benefits_permitted_work", "benefits_pip_work", "benefits_report",
    ),
    "atw": ("atw_eligibility", "atw_apply", "atw_what"),
    "disclosure": ("disclosure_should_i", "disclosure_when_how"),
    "adjustments": ("adjustments_ask",),
}  # fmt: skip
"""The guide of each topic."""
ACTIVITY = {
    "benefits_volunteering": "volunteer", "benefits_permitted_work": "part_time",
    "job_club_voluntary": "club", "training_apprenticeship": "course",
    "self_employment": "self_employment",
}  # fmt: skip
"""What somebody wants to try who asks about this topic."""
LOOKED_UP = ("training_apprenticeship", "self_employment")
"""Topics whose own answers are about all benefits: somebody who names theirs gets its rules."""
ANSWERED_BY_BENEFIT = ("benefits_lose_if_work", "benefits_permitted_work")
"""Topics whose answers differ by benefit: a benefit named after them needs no questions."""


MOST_WORDS = 14


def _opens_with_barrier(heard: Heard) -> bool:
    """A barrier at work, where the model cannot say what the message is about."""
    if heard.confidence >= LEAST or len(heard.text.split()) > MOST_WORDS:
        return False
    if heard.intent in ("crisis", "crisis_other", "safeguarding") or heard.named("benefit"):
        return False
    if heard.intent.startswith("disclosure_"):
        return False  # `Do I tell them about my depression`: it names a barrier, and asks about telling.
    return adjustments.names_barrier_at_work(heard.text)


def guide_for(heard: Heard) -> tuple[str, Answers]:
    """The guide that intent and wish ask for and what is answered already; `""` if none."""
    if heard.intent == "inform_benefit" and heard.before in ACTIVITY:
        # `I am on LCWRA` after `can I volunteer`: the question is known, now the benefit is too.
        if heard.before not in ANSWERED_BY_BENEFIT:
            return "safety", {"activity": ACTIVITY[heard.before]}
        return "", {}
    if heard.intent in LOOKED_UP and heard.confidence >= LEAST and safety.named(heard):
        return "safety", {"activity": ACTIVITY[heard.intent]}
    if _opens_with_barrier(heard):
        return "adjustments", {}
    name = next((name for name, topics in TOPICS.items() if heard.intent in topics), "")
    if not name or heard.confidence < LEAST:
        return "", {}
    known = {"activity": ACTIVITY[heard.intent]} if heard.intent in ACTIVITY else {}
    said = words.in_full(heard.text)
    if _LED.search(said):
        return name, known
    if name == "safety":
        benefits = safety.named(heard)
        if len(benefits) > 1 and any(not b.startswith("other:") for b in benefits):
            return name, known
        if _SAFE.search(said) and benefits and (known or safety.activity_in(heard.text)):
            return name, known
    if name == "adjustments" and heard.confidence >= SURE and adjustments.barriers_in(heard.text):
        return name, {}
    return "", {}
