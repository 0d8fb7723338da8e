"""A follow-up that names no matter of its own is read with the matter of the last answer in front.

`How many months back can I go`, alone, sounds like a benefit; after Access to Work it is about its
payments. The model reads single messages, so it is given one that can stand alone.
"""

import re

from bot.conversations.asides import topic_of
from bot.conversations.commands import plain_words
from bot.conversations.leaning import asks, leans
from bot.conversations.plan import about_danger
from bot.conversations.state import TalkState
from bot.conversations.topics import GOES_ON, family_of
from bot.dialogue.client import Understood

MOST_WORDS, FEWEST_WORDS = 12, 2
SURE = 0.5
"""From this share of all readings on, those of the same matter are taken."""
OWN_SHARE = 0.25
"""From this share on of the readings without the matter in front, a reading is the message's own."""
SURE_OF_TALK, SURE_OF_ELSE = 0.6, 0.8
"""From these on, words about the talk itself, or about something else, are let be."""
MATTERS = (
    ("atw_", "access to work"),
    ("job_club_", "job club"),
    ("disclosure_", "telling my employer about my disability"),
    ("adjustments_", "reasonable adjustments at work"),
    ("discrimination", "discrimination at work"),
    ("benefits_permitted_work", "permitted work"),
    ("benefits_pip_work", "pip"),
    ("benefits_sanction", "my sanction"),
    ("benefits_claimant_commitment", "my claimant commitment"),
    ("benefits_reassessment", "a new health assessment"),
    ("benefits_volunteering", "volunteering on benefits"),
    ("benefits_return", "going back on benefits"),
    ("benefits_report", "reporting to dwp"),
    ("benefits_undeclared_work", "undeclared work"),
    ("benefits_claim_appeal", "wrong benefit decision"),
    ("benefits_", "will i lose benefits if i work"),
    ("programme_", "job support scheme"),
    ("in_work_support", "my job"),
    ("cv_interview_help", "my cv and interview"),
    ("self_employment", "being self employed"),
    ("training_apprenticeship", "a course while on benefits"),
    ("i_am_employer", "my worker. as an employer"),
    ("inform_benefit", "will i lose benefits if i work"),
    ("urgent_hardship", "being evicted or having no money"),
)
"""How the matter of an answer is said in front of a follow-up, by the beginning of its name."""
READ_FROM_FRONT = frozenset(
    {
        "atw_what", "disclosure_should_i", "adjustments_ask", "benefits_lose_if_work",
        "programme_support", "in_work_support",
    }
)  # fmt: skip
"""What the matter in front is read as by itself: it may be all that such a reading comes from."""
_OWN = re.compile(
    r"\b(?:benefits?|benifits?|uc|universal|credit|esa|pip|dla|adp|jsa|lcwra|lcw|wca|dwp|jcp|job ?cent\w*|coach|sanction\w*"
    r"|commitment|journal|appeal\w*|tribunal|reconsideration|pw1|uc50|permitted|atw|a2w|access to work|connect to work|restart|workwell"
    r"|work choice|scheme\w*|programme\w*|clubs?|job ?clubs?|ddpos?|peers?|partners?"
    r"|boss\w*|employers?|manager\w*|gaffer|hr|company|firm|disclos\w*|adjustments?|discriminat\w*|interviews?|cvs?|appl(?:y|ied|ication\w*)"
    r"|vacanc\w*|jobs?|careers?|courses?|college|uni\w*|apprentice\w*|train(?:ing|ed)|volunt\w*|self employ\w*|freelanc\w*|business"
    r"|placements?|internship\w*|rent|housing|landlord|evict\w*|food ?banks?|debts?|bailiffs?|gas|electric\w*|counsell\w*|gp|doctor"
    r"|tablets?|medic\w*|pills?|cash|fraud|overpa\w*|savings?|wages?|salary|earn\w*|redundan\w*|dismiss\w*|sack\w*|resign\w*|contract|ssp"
    r"|bot|robot|human|(?<!in )person|adviser|advisor|bsl|easy read|large print|braille|privacy|data|delete|stop|texts?|messages?|queue|mobile"
    r"|interpreters?|support workers?|equipment|wheelchair\w*|screen reader\w*|software|autis\w*|adhd|deaf|blind|epilep\w*"
    r"|dyslexi\w*|diabet\w*|cancer|depress\w*|anxiety|phones?)\b"
)
"""Words that say by themselves what a message is about."""
_OF_A_FAMILY = {
    "atw": re.compile(r"\b(?:access to work|atw|a2w|awards?|grants?)\b"),
    "job_club": re.compile(r"\b(?:job ?)?clubs?\b|\b(?:groups?|ddpos?|sessions?)\b"),
    "disclosure": re.compile(
        r"\b(?:boss\w*|employers?|manager\w*|gaffer|hr|company|firm|colleagues?|supervisors?|workplace|office|interviews?|jobs?"
        r"|disclos\w*|adjustments?|discriminat\w*|sack\w*|contract)\b|(?<!access to )(?<!connect to )\bwork\b(?! coach)"
    ),
    "benefits": re.compile(
        r"\b(?:benefits?|benifits?|uc|universal|esa|pip|dla|adp|jsa|lcwra|lcw|wca|dwp|jcp|job ?cent\w*|coach|sanction\w*"
        r"|commitment|journal|pw1|uc50|permitted|overpa\w*|savings?)\b"
    ),
    "community": re.compile(r"\b(?:person|partners?|advis[eo]rs?|human|someone|somebody|peers?)\b"),
}
"""Words without which a reading of that family, in the middle of a talk, is no more than a guess."""
_CHECKS = re.compile(
    r"^(?:so |ok |and |but )*(?:is that|is it|that is|thats|can i|do i|am i|should i)\b"
)
_NATION = re.compile(r"\b(?:scotland|scottish|wales|welsh|northern ireland|england)\b")
_SAME = re.compile(
    r"\b(?:same|too|as well|also|different|there|what about|how about|is it|does it)\b"
)
_OF_THE_TALK = frozenset(
    {
        "bot_challenge", "privacy", "affirm", "deny", "thank", "goodbye", "greet", "menu", "change_format",
        "change_language", "more_detail", "simpler", "repeat", "talk_to_human", "handover_cancel",
        "handover_chase", "stop_messages", "delete_my_data", "get_my_data", "start_over", "resume_messages",
        "complaint_about_us", "who_runs_this", "crisis", "crisis_other", "safeguarding", "urgent_hardship",
        "medical_question", "inform_place", "find_service", "inform_benefit", "community_partner_what",
    }
)  # fmt: skip
_OF_ELSE = frozenset({"out_of_scope", "programme_old"})


