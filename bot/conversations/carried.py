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
from bot.conversations.context import LOSES_JOB, WITH_ME
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
    r"|\bwho (?:do|can|should|shall) (?:i|we) (?:ring|phone|call|email|contact|chase|write to)\b"
)
_LEADS_IN = re.compile(
    r"(?:and |but |so |ok |please )*(?:can|could|will|would) (?:someone|somebody|anyone|anybody|you|one of you) (?:please |just )?"
    r"(?:tell|explain to|show) me (?=(?:how|what|when|where|why|if|whether|who (?!to talk|i can talk|can i talk))\b)"
)
"""`Can someone tell me how long it takes`: a question, and no wish for a person."""
_COMPLAIN = re.compile(r"\bcomplain\b")
_OF_US = re.compile(r"\b(?:you|your|this (?:chat|bot|service|app|site)|here)\b")
COMPLAINTS = {
    "atw": "atw_problem", "disclosure": "discrimination",
}  # fmt: skip
"""Where it stands how to complain about those of the talk, by its matter."""
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
_TURNS_BAD = re.compile(
    r"\b(?:goes|went|going) wrong\b|\bbackfir\w+\b|\bturns? (?:bad|nasty)\b|\btreats? me (?:bad|differently|different|worse)\w*\b"
    r"|\b(?:not|dont|don't|wont|won't|never) (?:give|offer|hire|take|employ|pick|want) me\b"
    r"|\b(?:use|uses|hold|holds) it against me\b|\bpick(?:s)? on me\b"
)
"""What telling an employer may lead to."""
_COSTS = re.compile(r"\b(?:fares?|bus|travel|expenses|lunch|petrol)\b")
_BENEFITS_TOO = re.compile(words.BENEFITS_TOO)
_IF_I_WORK = re.compile(words.IF_I_WORK)
_ENDS = re.compile(
    r"\bif (?:i |we )(?:just |really |still )*(?:can.?t|cannot|could ?n.?t|dont|don't|am not able to) "
    r"(?:hack|manage|keep|handle|do|last|stick|carry) (?:it|this|that|the job|up|on|with)\b"
    r"|\bif (?:it|this|that|the (?:job|work)|work)(?:.s| is| gets| turns out| ends up)? (?:\w+ ){0,2}?"
    r"(?:work(?:s)? out|goes wrong|falls through|too much|ends|fails?|last)\b"
)
"""`And if I cannot hack it?`, after what a job does to a benefit: how they get it back."""
_OF_WORK = (
    "benefits_lose_if_work", "benefits_permitted_work", "benefits_better_off", "benefits_reassessment",
    "benefits_report", "benefits_pip_work",
)  # fmt: skip


_OF_A_PERSON = ("talk_to_human", "community_partner_what", "change_format", "complaint_about_us")


def of_the_talk(text: str, found: Understood, state: TalkState) -> Understood:
    """The reading, unless it takes for a wish for a person here what is asked about those of the talk."""
    if found.intent not in _OF_A_PERSON:
        return found
    topic, plain = topic_of(state), plain_words(text)
    if not _follows(topic, plain, state) or about_danger(found):
        return found
    if found.intent == "talk_to_human" and _LEADS_IN.match(plain):
        meant = topic
    elif _COMPLAIN.search(plain) and not _OF_US.search(plain):
        meant = COMPLAINTS.get((family_of(topic) or ("",))[0], "")
    elif found.intent == "complaint_about_us":
        return found
    elif REACH_THEM.search(plain):
        meant = "atw_waiting" if topic.startswith("atw_") else topic
    else:
        meant = topic if BRING_SOMEBODY.search(plain) else ""
    if not meant:
        return found
    return replace(found, intent=meant, confidence=HALF, plan=[{"answer": meant}], parts=[])


def reading(text: str, found: Understood, state: TalkState) -> str:
    """The intent that such a follow-up comes to; empty if it says by itself what it is about."""
    topic, plain = topic_of(state), plain_words(text)
    dangerous = about_danger(found) and found.plan != [{"clarify": "unsure"}]
    if not _follows(topic, plain, state) or dangerous or found.doubt:
        return ""
    if topic.startswith("atw_") and _BENEFITS_TOO.search(plain) and not _IF_I_WORK.search(plain):
        return "atw_what" if (family_of(found.intent) or ("",))[0] == "benefits" else ""
    if topic.startswith("atw_") and REACH_THEM.search(plain):
        return "atw_waiting"
    if topic.startswith("job_club") and WITH_ME.fullmatch(plain):
        return "job_club_what"
    if topic.startswith(("disclosure", "adjustments")):
        return "discrimination" if _TURNS_BAD.search(plain) or LOSES_JOB.fullmatch(plain) else ""
    if not topic.startswith("benefits_"):
        return ""
    if topic in _OF_WORK and _ENDS.search(plain):
        return "benefits_return"
    if topic != "benefits_pip_work" and _TELL_THEM.search(plain):
        return "benefits_report"
    volunteers = "volunt" in state.question.lower() or "benefits_volunteering" in state.earlier[-2:]
    if not volunteers or _OF_PAY.search(plain):
        return ""
    hours = found.intent == "benefits_permitted_work" and _HOURS.search(plain)
    return "benefits_volunteering" if hours or _COSTS.search(plain) else ""


def question_in(text: str) -> str:
    """What is asked, without `can you tell me` in front."""
    lead = _LEADS_IN.match(text.lower())
    return text[lead.end() :] if lead else text


def _follows(topic: str, plain: str, state: TalkState) -> bool:
    if state.showing != "answer" or not state.told or family_of(topic) is None:
        return False
    if state.waiting or consent.is_asked(state) or screen(plain).crisis:
        return False
    return 0 < len(plain.split()) <= MOST_WORDS
