"""The two judges of the second line for safety: how they learn, and the file they come in.

What they learnt from the project's own texts comes with it (`second_line.npz`), so that the figures of
docs/model-card.md are of this very file and nobody waits for it. They learn anew, when Rasa is
trained, only where what is said about danger is something else by then.
"""

import hashlib
import os
import warnings
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.exceptions import ConvergenceWarning
from sklearn.feature_extraction.text import HashingVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.neural_network import MLPClassifier

from bot.nlu.danger_texts import danger_texts, is_taught
from bot.nlu.encoder import encode_all_for_danger
from bot.nlu.encoder_file import NAME
from bot.nlu.examples import examples, follow_ups
from bot.nlu.ngrams import SOFTNESS, Counts, NGramJudge, each_text
from bot.safety import Screen, screen
from bot.safety.normalise import normalise

FILE = Path(__file__).with_name("second_line.npz")
INTENTS = {"crisis": "crisis", "other": "crisis_other"}
"""The kinds of danger and their intents. What is of no such kind is "no"."""
DANGERS = (*INTENTS.values(), "safeguarding", "urgent_hardship", "medical_question")
"""Of a message in the middle of a talk that asks for one of these, nothing is said here."""
SURE_ALARMS, ASK_ALARMS = 0.076, 0.17
"""Share of figures of speech that may pass for danger: taken as such, or asked about. Counted on texts
written to mislead, whole ways of writing held out."""
NETWORKS, WIDE, ROUNDS, DECAY = 2, 128, 12, 0.01
"""How many small networks are averaged, how wide each is, how often it sees every text, and how
strongly its weights are held small."""
SHARPNESS = 2.0
"""How sharply the margins of the words' judge are read, beside the networks' log-odds."""
CERTAIN, FOUND, FOUND_OTHER = 3.0, 1.0, 1.0
"""Log-odds that the screen's finding is worth: said plainly, found at all, about somebody else."""
_HASHERS = [
    HashingVectorizer(
        n_features=2**18, alternate_sign=False, norm=None, token_pattern=r"\b\w+\b", **kind
    )
    for kind in (
        {"analyzer": "char_wb", "ngram_range": (2, 5)},
        {"analyzer": "word", "ngram_range": (1, 3)},
    )
]


@dataclass
class Judges:
    """The two judges, fitted. `kinds` are the labels in order; the networks stand side by side."""

    kinds: list[str]
    words: NGramJudge
    inner: np.ndarray
    inner_bias: np.ndarray
    outer: np.ndarray
    outer_bias: np.ndarray

    @classmethod
    def fit(cls, blocks: list[csr_matrix], vectors: np.ndarray, labels: np.ndarray) -> "Judges":
        networks = [
            MLPClassifier((WIDE,), alpha=DECAY, max_iter=ROUNDS, tol=0.0, random_state=seed).fit(
                vectors, labels
            )
            for seed in range(NETWORKS)
        ]
        return cls(
            kinds=np.unique(labels).tolist(),
            words=NGramJudge.fit(blocks, labels),
            inner=np.hstack([n.coefs_[0] for n in networks]),
            inner_bias=np.hstack([n.intercepts_[0] for n in networks]),
            outer=np.stack([n.coefs_[1] for n in networks]),
            outer_bias=np.stack([n.intercepts_[1] for n in networks]),
        )

    def to_arrays(self) -> dict[str, np.ndarray]:
        own = ("kinds", "inner", "inner_bias", "outer", "outer_bias")
        words = {f"words_{name}": array for name, array in self.words.to_arrays().items()}
        return {**words, **{name: getattr(self, name) for name in own}}

    @classmethod
    def from_arrays(cls, arrays: dict[str, np.ndarray]) -> "Judges":
        words = {k.removeprefix("words_"): v for k, v in arrays.items() if k.startswith("words_")}
        own = {k: arrays[k] for k in ("inner", "inner_bias", "outer", "outer_bias")}
        return cls(arrays["kinds"].tolist(), NGramJudge.from_arrays(words), **own)

    def opinions(self, text: Counts, vector: np.ndarray) -> np.ndarray:
        """Log-odds against everything else: crisis, other."""
        seen = np.maximum(vector @ self.inner + self.inner_bias, 0).reshape(NETWORKS, 1, WIDE)
        read = _softmax((seen @ self.outer)[:, 0] + self.outer_bias)
        return self._log_odds(self._by_words(text) + np.log(read + 1e-9).mean(axis=0))

    def _by_words(self, text: Counts) -> np.ndarray:
        return np.log(_softmax(SHARPNESS * self.words.scores(text)) + 1e-9)

    def _log_odds(self, shares: np.ndarray) -> np.ndarray:
        chance = _softmax(shares)[[self.kinds.index(kind) for kind in INTENTS]]
        return np.log(chance + 1e-9) - np.log1p(1e-9 - chance)


class Limits(NamedTuple):
    """From which log-odds on danger is taken as such and asked about, and what they are as a chance:
    the logistic function of slope times them and offset."""

    sure: float
    ask: float
    slope: float
    offset: float


