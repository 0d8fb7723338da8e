"""The second line for safety: reads what a message means where the gateway's screen knows only words.

Two judges, one over word and character n-grams, one over the sentence vector (three small networks,
averaged), say how likely it is that the writer, or somebody the writer speaks of, is in danger. They
learn from `data/safety` and, as examples of everything else, from `data/nlu`. A long message is read
sentence by sentence too: what matters is often said in passing.

The screen in the gateway comes first and works without this.
"""

import hashlib
import re
from typing import Any, Dict, List, Optional, Text

import numpy as np
import skops.io
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import HashingVectorizer, TfidfTransformer
from sklearn.linear_model import LogisticRegression
from sklearn.neural_network import MLPClassifier
from sklearn.svm import LinearSVC

from bot.nlu.danger_texts import FOLDER, danger_texts
from bot.nlu.encoder import encode

DANGER = "danger"
"""Key of the verdict in a message: {"name", "confidence", "level": "sure" or "ask"}."""
SURE_ALARMS, ASK_ALARMS = 0.04, 0.1
"""Share of figures of speech that may pass for danger: taken as such, or asked about."""
FOLDS = 3
_FILE = "second_line.skops"
_TRUSTED = [
    "numpy.dtype", "scipy.sparse._csr.csr_matrix", "scipy.sparse._dia.dia_matrix",
    "sklearn.neural_network._stochastic_optimizers.AdamOptimizer",
]  # fmt: skip
_INTENTS = {"crisis": "crisis", "other": "crisis_other"}
_SENTENCE = re.compile(r"(?<=[.!?;])\s+|\n")
_FEWEST_WORDS, _MOST_SENTENCES = 4, 4
_HASHERS = [
    HashingVectorizer(
        n_features=2**18, alternate_sign=False, norm=None, token_pattern=r"\b\w+\b", **kind
    )
    for kind in (
        {"analyzer": "char_wb", "ngram_range": (2, 5)},
        {"analyzer": "word", "ngram_range": (1, 3)},
    )
]


