"""What some words ask for whatever the model makes of them: who sees this, words to use, steps, my case.

Each is read only in few words and where it fits what was said before; danger, a form that is being
filled in and a person who is asked for come first.
"""

import re
from dataclasses import replace

from bot.content.duties import duty
from bot.conversations import asked_benefit, focus
from bot.conversations.commands import plain_words
from bot.conversations.plan import DANGERS, about_danger
from bot.conversations.plan_items import doubted
from bot.conversations.state import TalkState
from bot.dialogue.client import Understood

MOST_WORDS = 20
LONGEST = 45
"""Words of a message that may hold one thing among others."""
GUESS = 0.5
"""Below this confidence need is guessed at; the words then say whether it is about a new job."""
_WHO_SEES = re.compile(
    r"\bwho(?: else| all)?(?: (?:can|could|will|would|gets?|is able|are you going))?(?: to)?"
    r" (?:see|sees|read|reads|look at|looks at|show|shows|has access)\b"
)
_MUST = re.compile(
    r"\b(?:compulsory|mandatory|voluntary|optional|obligatory|have to|got to|must|forced|make me|my choice)\b"
)
_OURS = re.compile(
    r"\b(?:plan|chat|talk|conversation|messages?|texts?|what (?:i|ive|i've)|here|app|website|list|notes?)\b"
)
_AT_WORK = ("disclosure", "adjustments", "discrimination", "in_work_support")
"""After these, `who sees this` is about the employer, unless the plan or the talk is named."""
_WORDED = ("disclosure", "adjustments")
_STEPS = re.compile(
    r"\b(?:turn|make|put|write|give|do|set|lay|break|show|list|want|have)\b.*"
    r"\b(?:steps?|numbered|plan|check ?list|bullet(?: point)?s?|to ?do(?: list)?|in order|step by step)\b"
)
_THAT = re.compile(r"\b(?:that|this|it|them|those|these|all)\b")
_CASE = re.compile(
    r"(?:\b(?:can|could|will|would|do) (?:you|u)\b|\b(?:you|u) (?:can|could|should|will|please)\b|\bplease\b|\bpls\b)"
    r"(?: \w+){0,3}? (?:check|look (?:up|at|into|in)|see|find|open|pull up|access|chase|track)"
    r"(?: (?:up|on|out|what|for))* my (?:\w+ ){0,2}?(?:case|claim|file|records?|journal|account|payments?|award)\b"
)
_MY_JOB = re.compile(
    r"\bhours?\b|\bpart ?time\b|\bdays a week\b|\bself employed\b|\bon (?:uc|universal credit|benefits)\b|\bclaim\b"
)
"""More about the job or the benefit of somebody who asked whether they can get the grant."""
_QUESTION = re.compile(
    r"^(?:and |but |so )?(?:what|how|will|do|does|can|is|are|am|would|should|when|who)\b"
)
_STARTS = re.compile(
    r"\b(?:i|i'm|im|we) (?:am |will be |will |ll )?(?:start|starting|begin|beginning)\b"
    r".*\b(?:\d{1,2}|mon|tues|wednes|thurs|fri|\w+day|week|month|soon|job|work|tomorrow)"
)
_BARRIER = re.compile(
    r"\b(?:wheel ?chair|steps?|stairs?|lift|ramp|desk|toilets?|doors?|parking|loop|captions|interpreters?"
    r"|screen ?reader|software|chair|lights?|noise|noisy|software|magnif\w+|access)\b"
)
_IN_NEED = re.compile(
    r"\b(?:food|eat|hungry|evict\w*|homeless|rent|heating|electric\w*|gas|meter|skint|money)\b"
)
_NO_JOB = re.compile(r"\b(?:college|course|university|uni|school|volunt\w+|club|training)\b")
_HIDDEN_NUMBER = "[National Insurance number removed]"
_TODAY = re.compile(
    r"\bwhat(?:'?s| is| else is)? (?:there|around|available|on offer|out there)\b|\bwhat (?:exists?|is there) now\b"
    r"|\b(?:anything|something) (?:like (?:it|that)|instead|similar|for (?:me|us|him|her|a|an|someone))\b"
    r"|\bwhat (?:can|could|should) (?:i|he|she|we|they) (?:get|join|try|do|use|go on|go for) (?:now|instead|today|then)\b"
    r"|\bwhat(?:'?s| is) the (?:new|modern) (?:one|version)\b|\bso what now\b"
)
_LEADS_ON = re.compile(r"^(?:and|what about|how about|does|do|is|or|so)\b")
_GUIDE_STUCK = ("missed", "simpler", "explain")
"""What a guide makes of words that it did not expect."""


