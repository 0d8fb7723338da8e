"""Which passage of an answer fits a question best: for questions in the middle of a talk.

A question and a passage are held against each other by the vectors of the sentence encoder, once the
question alone and once with the question before it in front, so that `how long does it take` finds the
time of that matter. What kind of thing is asked for (an amount, a time, words to say, somebody to
turn to) speaks for passages that have one.
"""

import re

import numpy as np

from bot.nlu.encoder import WIDTH, encode_all

KINDS = (
    (re.compile(r"\bhow much\b|\bamount\b|\bpercent\w*"), re.compile(r"£\d|\d ?%"), 0.15),
    (
        re.compile(r"\bhow many\b|\blimit\b|\bmost\b|\bmaximum\b|\bminimum\b"),
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
        re.compile(r"\bwho (?:do|should|can|to|could|shall|will|helps?)\b|\bwhere (?:do|can) i\b"),
        re.compile(
            r"\b\d{3,5} \d{3}|www\.|\b(?:Acas|Shelter|unions?|advisers?|Citizens Advice|Scope)\b"
        ),
        0.12,
    ),
)
"""What is asked for, how a passage looks that has it, and how much that speaks for the passage."""
IS_QUESTION = 0.15
"""Taken off where the passage is itself a question, from a list of what to ask somebody."""
IS_WARNING = 0.10
"""Taken off where the passage is one of the cases in which to ask an adviser first."""
_WARNING = re.compile(r"\bif:$")


MOST_KEPT = 20_000
"""Vectors of passages that are kept: all answers some three times over."""
_vectors: dict[str, np.ndarray] = {}


def fit(question: str, before: str, passages: list[tuple[str, str, str]]) -> list[float]:
    """How well each passage fits the question, from about 0 to 1.

    `before`: the question that the talk was about; empty if there was none. A passage is its title,
    the words that lead to it (or nothing) and itself, all as they would be read.
    """
    led = [f"{lead} {item}".strip() for _, lead, item in passages]
    titled = [f"{title}. {text}" for (title, _, _), text in zip(passages, led)]
    _keep([item for _, _, item in passages] + led + titled)
    alone, joint = (_unit(v) for v in encode_all([question, f"{before}. {question}".strip(". ")]))
    fits = []
    for (_, lead, item), with_lead, with_title in zip(passages, led, titled):
        own = max(float(_vectors[item] @ alone), float(_vectors[with_lead] @ alone))
        whole = (own + float(_vectors[with_title] @ joint)) / 2
        fits.append(round(whole + _kind(question.lower(), lead, item), 3))
    return fits


def _keep(texts: list[str]) -> None:
    """Encode what was not encoded before: answers change seldom."""
    new = [text for text in dict.fromkeys(texts) if text not in _vectors]
    if len(_vectors) + len(new) > MOST_KEPT:
        _vectors.clear()
        new = list(dict.fromkeys(texts))
    for text, vector in zip(new, encode_all(new) if new else ()):
        _vectors[text] = _unit(vector)


def _unit(vector: np.ndarray) -> np.ndarray:
    """The part of a vector that was made for comparing sentences, at length one."""
    part = vector[:WIDTH]
    return part / max(float(np.linalg.norm(part)), 1e-9)


def _kind(asked: str, lead: str, item: str) -> float:
    found = sum(more for asks, has, more in KINDS if asks.search(asked) and has.search(item))
    found -= IS_QUESTION if item.endswith("?") else 0.0
    return found - (IS_WARNING if _WARNING.search(lead) else 0.0)
