"""A reading that the words give no ground for is put right before anything is said.

The model must always name an intent. Where it names a benefit or a place and none is there, where one
word could mean several things, where a benefit is named in words it did not understand: here the plan
becomes what the words do allow.
"""

import re
from functools import cache

import yaml

from bot.conversations import clarify
from bot.conversations.commands import plain_words
from bot.conversations.compose import Composer
from bot.conversations.plan_items import Plan, answered, doubted
from bot.conversations.sides import variant
from bot.conversations.state import TalkState
from bot.conversations.topics import family_of
from bot.dialogue.client import Understood
from bot.settings import PROJECT

UNSURE: Plan = [{"clarify": "unsure"}]
SURE = 0.8
"""Below this confidence `say it again` and the like count only after something was said."""
SURE_WORD = 0.7
"""Below this confidence one word, with nothing beside it, is asked about."""
_MONEY = re.compile(
    r"\b(?:benefits?|benifits?|claim\w*|credits?|allowances?|pensions?|payments?|money|dwp|dole|social|giro)\b"
)
"""Without any of these words, and without a benefit's name, nobody has told which benefit they get."""
_LIMIT = re.compile(r"\b(?:limit|earn\w*|earnings|wages?|allowed to (?:earn|work)|threshold)\b")
_ASKED = re.compile(
    r"^(?:and |so |ok )*(?!(?:what|how) about\b)(?:what|whats|how|when|why|who|which)\b(?!.*\bi(?:'m| am|m)? (?:on|get)\b)|\bdiffer\w*|\bdiffrence\b"
)
"""A question about a benefit is no telling that one gets it."""
_RESUMES = re.compile(
    r"\b(?:start\w*|resume\w*|unstop\w*|messages?|texts?|texting|texted|back|again|on)\b"
)
_CLUB = re.compile(r"\b(?:job ?)?clubs?\b|\b(?:groups?|sessions?|ddpos?|you|yous|your)\b")
_SMALL_WORDS = frozenset("a an the my please pls um er hi hello ok oh".split())


def grounded(composer: Composer, text: str, understood: Understood) -> Plan:
    """The plan, or a better one where the words give no ground for it."""
    plan, state = understood.plan, composer.state
    named = {name for name, _ in understood.entities}
    if is_no_place(composer, text, understood):
        return [{"ask": "place_unknown"}]
    if plan == [{"ask": "place_unknown"}] and not _place_is_asked(state, understood):
        return plan if _may_be_a_place(text, understood) else UNSURE
    if answered(plan) == "inform_benefit" and variant("inform_benefit", text) != "inform_benefit":
        return plan  # It asks something about that benefit that has an answer of its own.
    if plan == [{"answer": "inform_benefit"}] and _LIMIT.search(plain_words(text)):
        return [{"answer": "benefits_lose_if_work"}]
    if plan == [{"answer": "inform_benefit"}] and _ASKED.search(plain_words(text)):
        return UNSURE
    if plan == [{"answer": "inform_benefit"}] and not named:
        return plan if _MONEY.search(plain_words(text)) else UNSURE
    if "benefit" in named and (
        answered(plan) == "out_of_scope" or _at_a_loss(composer, understood)
    ):
        return [{"answer": "inform_benefit"}]
    if plan == [{"command": "resume"}] and not _RESUMES.search(plain_words(text)):
        return UNSURE  # `Can I undo it`: not about our messages.
    if plan == [{"answer": "job_club_voluntary"}] and _no_club(composer, text):
        return UNSURE  # `Should I still go`, of a test or a Jobcentre: not for us to say that it is their choice.
    again = plan in ([{"again": "simpler"}], [{"again": "repeat"}], [{"again": "more"}])
    if again and not state.said and understood.confidence < SURE:
        return UNSURE
    if plan == [{"ask": "safe"}] and understood.intent == "change_language":
        # Other words look like danger as easily as like anything: the language is named as well.
        return [{"answer": "change_language"}, *plan]
    return _one_word(state, text, understood) or plan


def _no_club(composer: Composer, text: str) -> bool:
    """Whether neither the message nor the talk before it is about a club or a scheme."""
    state = composer.state
    last = state.answers[-1] if state.answers else ""
    spoken = state.showing == "services" or last.startswith(
        ("job_club_", "programme_", "community_")
    )
    return not spoken and not _CLUB.search(plain_words(text))


def _place_is_asked(state: TalkState, understood: Understood) -> bool:
    """Whether a place was asked for, or a list for one place was shown last."""
    asked = state.asked.startswith("place") or state.showing == "services"
    return asked or _in_place_form(understood)


def _in_place_form(understood: Understood) -> bool:
    loops = [e["name"] for e in understood.tracker if e["event"] == "active_loop"]
    return loops[-1:] == ["place_form"]


def _may_be_a_place(text: str, understood: Understood) -> bool:
    """A word or two that the model is sure of: a place that is not known, or sadly misspelt."""
    short = len(text.split()) <= 2 and any(c.isalpha() for c in text)
    return short and understood.confidence >= SURE


def is_no_place(composer: Composer, text: str, understood: Understood) -> bool:
    """A few words that mean nothing to us, in reply to the question where to look."""
    if not _in_place_form(understood) or len(text.split()) > 4:
        return False
    first = understood.plan[0] if understood.plan else {}
    if "clarify" in first:
        return not clarify.readings(composer, understood.ranking)
    return first == {"answer": "out_of_scope"}


def _at_a_loss(composer: Composer, understood: Understood) -> bool:
    """Whether there is no answer, and nothing to choose from either."""
    return doubted(understood.plan) and not clarify.readings(composer, understood.ranking)


def _one_word(state: TalkState, text: str, understood: Understood) -> Plan | None:
    """What one word by itself comes to, if the reading of it is no more than a guess."""
    words = [word for word in plain_words(text).split() if word not in _SMALL_WORDS]
    guessed = len(understood.ranking) > 1 and not understood.entities and "'" not in text
    if (
        len(words) != 1
        or not guessed
        or state.showing in ("services", "guide")
        or not words[0].isalpha()
    ):
        return None
    if any(item.keys() - {"answer", "again", "clarify"} for item in understood.plan):
        return None
    if may_mean := single_words().get(words[0]):
        return _chosen_by_topic(state, may_mean)
    said = answered(understood.plan)
    vague = (
        said
        and (family_of(said) or said in ("greet", "goodbye"))
        and understood.confidence < SURE_WORD
    )
    return UNSURE if vague else None


def _chosen_by_topic(state: TalkState, may_mean: list[str]) -> Plan:
    """Which of several is meant: the only one, that of the matter talked about, or it is asked."""
    last = state.answers[-1].partition(".")[0] if state.answers and state.told else ""
    near = [
        name for name in may_mean if last and family_of(name) and family_of(name) == family_of(last)
    ]
    if len(may_mean) == 1 or len(near) == 1:
        return [{"answer": (near or may_mean)[0]}]
    return [{"which": may_mean}]


@cache
def single_words() -> dict[str, list[str]]:
    """What each word of `data/single_words.yml` may mean."""
    entries = yaml.safe_load((PROJECT / "data" / "single_words.yml").read_text("utf-8"))
    return {word: entry["may_mean"] for entry in entries for word in entry["words"]}