def topic_of(state: TalkState) -> str:
    """The answer said last, without its variant; in a guide, what the guide is about."""
    guide = state.guide.get("guide", "") if state.showing == "guide" else ""
    if guide and guide in GUIDE_TOPICS:
        return GUIDE_TOPICS[guide]
    return state.answers[-1].partition(".")[0] if state.answers else ""


GUIDE_TOPICS = {
    "safety": "benefits_lose_if_work", "atw": "atw_eligibility", "write": "atw_apply",
    "disclosure": "disclosure_should_i", "adjustments": "adjustments_ask",
}  # fmt: skip
"""The answer that a guide stands for, so that what follows it is read as after that answer."""


def reading(text: str, found: Understood, state: TalkState) -> str:
    """The intent that the words ask for by themselves; empty if they do not."""
    plain = plain_words(text)
    if not _open_to_it(plain, found):
        return ""
    topic = topic_of(state)
    at_work = topic.startswith(_AT_WORK) and state.showing != "services"
    if _WHO_SEES.search(plain) and (_OURS.search(plain) or not at_work):
        short = len(plain.split()) <= 6 and bool(_THAT.search(plain))
        if _OURS.search(plain) or (short and topic and not at_work):
            return "privacy" if found.plan != [{"answer": "privacy"}] else ""
    if (
        _WHO_SEES.search(plain)
        and topic.startswith(_AT_WORK)
        and at_work
        and not _OURS.search(plain)
    ):
        return "disclosure_confidential"
    if focus.asks_for_words(plain) and topic.startswith(_WORDED):
        return "disclosure_when_how"
    if topic in ("adjustments_refused", "adjustments_ask") and focus.is_spoken(plain):
        return "adjustments_refused"
    if topic.startswith("programme") and _TODAY.search(plain):
        return "programme_support" if not _names(found, "programme") else ""
    if topic == "disclosure_health_questions" and focus.is_after_offer(plain):
        return topic
    if topic == "atw_eligibility" and doubted(found.plan) and _MY_JOB.search(plain):
        return topic if not _QUESTION.search(plain) else ""
    if topic.startswith("atw") and focus.is_unpaid(plain) and _LEADS_ON.search(plain):
        return "atw_eligibility"
    if found.intent == "job_club_voluntary" and _MUST.search(plain) and _shows_programme(state):
        return "programme_pushed"
    if found.intent == "programme_pushed" and _MUST.search(plain) and _shows_clubs(state):
        return "" if duty(plain) else "job_club_voluntary"
    if doubted(found.plan) and _names(found, "benefit") and asked_benefit.goes_on(text):
        return "inform_benefit" if topic.startswith("benefits_") else ""
    if found.intent == "benefits_volunteering" and re.search(r"\bvoluntary\b", plain):
        work = re.search(r"\b(?:work|job|role|unpaid)\b", plain)
        return "" if work or topic == "benefits_volunteering" else _must_of(topic)
    if found.intent == "medical_question" and topic == "benefits_claimant_commitment":
        return "" if "?" in text or _QUESTION.search(plain) else topic
    if _is_club_cost(plain, state, topic):
        return "job_club_costs"
    return ""


def _must_of(topic: str) -> str:
    """Where it stands whether what was just talked about is a must."""
    return "job_club_voluntary" if topic.startswith("job_club") else "programme_pushed"