class Judges:
    """The two judges, fitted."""

    def __init__(self, weighing: list, words: LinearSVC, meaning: list) -> None:
        self.weighing, self.words, self.meaning = weighing, words, meaning

    @classmethod
    def fit(cls, counts: list, vectors: np.ndarray, labels: np.ndarray) -> "Judges":
        weighing = [TfidfTransformer(sublinear_tf=True).fit(block) for block in counts]
        words = LinearSVC(C=0.5, class_weight="balanced", random_state=0)
        networks = [
            MLPClassifier((128,), alpha=0.01, max_iter=40, tol=0.0, random_state=seed)
            for seed in range(3)
        ]
        return cls(
            weighing,
            words.fit(_weighed(weighing, counts), labels),
            [network.fit(vectors, labels) for network in networks],
        )

    def opinions(self, counts: list, vectors: np.ndarray) -> np.ndarray:
        """Log-odds against everything else, one row a text; columns: crisis, other."""
        scores = 3 * self.words.decision_function(_weighed(self.weighing, counts))
        shares = [np.log(_softmax(scores) + 1e-9)]
        shares += [
            np.log(m.predict_proba(vectors) + 1e-9) / len(self.meaning) for m in self.meaning
        ]
        chance = _softmax(sum(shares))
        columns = [list(self.words.classes_).index(kind) for kind in _INTENTS]
        return np.log(chance[:, columns] + 1e-9) - np.log1p(1e-9 - chance[:, columns])


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class SecondLine(GraphComponent):
    """Decides alone about danger: puts it first where it is sure of it, marks it where it is likely."""

    def __init__(
        self, storage: ModelStorage, resource: Resource, parts: Optional[Dict[Text, Any]] = None
    ) -> None:
        self._storage, self._resource, self._parts = storage, resource, parts

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
            parts = skops.io.load(folder / _FILE, trusted=_TRUSTED)
        parts["judges"] = Judges(*parts["judges"])
        return cls(model_storage, resource, parts)

    @staticmethod
    def fingerprint_addon(config: Dict[Text, Any]) -> Optional[Text]:
        """Rasa keeps trained parts; this one is stale when its texts change."""
        digest = hashlib.sha256()
        for file in sorted(FOLDER.iterdir()):
            digest.update(file.read_bytes())
        return digest.hexdigest()

    def train(self, training_data: TrainingData) -> Resource:
        texts = danger_texts()
        kinds = {"crisis": "crisis", "crisis_other": "other"}
        # Rows: text, label, the way of writing by which folds are cut, figure of speech or not.
        rows = [(t.text, t.kind if t.kind in _INTENTS else "no", t.style, t.kind) for t in texts]
        rows += [
            (e.get(TEXT), kinds.get(e.get(INTENT), "no"), "", "")
            for e in training_data.intent_examples
            if e.get(TEXT)
        ]
        labels = np.array([row[1] for row in rows])
        counts, vectors = _counts([r[0] for r in rows]), np.array([encode(r[0]) for r in rows])
        parts = _limits(rows, counts, vectors, labels)
        judges = Judges.fit(counts, vectors, labels)
        parts["judges"] = [judges.weighing, judges.words, judges.meaning]
        with self._storage.write_to(self._resource) as folder:
            skops.io.dump(parts, folder / _FILE)
        return self._resource

    def process(self, messages: List[Message]) -> List[Message]:
        for message in messages:
            settled = (message.get(INTENT) or {}).get("confidence") == 1.0
            if self._parts and not settled and (text := message.get(TEXT)):
                self._judge(message, text)
        return messages

    def _judge(self, message: Message, text: Text) -> None:
        whole = message.get_dense_features(TEXT)[1].features.reshape(-1)
        sentences = sentences_of(text)
        vectors = np.array([whole, *(encode(s) for s in sentences)])
        opinions = self._parts["judges"].opinions(_counts([text, *sentences]), vectors)
        # A long message about somebody else is mostly a carer's question: it is judged as a whole.
        opinions = np.array([opinions[:, 0].max(), opinions[0, 1]])
        kind = int(opinions.argmax())
        score, name = opinions[kind], list(_INTENTS.values())[kind]
        thought = (message.get(INTENT) or {}).get("name")
        # What the intent classifier thinks of danger counts only beside this: figures of speech
        # mislead it.
        ranking = [
            r for r in message.get("intent_ranking") or [] if r["name"] not in _INTENTS.values()
        ]
        if score >= self._parts["ask"]:
            level = "sure" if score >= self._parts["sure"] or thought == name else "ask"
            chance = 1 / (1 + np.exp(-(self._parts["slope"] * score + self._parts["offset"])))
            verdict = {"name": name, "confidence": float(chance)}
            message.set(DANGER, {**verdict, "level": level}, add_to_output=True)
            if level == "sure":
                rest = [{**r, "confidence": r["confidence"] * (1 - float(chance))} for r in ranking]
                ranking = [verdict, *rest]
        if ranking:
            message.set(INTENT, ranking[0], add_to_output=True)
            message.set("intent_ranking", ranking, add_to_output=True)


def sentences_of(text: Text) -> List[Text]:
    """The sentences of a message that has several, short ones left out, the last ones kept."""
    parts = [p for p in _SENTENCE.split(text) if len(p.split()) >= _FEWEST_WORDS]
    return parts[-_MOST_SENTENCES:] if len(parts) > 1 else []


def _limits(rows: list, counts: list, vectors: np.ndarray, labels: np.ndarray) -> Dict[Text, Any]:
    """Thresholds and the spread of confidence, from folds that hold out whole ways of writing."""
    styles = sorted({row[2] for row in rows})
    fold = np.array([styles.index(r[2]) % FOLDS if r[2] else i % FOLDS for i, r in enumerate(rows)])
    scores = np.empty(len(rows))
    for number in range(FOLDS):
        kept, held = np.flatnonzero(fold != number), np.flatnonzero(fold == number)
        judges = Judges.fit([c[kept] for c in counts], vectors[kept], labels[kept])
        scores[held] = judges.opinions([c[held] for c in counts], vectors[held]).max(axis=1)
    figures = scores[np.array([row[3] == "figures" for row in rows])]
    spread = LogisticRegression().fit(scores.reshape(-1, 1), labels != "no")
    return {
        "sure": float(np.quantile(figures, 1 - SURE_ALARMS)),
        "ask": float(np.quantile(figures, 1 - ASK_ALARMS)),
        "slope": float(spread.coef_[0, 0]),
        "offset": float(spread.intercept_[0]),
    }


def _counts(texts: List[Text]) -> List[csr_matrix]:
    return [hasher.transform(texts) for hasher in _HASHERS]


def _weighed(weighing: list, counts: List[csr_matrix]) -> csr_matrix:
    return hstack([w.transform(block) for w, block in zip(weighing, counts)]).tocsr()


def _softmax(scores: np.ndarray) -> np.ndarray:
    shifted = np.exp(scores - scores.max(axis=1, keepdims=True))
    return shifted / shifted.sum(axis=1, keepdims=True)
