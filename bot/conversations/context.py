"""What a short message means after what was said last: `is it compulsory?`, `what about interviews`.

The model reads each message alone. Where one leans on the answer before it, readings of the same
topic weigh more, and the gateway asks Rasa again with the reading it settles on.
"""

import re
from dataclasses import replace

from bot.conversations.asides import guide_step, topic_of
from bot.conversations.commands import plain_words
from bot.conversations.plan import DANGERS
from bot.conversations.state import TalkState
from bot.conversations.topics import GOES_ON, family_of
from bot.dialogue.client import Understood
from bot.safety import screen

MOST_WORDS = 12
WEIGHT = 40.0
"""How much more likely a message that leans on the last answer is about the same topic."""
STAYS = 4.0
"""How much more likely it is about the last answer itself than about another of its topic."""
LEAST = 0.02
"""A reading below this is noise, whatever was said before."""
SHARE = 0.5
"""Of all readings, so weighed, the one that is taken makes up at least this much."""
UNSURE = 0.5
"""Below this confidence a greeting or a yes may be a question in few words: `ok how`."""

_LEANS = re.compile(
    r"\b(it|its|they|them|their|that|this|there|those|these|he|she|him|her)\b"
    r"|^(and|but|so|what about|how about|what if|or|ok)\b"
)
_ASKS = re.compile(r"\b(?:how|what|wot|wat|when|where|who|why)\b")
_QUESTION = re.compile(
    r"^(?:and |but |so |ok )*(?:who|what|when|where|which|how (?:much|long|many|do i apply|often)"
    r"|do|does|is|are|can|could|will|would|should)\b"
)
_OF_AN_OFFICE = re.compile(
    r"\b(?:fit note|sick note|doctors? note|from (?:my |the )?gp|wages?|amount|appeal|tribunal|interviews?|forms?|coach|ticket|decides?"
    r"|court|allowance|uc|esa|pip|lcwra|lcw|jsa|assessment|hours|letters?|journal|commitment"
    r"|adviser|claim|be with me|come with me)\b"
)
_CROSS = re.compile(r"\b(?:angry|cross|annoyed|funny|arsey|stroppy|mad at me)\b")
_HARM = re.compile(
    r"\b(?:di(?:e|ed|es)|dying|dead|kill\w*|suicid\w*|end (?:it|my|things)|hurt\w*|harm\w*|hit(?:s|ting)?|beat\w*|abus\w*|rap(?:e|es|ed)"
    r"|afraid|scared|terrified|unsafe|safe from|cant (?:go on|cope|do this|take)|can't (?:go on|cope|do this|take)|give up|hopeless|worthless"
    r"|pills|tablets|knife|rope|jump|bleed\w*|im done|i'm done|am done|no point|burden|goodbye|anymore|any more|around|gone|lock\w*"
    r"|finds? out|scream\w*|shout\w*|forc\w+|takes? my|took my|control\w*|threat\w*|nobody|no one|alone|point|disappear\w*|touch\w*|punch\w*|sex\w*|without me|tonight|sorry)\b"
)
"""With one of these, nothing is let be."""
LOSES_JOB = re.compile(
    r"(?:and |but |so )?(?:what if|what happens if|can|could|will|would|if) (?:he|she|they|work|my (?:boss|manager|employer|work)|the (?:boss|manager))"
    r" (?:just |then |still |decides? to )?(?:sacks?|fires?|dismiss(?:es)?|lets?|bins?|gets? rid of) me(?: go)?(?: off)?(?: (?:for (?:it|that|this|asking|telling)|because of (?:it|that)|then|after))?"
)
"""Fears no more than for the job, and says nothing else."""
WITH_ME = re.compile(
    r"(?:and |so )?(?:can |could |may )?my (?:husband|wife|partner|mum|mother|dad|father|son|daughter|sister|brother|friend|carer|support worker|pa)"
    r" (?:(?:can|could|may|also|please) )*(?:come|go|sit|join|stay)(?: in| there)? with me(?: too| please| there)?"
)
"""Asks whether somebody may come along, and says nothing else."""
FEWEST_WORDS, CLEAR = 6, 0.3
"""Of a question in so few words, with a reading this likely, a weak sign of danger is let be."""
FEW_WORDS = 4
"""So short a message leans on what was said, whatever its words: `how long`, `who pays then`."""
DEADLINES = {
    "adjustments_refused": "discrimination", "discrimination": "discrimination",
    "benefits_claim_appeal": "benefits_claim_appeal", "benefits_sanction": "benefits_claim_appeal",
    "in_work_support": "discrimination",
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
    r"|(?:says?|said|reckons?|thinks?) (?:that )?(?:it|its|it's|it is|thats|that's|that is|i am|im) (?:un|not |too |far too )\w+"
    r"|refuses|said no|say no|says no|not allowed|turned (?:it|me|that) down|(?:said|say|says) (?:they )?(?:cant|can't|cannot))\b"
)
"""`They say they will not`: after what to ask an employer for, the employer refuses."""
_BY_EMPLOYER = re.compile(r"\b(?:boss|manager|employer|company|work|hr|he|she|him|her)\b")
_WHERE = re.compile(
    r"^(?:ok |okay |so |and |right |but )*(?:where|whereabouts)(?:'?s| is| are| r)? "
    r"(?:it|they|that|this|these|those|one|there one|the (?:club|nearest|place|group)\w*)\b"
)
"""`Ok where is it then`: after what a club is, one is looked for."""
SOMEWHERE = ("job_club", "community_partner", "programme_support")
_HOW_MANY = re.compile(r"\bhow (?:many hours|much time|often|many days)\b|\b(?:hours|limit)\b")
"""After volunteering: of that, not of paid work."""
OF_ITSELF = {
    "benefits_volunteering": _HOW_MANY,
    "benefits_sanction": re.compile(r"\bhow (?:much|bad|big|many)\b"),
}
"""What is asked in few words about an answer, and is about no other."""
_HOW_LONG = re.compile(
    r"\bhow long (?:do|have|has|did) i\b|\bwhen do i have to\b|\bhow many (?:days|weeks|months)\b|\bdead ?line|\btime limit"
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
    if not last or state.showing not in ("answer", "guide") or _stands(found, state):
        return None
    aside = state.showing == "answer"
    plan = [i for i in found.plan if not (aside and guide_step(i) == "missed")]
    if not state.waiting:
        # Nobody was asked for, so nobody is asked after or called off.
        plan = [i for i in plan if i not in ({"command": "chase"}, {"command": "cancel"})]
    if any(item.keys() - {"answer", "again", "clarify", "place"} for item in plan):
        # A form, a guide or a search has taken the message.
        return None
    plain = plain_words(text)
    asks = _ASKS.search(plain) or ("?" in text or plain.startswith(("is it", "is that", "am i")))
    if found.intent in _MOSTLY_STANDS and found.confidence >= UNSURE and not asks:
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
    if meant := refusal(text, state):
        return meant if found.intent != meant or "clarify" in str(found.plan) else None
    if last.startswith(SOMEWHERE) and _WHERE.search(plain):
        return "find_service"
    if last in OF_ITSELF and count <= FEW_WORDS and OF_ITSELF[last].search(plain):
        return last
    topic = family_of(GOES_ON.get(last, last))
    if not topic:
        return None
    weighed = {
        name: share * _weight(name, share, last, topic)
        for name, share in found.ranking
        if state.waiting or not name.startswith("handover_")
    }
    best = max(weighed, key=weighed.__getitem__, default="")
    if family_of(best) != topic or weighed[best] < SHARE * sum(weighed.values()):
        return None
    doubted = any("clarify" in item for item in found.plan) or plan != found.plan
    return best if best != found.intent or doubted else None


def _weight(name: str, share: float, last: str, topic: tuple[str, ...]) -> float:
    if share < LEAST or family_of(name) != topic:
        return 1.0
    return WEIGHT * (STAYS if name == last else 1.0)


def calmly(text: str, found: Understood, state: TalkState) -> Understood:
    """The reading without a weak sign of danger in a short question about what was just answered.

    `Who will see it`, read alone, may be asked about; after who is told at work it is about that.
    What the screen finds, what is surer, and what fits nothing that was said is left as it is.
    """
    words = plain_words(text)
    if found.plan != [{"ask": "safe"}] or not state.told or screen(text).crisis:
        return found
    if state.told_of or found.intent in ("crisis", "crisis_other"):
        return found
    harmless = LOSES_JOB.fullmatch(words) or WITH_ME.fullmatch(words)
    harmless = family_of(topic_of(state)) is not None and harmless is not None
    if found.intent in DANGERS and not (_CROSS.search(words) or harmless):
        return found
    short = len(words.split()) <= FEWEST_WORDS and found.confidence >= CLEAR
    asks = found.intent not in DANGERS and short and _QUESTION.match(words) is not None
    return (
        replace(found, plan=[{"clarify": "unsure"}], doubt="")
        if asks or harmless or _is_of_an_office(words, state)
        else found
    )


def tells_of_harm(text: str) -> bool:
    """Whether a word stands in it that may be about harm; most such words are not."""
    return _HARM.search(plain_words(text)) is not None


def _is_of_an_office(words: str, state: TalkState) -> bool:
    """`I have a fit note`, `can somebody be with me` after an answer about benefits or work.

    It names what offices and employers deal with, or fears no more than that one of them is cross, and
    holds no word of harm.
    """
    if family_of(topic_of(state)) is None or len(words.split()) > MOST_WORDS or _HARM.search(words):
        return False
    return bool(
        _OF_AN_OFFICE.search(words) or (len(words.split()) <= FEWEST_WORDS and _CROSS.search(words))
    )


def _stands(found: Understood, state: TalkState) -> bool:
    """Whether the reading means the same whatever was said before."""
    if found.intent.startswith("handover_") and not state.waiting:
        return False  # Nobody was asked for: `3 weeks ago` is no asking where they are.
    return found.intent in _STANDS


def refusal(text: str, state: TalkState) -> str:
    """`And if they refuse`: what a no comes to, after what to ask for; empty if nobody says no."""
    plain = plain_words(text)
    if state.showing not in ("answer", "guide") or not _REFUSED.search(plain):
        return ""
    return _refusal_of(topic_of(state), plain) if len(plain.split()) <= MOST_WORDS else ""


def _refusal_of(last: str, plain: str) -> str:
    """Whose no it is: the employer's, to what they were asked for, or that of Access to Work."""
    if last in PROMISED or (last == "atw_employer" and _BY_EMPLOYER.search(plain)):
        return "adjustments_refused"
    return "atw_problem" if last.startswith("atw_") and not _BY_EMPLOYER.search(plain) else ""