def guide_step(item: dict) -> str:
    """What a guide does with the message; empty for a plan item that is no guide's."""
    guide = item.get("guide")
    return guide.get("step", "") if isinstance(guide, dict) else ""


def _open_to_it(plain: str, found: Understood, most: int = MOST_WORDS) -> bool:
    """Few words, no danger, and no form or search that has taken them."""
    if not plain or len(plain.split()) > most or about_danger(found):
        return False
    for item in found.plan:
        if guide_step(item) in _GUIDE_STUCK:
            continue
        if guide_step(item) == "show" and _WHO_SEES.search(plain):
            continue  # `Who can see my plan` holds the words `see my plan`.
        if item.keys() & {"guide", "handover", "ask", "command", "services"}:
            return False
    return found.intent not in (*DANGERS, "talk_to_human", "stop_messages")


def _shows_programme(state: TalkState) -> bool:
    """Whether job support was listed last: what is asked about it is not about a club."""
    return state.showing == "services" and state.looking.get("kind") == "employment_support"


def _shows_clubs(state: TalkState) -> bool:
    """Whether job clubs were looked for last: `is it compulsory?` is about them."""
    return state.showing == "services" and state.looking.get("kind") == "job_club"


def _names(found: Understood, entity: str) -> bool:
    return any(name == entity for name, _ in found.entities)


def _is_club_cost(text: str, state: TalkState, topic: str) -> bool:
    """Who pays for an interpreter, asked after a list of clubs: about the club, not about work."""
    if state.showing == "services" or topic.startswith("job_club"):
        return focus.is_interpreter_cost(text)
    return False


def plan_for(text: str, found: Understood, state: TalkState) -> Understood | None:
    """The same reading with a plan of the gateway's own: steps of what was said, or no look at a case."""
    plain = plain_words(text)
    unsure = doubted(found.plan)
    guessed = found.intent == "urgent_hardship" and found.confidence < GUESS
    if (unsure or guessed) and _starts_soon(plain, found):
        answers = [{"answer": "atw_waiting"}, {"answer": "adjustments_ask"}]
        return replace(found, intent="atw_waiting", plan=answers, parts=[])
    if _more_of_aside(found, state):
        return replace(found, plan=[{"again": "more"}])
    if not _open_to_it(plain, found, most=LONGEST):
        return None
    lost = unsure or found.plan == [{"answer": "out_of_scope"}]
    if _CASE.search(plain) or (lost and _HIDDEN_NUMBER in text):
        return replace(found, intent="privacy", plan=[{"note": "no_case"}], parts=[])
    if state.answers and _wants_steps(plain) and len(plain.split()) <= MOST_WORDS:
        return replace(found, intent="simpler", plan=[{"again": "steps"}], parts=[])
    return None


def wants_plan(text: str, found: Understood, state: TalkState) -> bool:
    """`Turn that into a plan` with no answer to turn into one: the plan is made by questions."""
    plain = plain_words(text)
    return _open_to_it(plain, found) and not state.answers and _wants_steps(plain)


def _wants_steps(plain: str) -> bool:
    return bool(_STEPS.search(plain) and _THAT.search(plain))


def _starts_soon(plain: str, found: Understood) -> bool:
    """A job that starts soon and a barrier there: what to do now, though more than one thing fits."""
    if len(plain.split()) > LONGEST or {"ask": "safe"} in found.plan or _IN_NEED.search(plain):
        return False
    return bool(_STARTS.search(plain) and _BARRIER.search(plain) and not _NO_JOB.search(plain))


def _more_of_aside(found: Understood, state: TalkState) -> bool:
    """`More` after a question was answered in the middle of a guide: more of that answer."""
    explains = any(guide_step(item) == "explain" for item in found.plan)
    put_again = any(offer.entities.get("guide") for offer in state.offers)
    return (
        explains
        and found.intent == "more_detail"
        and state.told
        and state.showing == "answer"
        and not put_again
    )
