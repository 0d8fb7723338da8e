"""Which passage of an answer fits a question best: for questions in the middle of a talk.

A question and a passage are held against each other by the vectors of the sentence encoder, once the
question alone and once with the question before it in front, so that `how long does it take` finds the
time of that matter. What kind of thing is asked for (an amount, a time, words to say, somebody to
turn to) speaks for passages that have one.
"""

import re
from collections.abc import Iterable, Sequence
from functools import cache

import numpy as np

from bot.dialogue.kept_vectors import Read, forms, key, load
from bot.nlu.encoder import WIDTH, encode_all
from bot.settings import settings

KINDS = (
    (
        re.compile(r"\bhow much\b|\bamount\b|\bpercent\w*|^(?:and |the )*(?:pay|money|wages)\W*$"),
        re.compile(r"£\d|\d ?%"),
        0.15,
    ),
    (
        re.compile(
            r"\bhow many\b|^(?:and |the )*hours\W*$|\blimit\b|\bmost\b|\bmaximum\b|\bminimum\b"
        ),
        re.compile(r"£\d|\b\d+ (?:hours|days|weeks|months|years)"),
        0.15,
    ),
    (
        re.compile(
            r"\bhow (?:long|soon|late|quick\w*|fast)\b|\bwhen\b|\bdead ?line\b|\blate\b"
            r"|\b(?:days?|weeks?|months?)\b"
        ),
        re.compile(r"\b(?:days?|weeks?|months?|years?|hours|at once|before|after|today)\b"),
        0.08,
    ),
    (
        re.compile(
            r"\bwhat (?:do|should|can|shall) i (?:say|write|put|type|reply|tell)\b"
            r"|\bhow do i (?:write|say|ask)\b"
        ),
        re.compile(r"[\"“]|\b(?:say|write|tell)\b"),
        0.10,
    ),
    (
        re.compile(
            r"\bwhat (?:else )?(?:do|should|can|could|shall) i (?:\w+ )?do\b|\bwhat (?:now|next)\b"
            r"|\bhow do i (?:stop|fight|sort|fix)\b"
        ),
        re.compile(
            r"^(?:Write|Ask|Do|Say|Get|Tell|Keep|Send|Call|Put|Report|Give|Apply|Talk|Note|You can)\b"
        ),
        0.15,
    ),
    (
        re.compile(r"\b(?:what|wot) (?:happens )?if\b|^(?:and |but |so )*if\b"),
        re.compile(r"\b[Ii]f (?:you|they|nobody|the)\b|\bmissed\?"),
        0.08,
    ),
    (
        re.compile(r"\bwho (?:do|should|can|to|could|shall|will|helps?)\b|\bwhere (?:do|can) i\b"),
        re.compile(
            r"\b\d{3,5} \d{3}|www\.|\b(?:Acas|Shelter|unions?|advisers?|Citizens Advice|Scope)\b"
        ),
        0.12,
    ),
)
"""What is asked for, how a passage looks that has it, and how much that speaks for the passage."""
THING = re.compile(
    r"\b(?:fares?|bus|taxis?|trains?|travel|toilets?|lifts?|ramps?|parking|childcare|kids|children|food|lunch|dogs?|rent|house"
    r"|tax|holidays?|interviews?|interpreters?|union|doctors?|gp|hospital|laptop|chair|car|phones?|email|bank|savings|partner|pension)\b"
)
NOT_OF_IT = 0.10
"""Taken off where a thing is asked about by name and the passage, with what leads to it, has none such."""
IS_QUESTION = 0.15
"""Taken off where the passage is itself a question, from a list of what to ask somebody."""
IS_WARNING = 0.10
"""Taken off where the passage is one of the cases in which to ask an adviser first."""
_WARNING = re.compile(r"\bif:$")


MOST_NEW = 20_000
"""Vectors that are made and kept beside those of the file: all answers some three times over."""
_new: dict[bytes, np.ndarray] = {}


def fit(question: str, before: str, passages: list[Read]) -> list[float]:
    """How well each passage fits the question, from about 0 to 1.

    `before`: the question that the talk was about; empty if there was none. A passage is its title,
    the words that lead to it (or nothing) and itself, all as they would be read.
    """
    if not passages:
        return []
    items, led, titled = (vectors_of(texts) for texts in zip(*map(forms, passages)))
    alone, joint = units([question, f"{before}. {question}".strip(". ")])
    wholes = (np.maximum(items @ alone, led @ alone) + titled @ joint) / 2
    asked = question.lower()
    return [
        round(float(whole) + _kind(asked, lead, item) - _beside(asked, f"{lead} {item}"), 3)
        for whole, (_, lead, item) in zip(wholes, passages)
    ]


def vectors_of(texts: Sequence[str]) -> np.ndarray:
    """One row a text: from the file, else from what was made since, else made now."""
    keys = [key(text) for text in texts]
    lacking = {k: text for k, text in zip(keys, texts) if k not in _kept() and k not in _new}
    made = dict(zip(lacking, units(lacking.values()))) if lacking else {}
    rows = [_kept().get(k, _new.get(k, made.get(k))) for k in keys]
    if len(_new) + len(made) > MOST_NEW:
        _new.clear()
    _new.update(made)
    return np.array(rows)


@cache
def _kept() -> dict[bytes, np.ndarray]:
    return load(settings().models)


def units(texts: Iterable[str]) -> list[np.ndarray]:
    """Of each text's vector the part that was made for comparing sentences, at length one."""
    parts = [vector[:WIDTH] for vector in encode_all(texts)]
    return [part / max(float(np.linalg.norm(part)), 1e-9) for part in parts]


def _kind(asked: str, lead: str, item: str) -> float:
    found = sum(more for asks, has, more in KINDS if asks.search(asked) and has.search(item))
    found -= IS_QUESTION if item.endswith("?") else 0.0
    return found - (IS_WARNING if _WARNING.search(lead) else 0.0)


def _beside(asked: str, passage: str) -> float:
    """What is taken off a passage that speaks of none of the things that are asked about."""
    things = {thing.rstrip("s") for thing in THING.findall(asked)}
    spoken = passage.lower()
    return NOT_OF_IT if things and not any(thing in spoken for thing in things) else 0.0
