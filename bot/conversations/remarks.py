"""Short remarks about what was just said, which need no model: they say what they want in few words.

The last answer missed; is that true; what about my wife; remind me of it; what does that word mean.
Where the screen finds danger nothing is read here.
"""

import re

from bot.content.jargon import Jargon
from bot.content.relatives import WHO
from bot.conversations.clarify import is_wrong
from bot.conversations.commands import plain_words
from bot.conversations.plan_items import Plan
from bot.conversations.state import TalkState
from bot.safety import screen

MOST_WORDS = 12
OWN_ANSWER = {
    "DWP", "claimant commitment", "sanction", "permitted work", "reasonable adjustment", "IPS", "J2E",
    "IPES", "DDPO", "Community Partner", "minimum income floor",
}  # fmt: skip
"""Words that a whole answer is about: that says more than their meaning."""
_DOUBT = re.compile(
    r"(?:(?:and|but|ok|hmm|oh|so|wait) )*(?:"
    r"(?:are |r )?(?:you|u) (?:\w+ )?(?:sure|certain|positive|serious)|really|for real|seriously|promise"
    r"|(?:do|can|will) (?:you|u) (?:promise|swear|guarantee)(?: it| that)?"
    r"|(?:is|are) (?:that|this|it|you) (?:\w+ )?(?:true|right|correct|official|real|legit|definite|certain|the law|a fact|for sure)"
    r"|says who|who (?:says|said)(?: so)?|how do (?:you|u) know|prove it|(?:whats|what is) your source|sources?"
    r"|where (?:did|do|are) (?:you|u) (?:get|getting) (?:that|this|it)(?: from)?"
    r"|(?:can|should|do) i (?:really )?(?:trust|believe|rely on) (?:that|this|you|it|what you say)"
    r")(?: (?:about (?:that|this|it)|that|this|it|then|tho|though))*"
)
"""`Are you sure?`, `says who?`: where the last answer comes from."""
_OF_OTHERS = re.compile(
    rf"(?:and|or|what about|how about|is it the same for|same for|but what about|and what about|and for|what if its)"
    rf" (?:for )?(?:my|our) (?:\w+ )?{WHO}(?: (?:too|then|though|as well|also))?"
)
"""`And my wife?` after an answer: what was said, for somebody else."""
_REMIND = re.compile(
    r"\b(?:remind me|set (?:me )?(?:a |an )?(?:reminder|alarm)|send me (?:a |an )?(?:reminder|nudge)"
    r"|(?:can|could|will) (?:you|u) (?:remind|nudge|prompt) me|dont let me forget)\b(?! (?:what|who|which|how|where|when|why|of (?:what|that|the)|again)\b)"
)
_PLAN = re.compile(r"\bplan\b")
_WHAT_IS = re.compile(
    r"(?:(?:sorry|ok|so|and|but|please|hi|hello|can you tell me|tell me|i dont know|explain) )*"
    r"(?:what|wot|wat)(?:s| is| iz| are| does| do| the hell is)?(?: a| an| the)? (?P<word>.{2,40}?)"
    r"(?: (?:mean|means|stand for|stands for|when its at home|please|pls|then|exactly|again))*"
    r"|(?:explain|meaning of|define) (?:what )?(?P<other>.{2,40}?)(?: is| means)?"
)


def remark(text: str, state: TalkState, jargon: Jargon) -> tuple[str, Plan] | None:
    """The intent that a remark comes to, and the plan for it; None for any other message."""
    plain = plain_words(text).replace("'", "")
    if not plain or len(plain.split()) > MOST_WORDS or state.told_of:
        return None
    found = screen(text)
    if found.crisis or found.about == "other":
        return None
    if state.said and is_wrong(text):
        return "start_over", [{"clarify": "wrong"}]
    last = state.answers[-1].partition(".")[0] if state.answers else ""
    if last and state.showing == "answer" and _DOUBT.fullmatch(plain):
        return "more_detail", [{"again": "sources"}]
    if last and _OF_OTHERS.fullmatch(plain):
        return last, [{"note": {"note": "for_other"}}]
    if _REMIND.search(plain) and not _PLAN.search(plain):
        return "out_of_scope", [{"note": {"note": "no_reminder"}}]
    return _meaning(plain, jargon)


def _meaning(plain: str, jargon: Jargon) -> tuple[str, Plan] | None:
    """What a word of offices means, if nothing but that is asked and no answer is about it."""
    match = _WHAT_IS.fullmatch(plain)
    word = match and (match["word"] or match["other"])
    term = word and jargon.named(word)
    if not term or term.term in OWN_ANSWER:
        return None
    means = f"{term.term[0].upper()}{term.term[1:]} means {term.means}."
    return "inform_benefit", [{"note": {"note": "meaning", "means": means}}]