def goes_on(state: TalkState) -> bool:
    """Whether there is an answer that a message may lean on: a miss since then does not end that."""
    return state.told or (state.misses > 0 and bool(state.question))


def stands(text: str, intent: str) -> bool:
    """Whether a message has a word of the matter that it is read as: then it leans on nothing.

    `How do I apply`, read as about Access to Work, names neither it nor anything else.
    """
    family = family_of(intent)
    words = _OF_A_FAMILY.get(family[0] if family else "", _OWN)
    return words.search(plain_words(text)) is not None


def carries_on(text: str, intent: str, state: TalkState) -> bool:
    """Whether a message was read in its talk: what it leans on is still what the talk is about."""
    few = len(text.split()) <= MOST_WORDS
    return goes_on(state) and bool(state.question) and few and not stands(text, intent)


def with_matter(text: str, found: Understood, state: TalkState) -> str:
    """The message with the matter in front, to be read again; empty where it stands by itself."""
    topic = topic_of(state)
    front = next((words for name, words in MATTERS if topic.startswith(name)), "")
    plain = plain_words(text)
    if not front or not (goes_on(state) or state.showing == "guide") or state.showing == "services":
        return ""
    if any(item.keys() - {"answer", "again", "clarify"} for item in found.plan) or found.doubt:
        return ""  # A form, a guide, a search or danger has taken the message.
    if not FEWEST_WORDS <= len(plain.split()) <= MOST_WORDS or stands(text, found.intent):
        return ""
    if not (leans(text) or asks(text)):
        return ""
    own = family_of(found.intent)
    if own is not None and own == family_of(topic) and found.confidence >= SURE_OF_TALK:
        return ""  # Of the same matter already.
    of_talk = found.intent in _OF_THE_TALK and found.confidence >= SURE_OF_TALK
    if found.intent in ("affirm", "deny") and _CHECKS.match(plain):
        of_talk = False  # `So is that a no?`
    of_else = found.intent in _OF_ELSE and found.confidence >= SURE_OF_ELSE
    return "" if of_talk or of_else else f"{front}: {text}"


def settled(joint: Understood, state: TalkState, alone: Understood) -> str:
    """The intent that the message has with the matter in front; empty if it has another matter.

    `alone`: the reading without it. What only the matter in front is read as is no reading of the
    message: that stays with the last answer.
    """
    if about_danger(joint) or joint.doubt:
        return ""
    topic = topic_of(state)
    family = family_of(GOES_ON.get(topic, topic))
    near = {
        name: share
        for name, share in joint.ranking
        if name == topic or (family is not None and family_of(name) == family)
    }
    if sum(near.values()) < SURE:
        return ""
    best = max(near, key=near.__getitem__)
    only_in_front = best in READ_FROM_FRONT and dict(alone.ranking).get(best, 0.0) < OWN_SHARE
    return topic if only_in_front and family_of(topic) is not None else best


def elsewhere(text: str, found: Understood, state: TalkState) -> str:
    """`And in Scotland, is it the same?`: the last answer, as it is there."""
    plain = plain_words(text)
    asks = state.told and _NATION.search(plain) and _SAME.search(plain)
    few = len(plain.split()) <= MOST_WORDS and found.intent == "inform_place"
    topic = topic_of(state)
    return topic if asks and few and family_of(topic) else ""