@dataclass
class Learnt:
    """All that the second line learnt. `mark` says from what (`mark`)."""

    judges: Judges
    limits: Limits
    mark: str

    def keep(self, file: Path) -> None:
        np.savez_compressed(
            file, mark=self.mark, **self.judges.to_arrays(), **self.limits._asdict()
        )

    @classmethod
    def opened(cls, file: Path) -> "Learnt":
        with np.load(file) as kept:
            arrays = dict(kept)
        limits = Limits(*(float(arrays.pop(name)) for name in Limits._fields))
        return cls(Judges.from_arrays(arrays), limits, str(arrays["mark"]))


@cache
def mark() -> str:
    """Changes with the texts about danger as they are read, with what they are said to be, and with
    the way of learning.

    Examples of other intents do not count: a few more of them teach it nothing new. Nor do the rules
    of the screen, though the thresholds are counted with what it found.
    """
    way = (NAME, SURE_ALARMS, ASK_ALARMS, NETWORKS, WIDE, ROUNDS, DECAY, SHARPNESS, SOFTNESS)
    evident = (CERTAIN, FOUND, FOUND_OTHER)
    digest = hashlib.sha256(repr((way, evident, [h.get_params() for h in _HASHERS])).encode())
    for text in danger_texts():
        taught = is_taught(text.text, text.style)
        digest.update(repr((*text, taught, normalise(text.text))).encode())
    digest.update(repr(sorted(known_crises())).encode())
    return digest.hexdigest()


@cache
def known_crises() -> frozenset[tuple[str, str]]:
    """The project's examples of the intents of danger: text and intent."""
    return frozenset(one for one in examples() if one[1] in INTENTS.values())


def shipped(given: Iterable[tuple[str, str]]) -> Learnt | None:
    """What comes with the project, if it knows all these examples: texts and their intents."""
    if not FILE.exists():
        return None
    found, danger = Learnt.opened(FILE), set(INTENTS.values())
    unknown = {one for one in given if one[1] in danger} - known_crises()
    return found if found.mark == mark() and not unknown else None


def learn(texts: Sequence[str], intents: Sequence[str], vectors: Sequence[np.ndarray]) -> Learnt:
    """Learn from the texts about danger and from these examples of intents, with their vectors.

    What people write in the middle of a talk about work or benefits is of no danger either.
    """
    own, kinds = danger_texts(), {intent: kind for kind, intent in INTENTS.items()}
    in_talks = sorted({f.text for f in follow_ups() if f.target not in DANGERS})
    # Rows: text, label, way of writing, figure of speech or not.
    rows = [(t.text, t.kind if t.kind in INTENTS else "no", t.style, t.kind) for t in own]
    rows += [(text, kinds.get(intent, "no"), "", "") for text, intent in zip(texts, intents)]
    rows += [(text, "no", "", "") for text in in_talks]
    labels = np.array([row[1] for row in rows])
    counts = counts_of([row[0] for row in rows])
    both = np.array(
        [*encode_all_for_danger(t.text for t in own), *vectors, *encode_all_for_danger(in_talks)]
    )
    with warnings.catch_warnings(), ThreadPoolExecutor(os.cpu_count()) as cores:
        # So few rounds are meant: more of them learn the texts by heart.
        warnings.simplefilter("ignore", ConvergenceWarning)
        judges = cores.submit(Judges.fit, counts, both, labels)
        limits = _limits(rows, counts, both, labels)
        return Learnt(judges.result(), limits, mark())


def evidence(found: Screen) -> np.ndarray:
    """What the screen found, in log-odds: crisis, other."""
    if found.crisis:
        return np.array([CERTAIN if found.certain else FOUND, 0.0])
    return np.array([0.0, FOUND_OTHER if found.about == "other" else 0.0])


def counts_of(texts: Sequence[str]) -> list[csr_matrix]:
    """Character n-grams as written and words as the screen spells them, one row a text."""
    characters, words = _HASHERS
    return [characters.transform(texts), words.transform([normalise(text) for text in texts])]


def _limits(rows: list, counts: list, vectors: np.ndarray, labels: np.ndarray) -> Limits:
    """Thresholds and the spread of confidence, counted on the third that the encoder never saw.

    Whole ways of writing are held out, from these judges too.
    """
    seen = np.array([is_taught(row[0], row[2]) for row in rows])
    kept, held = np.flatnonzero(seen), np.flatnonzero(~seen)
    judges = Judges.fit([c[kept] for c in counts], vectors[kept], labels[kept])
    texts = each_text([c[held] for c in counts])
    scores = np.array(
        [
            (judges.opinions(counted, vectors[row]) + evidence(screen(rows[row][0]))).max()
            for counted, row in zip(texts, held)
        ]
    )
    figures = scores[[rows[row][3] == "figures" for row in held]]
    spread = LogisticRegression().fit(scores.reshape(-1, 1), labels[held] != "no")
    return Limits(
        sure=float(np.quantile(figures, 1 - SURE_ALARMS)),
        ask=float(np.quantile(figures, 1 - ASK_ALARMS)),
        slope=float(spread.coef_[0, 0]),
        offset=float(spread.intercept_[0]),
    )


def _softmax(scores: np.ndarray) -> np.ndarray:
    shifted = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return shifted / shifted.sum(axis=-1, keepdims=True)
