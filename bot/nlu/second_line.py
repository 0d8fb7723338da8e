"""The second line for safety: reads what a message means where the gateway's screen knows only words.

Two judges, one over words (as the screen spells them) and character n-grams, one over the sentence
vector (small networks, averaged), say how likely it is that the writer, or somebody the writer speaks
of, is in danger. They learn from `data/safety` and, as examples of everything else, from `data/nlu`.
Words weigh more: sentence vectors put "this form is killing me" close to the real thing. A long
message is read sentence by sentence too: what matters is often said in passing.

The screen in the gateway comes first, acts alone on what is certain and works without this. Where its
rules found words that may mean something else, that counts here as evidence.
"""

import hashlib
import os
import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, Dict, List, Optional, Text

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import HashingVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.neural_network import MLPClassifier

from bot.nlu.danger_texts import FOLDER, danger_texts, is_taught
from bot.nlu.encoder import danger_vector_of, encode_all_for_danger
from bot.nlu.ngrams import Counts, NGramJudge, each_text
from bot.safety import Screen, screen
from bot.safety.mourning import mourns
from bot.safety.normalise import normalise

DANGER = "danger"
"""Key of the verdict in a message: {"name", "confidence", "level": "sure" or "ask"}."""
SURE_ALARMS, ASK_ALARMS = 0.07, 0.15
"""Share of figures of speech that may pass for danger: taken as such, or asked about. Counted on texts
written to mislead, whole ways of writing held out."""
PLAIN = -7.0
"""Where the screen found it said in plain words, the person is asked from these log-odds on."""
PASSING = 5.0
"""How much plainer danger must be in one sentence of a message than in the whole (log-odds)."""
SENTENCES = "sentence_vectors"
"""Key of the vectors of a message's sentences, where it has several (`bot.nlu.passages`)."""
NETWORKS, WIDE, ROUNDS = 2, 128, 12
"""How many small networks are averaged, how wide each is, and how often it sees every text."""
SHARPNESS = 2.0
"""How sharply the margins of the words' judge are read, beside the networks' log-odds."""
CERTAIN, FOUND, FOUND_OTHER = 3.0, 1.0, 1.0
"""Log-odds that the screen's finding is worth: said plainly, found at all, about somebody else."""
_FILE = "second_line.npz"
_LIMITS = ("sure", "ask", "slope", "offset")
_INTENTS = {"crisis": "crisis", "other": "crisis_other"}
_SENTENCE = re.compile(r"(?<=[.!?;])\s+|\n")
_FEWEST_WORDS, _MOST_SENTENCES = 4, 8
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
    def fit(cls, blocks: List[csr_matrix], vectors: np.ndarray, labels: np.ndarray) -> "Judges":
        networks = [
            MLPClassifier((WIDE,), alpha=0.01, max_iter=ROUNDS, tol=0.0, random_state=seed).fit(
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

    def to_arrays(self) -> Dict[Text, np.ndarray]:
        own = ("kinds", "inner", "inner_bias", "outer", "outer_bias")
        words = {f"words_{name}": array for name, array in self.words.to_arrays().items()}
        return {**words, **{name: getattr(self, name) for name in own}}

    @classmethod
    def from_arrays(cls, arrays: Dict[Text, np.ndarray]) -> "Judges":
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
        chance = _softmax(shares)[[self.kinds.index(kind) for kind in _INTENTS]]
        return np.log(chance + 1e-9) - np.log1p(1e-9 - chance)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class SecondLine(GraphComponent):
    """Decides alone about danger: puts it first where it is sure of it, marks it where it is likely."""

    def __init__(
        self,
        storage: ModelStorage,
        resource: Resource,
        judges: Optional[Judges] = None,
        limits: Optional[Dict[Text, float]] = None,
    ) -> None:
        self._storage, self._resource = storage, resource
        self._judges, self._limits = judges, limits or {}

    @classmethod
    def create(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "SecondLine":
        return cls(model_storage, resource)

    @classmethod
    def load(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> "SecondLine":
        with model_storage.read_from(resource) as folder:
            arrays = dict(np.load(folder / _FILE))
        limits = {name: float(arrays.pop(name)) for name in _LIMITS}
        return cls(model_storage, resource, Judges.from_arrays(arrays), limits)

    @staticmethod
    def fingerprint_addon(config: Dict[Text, Any]) -> Optional[Text]:
        """Rasa keeps trained parts; this one is stale when its texts change."""
        digest = hashlib.sha256()
        for file in sorted(FOLDER.iterdir()):
            digest.update(file.read_bytes())
        return digest.hexdigest()

    def train(self, training_data: TrainingData) -> Resource:
        texts, kinds = danger_texts(), {"crisis": "crisis", "crisis_other": "other"}
        known = [e for e in training_data.intent_examples if e.get(TEXT)]
        # Rows: text, label, way of writing, figure of speech or not.
        rows = [(t.text, t.kind if t.kind in _INTENTS else "no", t.style, t.kind) for t in texts]
        rows += [(e.get(TEXT), kinds.get(e.get(INTENT), "no"), "", "") for e in known]
        labels = np.array([row[1] for row in rows])
        counts = _counts([row[0] for row in rows])
        vectors = np.array(
            [
                *encode_all_for_danger(t.text for t in texts),
                *map(danger_vector_of, known),
            ]
        )
        with ThreadPoolExecutor(os.cpu_count()) as cores:
            judges = cores.submit(Judges.fit, counts, vectors, labels)
            self._limits = _limits(rows, counts, vectors, labels)
            self._judges = judges.result()
        with self._storage.write_to(self._resource) as folder:
            np.savez(folder / _FILE, **self._limits, **self._judges.to_arrays())
        return self._resource

    def process(self, messages: List[Message]) -> List[Message]:
        for message in messages:
            settled = (message.get(INTENT) or {}).get("confidence") == 1.0
            if self._judges and not settled and (text := message.get(TEXT)):
                self._judge(message, text)
        return messages

    def _judge(self, message: Message, text: Text) -> None:
        sentences = sentences_of(text)
        counts, *parts = each_text(_counts([text, *sentences]))
        vectors = message.get(SENTENCES) or []
        opinions = self._judges.opinions(counts, danger_vector_of(message))
        for part, vector in zip(parts, vectors, strict=True):
            # A long message about somebody else is mostly a carer's question: that is judged as a
            # whole.
            opinions[0] = max(opinions[0], self._judges.opinions(part, vector)[0] - PASSING)
        found = screen(text)
        opinions += evidence(found)
        kind = int(opinions.argmax())
        score, name = opinions[kind], list(_INTENTS.values())[kind]
        if found.explicit and PLAIN <= score < self._limits["ask"]:
            score, name = self._limits["ask"], "crisis"
        # What the intent classifier thinks of danger does not count: figures of speech mislead it.
        ranking = [
            r for r in message.get("intent_ranking") or [] if r["name"] not in _INTENTS.values()
        ]
        if score >= self._limits["ask"]:
            # For the dead no help can be sent: whoever mourns them is asked about themselves.
            grief = not found.crisis and mourns(text)
            level = "sure" if score >= self._limits["sure"] and not grief else "ask"
            chance = 1 / (1 + np.exp(-(self._limits["slope"] * score + self._limits["offset"])))
            verdict = {"name": name, "confidence": float(chance)}
            message.set(DANGER, {**verdict, "level": level}, add_to_output=True)
            if level == "sure":
                rest = [{**r, "confidence": r["confidence"] * (1 - float(chance))} for r in ranking]
                ranking = [verdict, *rest]
        if ranking:
            message.set(INTENT, ranking[0], add_to_output=True)
            message.set("intent_ranking", ranking, add_to_output=True)


def evidence(found: Screen) -> np.ndarray:
    """What the screen found, in log-odds: crisis, other."""
    if found.crisis:
        return np.array([CERTAIN if found.certain else FOUND, 0.0])
    return np.array([0.0, FOUND_OTHER if found.about == "other" else 0.0])


def sentences_of(text: Text) -> List[Text]:
    """The sentences of a message that has several, short ones left out, the last ones kept."""
    parts = [p for p in _SENTENCE.split(text) if len(p.split()) >= _FEWEST_WORDS]
    return parts[-_MOST_SENTENCES:] if len(parts) > 1 else []


def _limits(rows: list, counts: list, vectors: np.ndarray, labels: np.ndarray) -> Dict[Text, float]:
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
    return {
        "sure": float(np.quantile(figures, 1 - SURE_ALARMS)),
        "ask": float(np.quantile(figures, 1 - ASK_ALARMS)),
        "slope": float(spread.coef_[0, 0]),
        "offset": float(spread.intercept_[0]),
    }


def _counts(texts: List[Text]) -> List[csr_matrix]:
    characters, words = _HASHERS
    return [characters.transform(texts), words.transform([normalise(text) for text in texts])]


def _softmax(scores: np.ndarray) -> np.ndarray:
    shifted = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return shifted / shifted.sum(axis=-1, keepdims=True)
