"""Which passage of an answer meets a message in the middle of a talk: a judge that learnt from examples.

For some 2,600 messages of `data/follow_ups` somebody chose the passages that answer them. A passage is
likelier the liker the message is to it, and to the messages that it was chosen for; and where it is
about a benefit that nobody named, it is unlikelier. How much each of that counts is a logistic
regression, which comes with the project (`fitting.npz`; `bench/keep_follow_ups.py` makes it anew).
"""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np

from bot.dialogue.closest import units, vectors_of
from bot.dialogue.kept_vectors import Read, forms
from bot.nlu.examples import FollowUp, follow_ups, together

FILE = Path(__file__).with_name("fitting.npz")
UNLIKE = -0.1
"""In place of a likeness, for a passage that was chosen for no message."""
_BENEFITS = {
    "uc": r"\buc\b|\buniversal credit\b", "pip": r"\bpip\b", "esa": r"\besa\b", "jsa": r"\bjsa\b",
    "lcwra": r"\blcwra\b", "lcw": r"\blcw\b", "ca": r"\bcarer.?s allowance\b", "hb": r"\bhousing benefit\b",
}  # fmt: skip
_WORD = re.compile(r"[a-z]{3,}")


class Named(NamedTuple):
    """A passage: its answer's id, its text as it stands in the file, and as it would be read."""

    answer: str
    text: str
    read: Read


@dataclass(frozen=True)
class Weights:
    """The judge: how each kind of evidence is spread, and what it counts."""

    mean: np.ndarray
    spread: np.ndarray
    counts: np.ndarray
    offset: float

    def chances(self, evidence: np.ndarray) -> np.ndarray:
        """One chance a row of evidence."""
        scores = (evidence - self.mean) / self.spread @ self.counts + self.offset
        return 1 / (1 + np.exp(-scores))


@cache
def weights() -> Weights:
    """Those that come with the project."""
    with np.load(FILE) as kept:
        return Weights(kept["mean"], kept["spread"], kept["counts"], float(kept["offset"]))


def chances(text: str, question: str, target: str, passages: Sequence[Named]) -> list[float]:
    """How likely each passage of the answers of `target` meets `text`, said after `question`."""
    if not passages:
        return []
    found = weights().chances(evidence_of(text, question, target, passages))
    return [round(float(chance), 3) for chance in found]


def evidence_of(
    text: str, question: str, target: str, passages: Sequence[Named], leave: FollowUp | None = None
) -> np.ndarray:
    """The evidence for each passage, a row each. `leave`: an example that is not looked at."""
    alone, joint = units([text, together(question, text)])
    _, led, titled = (vectors_of(texts) for texts in zip(*(forms(p.read) for p in passages)))
    like, like_joint = led @ alone, titled @ joint
    memory = np.array([_remembered(target, p, alone, joint, leave) for p in passages], dtype="f4")
    columns = [
        like, like_joint, like - like.max(), like_joint - like_joint.max(),
        *_by_words(text, question, passages), *memory.T,
        *(column - column.max() for column in memory.T[:2]),
    ]  # fmt: skip
    return np.array(columns, dtype="f4").T


def _by_words(text: str, question: str, passages: Sequence[Named]) -> list[list[float]]:
    """Shared words, rare ones counting more; whether a passage is of the whole answer; of a benefit that
    was named, or of another than those that were."""
    words = [set(_WORD.findall(f"{p.read[1]} {p.read[2]}".lower())) for p in passages]
    often = Counter(word for found in words for word in found)
    asked = {
        w: math.log(1 + len(passages) / (1 + often[w])) for w in set(_WORD.findall(text.lower()))
    }
    total = sum(asked.values()) or 1.0
    said = named_in(f"{question} {text}")
    rows = []
    for passage, found in zip(passages, words):
        part, of = passage.answer.partition(".")[2], named_in(" ".join(passage.read[1:]))
        rows.append(
            [
                sum(weight for word, weight in asked.items() if word in found) / total,
                float(not part),
                float(part in said),
                float(part in _BENEFITS and part not in said),
                float(bool(of and said) and of.isdisjoint(said)),
            ]
        )
    return [list(column) for column in zip(*rows)]


def named_in(text: str) -> set[str]:
    """The benefits that a text names."""
    return {name for name, shape in _BENEFITS.items() if re.search(shape, text.lower())}


class _Chosen(NamedTuple):
    """The messages that a passage was chosen for, and their vectors, alone and with their questions."""

    examples: list[FollowUp]
    alone: np.ndarray
    joint: np.ndarray


@cache
def _memory() -> tuple[dict[tuple[str, str], _Chosen], Counter]:
    """What was chosen for each passage, and how many messages there are of each target."""
    by_passage: dict[tuple[str, str], list[FollowUp]] = defaultdict(list)
    for example in follow_ups():
        for answer, text in example.says:
            by_passage[answer, text].append(example)
    kept = {
        name: _Chosen(
            found,
            vectors_of([e.text for e in found]),
            vectors_of([together(e.question, e.text) for e in found]),
        )
        for name, found in by_passage.items()
    }
    return kept, Counter(e.target for e in follow_ups() if e.says)


def _remembered(
    target: str, passage: Named, alone: np.ndarray, joint: np.ndarray, leave: FollowUp | None
) -> tuple[float, float, float, float]:
    """How like the message is to the likest that the passage was chosen for, alone and joint; how many
    those are, and which share of all."""
    kept, of_target = _memory()
    chosen = kept.get((passage.answer, passage.text))
    if chosen is None:
        return UNLIKE, UNLIKE, 0.0, 0.0
    rows = [n for n, example in enumerate(chosen.examples) if example is not leave]
    if not rows:
        return UNLIKE, UNLIKE, 0.0, 0.0
    return (
        float((chosen.alone[rows] @ alone).max()),
        float((chosen.joint[rows] @ joint).max()),
        math.log1p(len(rows)),
        len(rows) / max(1, of_target[target]),
    )
