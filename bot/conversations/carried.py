"""Whom and what a follow-up means that names them with a small word: `can I ring them`, `do I tell them`.

`They` are those of the last answer: the office, the employer, Access to Work. Read alone, such words
sound like asking for a person here, or like telling an employer.
"""

import re
from dataclasses import replace

from bot.conversations import consent
from bot.conversations import work_words as words
from bot.conversations.asides import topic_of
from bot.conversations.commands import plain_words
from bot.conversations.plan import about_danger
from bot.conversations.state import TalkState
from bot.conversations.topics import family_of
from bot.dialogue.client import Understood
from bot.safety import screen

MOST_WORDS = 12
HALF = 0.5
"""The confidence of a reading that is put in the place of one about a person here."""
REACH_THEM = re.compile(
    r"\b(?:can|could|do|should|shall|may|must) (?:i|we) (?:(?:just|not|have to|need to) )*"
    r"(?:ring|phone|call|email|e mail|contact|chase|write to|go and see) (?:them|him|her|it)\b"
)
BRING_SOMEBODY = re.compile(
    rf"{words.SOMEBODY_WITH_ME}(?=.*\b(?:with me|to (?:the|a|my|this|that|it)|there|along|meeting|appointment)\b|$)"
)
_TELL_THEM = re.compile(
    r"\b(?:do|must|should|shall|will|can|need|have|got) (?:(?:i|we|to|have|need) )*"
    r"(?:tell|inform|let|ring|phone|call|report (?:it|this|that)?(?: to)?) (?:them|dwp|the dwp|the job ?cent(?:re|er)|it to them)\b"
    r"(?! (?:about my (?:disab|condition|illness)|why|what))"
)
_OF_PAY = re.compile(r"\b(?:paid|pay|wages?|earn\w*|esa|permitted|job)\b")
_HOURS = re.compile(r"\bhow (?:many hours|many days|much time|often|long)\b|\bhours\b")
_STILL_GET = re.compile(
    r"\b(?:still (?:get|claim|be on|have|keep)|keep|lose|affect\w*|stop|change|reduce|touch|on top of|as well as|count\w*)\b"
)
_BENEFIT = re.compile(
    r"\b(?:benefits?|uc|universal credit|esa|pip|dla|adp|jsa|lcwra|lcw|carers? allowance|housing benefit)\b"
)


def of_the_talk(text: str, found: Understood, state: TalkState) -> Understood:
    """The reading, unless it takes for a wish for a person here what is asked about those of the talk."""
    if found.intent not in ("talk_to_human", "community_partner_what", "change_format"):
        return found
    topic, plain = topic_of(state), plain_words(text)
    if not _follows(topic, plain, state) or about_danger(found):
        return found
    if REACH_THEM.search(plain) or BRING_SOMEBODY.search(plain):
        return replace(found, intent=topic, confidence=HALF, plan=[{"answer": topic}], parts=[])
    return found


def reading(text: str, found: Understood, state: TalkState) -> str:
    """The intent that such a follow-up comes to; empty if it says by itself what it is about."""
    topic, plain = topic_of(state), plain_words(text)
    if not _follows(topic, plain, state) or about_danger(found) or found.doubt:
        return ""
    if topic.startswith("atw_") and _BENEFIT.search(plain) and _STILL_GET.search(plain):
        return "atw_what" if (family_of(found.intent) or ("",))[0] == "benefits" else ""
    if not topic.startswith("benefits_"):
        return ""
    if topic != "benefits_pip_work" and _TELL_THEM.search(plain):
        return "benefits_report"
    of_volunteering = "volunt" in state.question.lower() and not _OF_PAY.search(plain)
    if found.intent == "benefits_permitted_work" and of_volunteering and _HOURS.search(plain):
        return "benefits_volunteering"
    return ""


def _follows(topic: str, plain: str, state: TalkState) -> bool:
    if state.showing != "answer" or not state.told or family_of(topic) is None:
        return False
    if state.waiting or consent.is_asked(state) or screen(plain).crisis:
        return False
    return 0 < len(plain.split()) <= MOST_WORDS
