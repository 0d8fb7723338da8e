"""What a message in the middle of a talk asks for: a judge of the message and what it came after.

`Who do I tell`, after permitted work, asks how to report it; after a question about an employer, it asks
about telling. The intent classifier reads single messages. This judge is given what it makes of the
message, alone and with the question before it in front, what both mean (their vectors), and of what the
last answer was; it is a logistic regression over those. It learnt from the examples of
`data/follow_ups`, and what it learnt comes with the project (`follow_ups.npz`), so that every
installation has the judge whose figures stand in docs/model-card.md (`bench/keep_follow_ups.py`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np

from bot.nlu.encoder import FOR_INTENTS

FILE = Path(__file__).with_name("follow_ups.npz")
MEANING, TOGETHER, ALONE, JOINT, LENGTH = 3.0, 1.0, 1.0, 0.5, 0.05
"""How much each kind of evidence counts: the vectors, the two readings, the number of words."""
NOTHING = 1e-3
"""The share of an intent that a reading does not name."""


class Evidence(NamedTuple):
    """What is known of a message: shares of intents read alone and with the question in front, the
    encoder's vectors of both, the last answer's intent, and the number of words."""

    topic: str
    alone: Mapping[str, float]
    joint: Mapping[str, float]
    vector: np.ndarray
    together: np.ndarray
    words: int


@dataclass
class Judge:
    """The judge, fitted: one column of weights for each intent that may be meant."""

    intents: list[str]
    """All intents, in the order of the evidence."""
    targets: list[str]
    weights: np.ndarray
    bias: np.ndarray

    def ranking(self, evidence: Evidence) -> list[tuple[str, float]]:
        """The intents that may be meant, likeliest first, and the share of each."""
        scores = as_row(evidence, self.intents) @ self.weights + self.bias
        shares = np.exp(scores - scores.max())
        shares /= shares.sum()
        return [(self.targets[n], float(shares[n])) for n in np.argsort(-shares)]

    def keep(self, file: Path) -> None:
        np.savez_compressed(
            file, intents=self.intents, targets=self.targets,
            weights=self.weights.astype("f2"), bias=self.bias,
        )  # fmt: skip

    @classmethod
    def opened(cls, file: Path) -> "Judge":
        with np.load(file) as kept:
            return cls(
                kept["intents"].tolist(), kept["targets"].tolist(),
                kept["weights"].astype("f4"), kept["bias"],
            )  # fmt: skip


@cache
def judge() -> Judge:
    """The one that comes with the project."""
    return Judge.opened(FILE)


def as_row(evidence: Evidence, intents: Sequence[str]) -> np.ndarray:
    """The evidence as numbers, the same at learning and at judging."""
    alone = np.array([evidence.alone.get(name, 0.0) for name in intents], dtype="f4")
    joint = np.array([evidence.joint.get(name, 0.0) for name in intents], dtype="f4")
    return np.concatenate(
        [
            evidence.vector[FOR_INTENTS] * MEANING,
            evidence.together[FOR_INTENTS] * TOGETHER,
            [float(name == evidence.topic) for name in intents],
            ALONE * _evened(alone), ALONE * alone, JOINT * _evened(joint), JOINT * joint,
            [LENGTH * evidence.words],
        ]
    ).astype("f4")  # fmt: skip


def _evened(shares: np.ndarray) -> np.ndarray:
    """From about 0 for what is not named to about 1 for what is certain."""
    return np.log(shares + NOTHING) / -np.log(NOTHING) + 1
