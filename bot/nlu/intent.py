"""The intent classifier: three simple judges who see different things, and one verdict.

  words       a linear machine over words and character n-grams: names, typing mistakes
  meaning     a linear machine over the sentence vector: the same thought in other words
  neighbours  how like the nearest examples of each intent the message is: rare phrasings

Their opinions are multiplied (a product of experts). Training takes seconds. The verdict becomes a
probability through a temperature found on held-out folds, so that a confidence of 0.7 is right about
seven times in ten (Guo et al., 2017). From the same folds comes, for each intent, the confidence
from which it is taken without asking back (`sure` in the ranking).
"""

from dataclasses import dataclass, fields
from typing import Any, Dict, List, Optional, Text

import numpy as np
import skops.io
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.nlu.featurizers.featurizer import Featurizer
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from scipy.sparse import csr_matrix, hstack, vstack
from sklearn.feature_extraction.text import TfidfTransformer
from sklearn.model_selection import StratifiedKFold
from sklearn.svm import LinearSVC

_FILE = "intent_model.skops"
NEAREST = 5
"""Examples of an intent that a message is compared with."""
MARGIN, LIKENESS = 0.25, 0.06
"""How sharply a judge's scores are read: margins of the machines, cosines of the neighbours."""
RIGHT_ENOUGH = {
    "benefits_": 0.75,
    "out_of": 0.75,
    "safeguarding": 0.4,
    "urgent_": 0.4,
    "medical_": 0.4,
}
"""Share of held-out readings of an intent that must be right for it to be taken without asking:
high where a wrong answer costs money, low where a missed one is dangerous."""
RIGHT_ENOUGH_ELSE = 0.6
LEAST_SURE, LEAST_SURE_OF_DANGER, MOST_SURE = 0.4, 0.3, 0.6
"""Bounds of `sure`: few examples a label make the folds' word uncertain."""
_TRUSTED = ["scipy.sparse._csr.csr_matrix", "scipy.sparse._dia.dia_matrix", "numpy.dtype"]
"""Types inside our own model file that skops does not know by itself."""


@DefaultV1Recipe.register([DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER], is_trainable=True)
class LightIntentClassifier(IntentClassifier, GraphComponent):
    """Ranks intents for a message from the features of the components before it."""

    @classmethod
    def required_components(cls) -> List[type]:
        return [Featurizer]

    @staticmethod
    def get_default_config() -> Dict[Text, Any]:
        return {
            "folds": 2,
            "ranking_length": 20,
        }

    def __init__(
        self,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        parts: Optional[Dict[Text, Any]] = None,
    ) -> None:
        self._config = {**self.get_default_config(), **config}
        self._storage, self._resource = model_storage, resource
        self._parts = parts

    @classmethod
    def create(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "LightIntentClassifier":
        return cls(config, model_storage, resource)

    def train(self, training_data: TrainingData) -> Resource:
        examples = [e for e in training_data.intent_examples if e.get(TEXT)]
        labels = np.array([e.get(INTENT) for e in examples])
        sparse, dense = _features(examples)
        weighing = [TfidfTransformer(sublinear_tf=True).fit(block) for block in sparse]
        words = joined(sparse, weighing)
        self._parts = {
            "weighing": weighing,
            "judges": Judges.fit(words, dense, labels).to_dict(),
            **self._held_out(words, dense, labels),
        }
        with self._storage.write_to(self._resource) as folder:
            skops.io.dump(self._parts, folder / _FILE)
        return self._resource

    def _held_out(
        self, words: csr_matrix, dense: np.ndarray, labels: np.ndarray
    ) -> Dict[Text, Any]:
        """The spread under which held-out labels are most likely, and when each intent is sure."""
        folds, fewest = self._config["folds"], np.unique(labels, return_counts=True)[1].min()
        if fewest < folds:
            return {"temperature": 1.0, "sure": {}}
        scores, truth = [], []
        splitter = StratifiedKFold(folds, shuffle=True, random_state=0)
        for train, test in splitter.split(np.zeros(len(labels)), labels):
            judges = Judges.fit(words[train], dense[train], labels[train])
            scores.append(judges.opinions(words[test], dense[test]))
            truth.append(np.searchsorted(judges.intents, labels[test]))
        logits, right = np.vstack(scores), np.concatenate(truth)
        spreads = np.geomspace(0.3, 6.0, 60)
        best = min(spreads, key=lambda t: _loss(logits / t, right))
        return {
            "temperature": float(best),
            "sure": _sure(np.unique(labels), _softmax(logits / best), right),
        }

    def process(self, messages: List[Message]) -> List[Message]:
        if self._parts is None:
            return messages
        known = [m for m in messages if m.get(TEXT) and m.features]
        for message in messages:
            if message not in known and not message.get(INTENT):
                message.set(INTENT, {"name": None, "confidence": 0.0}, add_to_output=True)
        if not known:
            return messages
        judges = Judges(**self._parts["judges"])
        sparse, dense = _features(known)
        logits = judges.opinions(joined(sparse, self._parts["weighing"]), dense)
        for message, row in zip(known, _softmax(logits / self._parts["temperature"])):
            order = np.argsort(-row)[: self._config["ranking_length"]]
            ranking = [
                {
                    "name": (name := str(judges.intents[i])),
                    "confidence": float(row[i]),
                    "sure": self._parts["sure"].get(name, MOST_SURE),
                }
                for i in order
            ]
            message.set(INTENT, ranking[0], add_to_output=True)
            message.set("intent_ranking", ranking, add_to_output=True)
        return messages

    @classmethod
    def load(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> "LightIntentClassifier":
        with model_storage.read_from(resource) as folder:
            parts = skops.io.load(folder / _FILE, trusted=_TRUSTED)
        return cls(config, model_storage, resource, parts)

    @classmethod
    def validate_config(cls, config: Dict[Text, Any]) -> None:
        """All values have defaults."""


@dataclass
class Judges:
    """The three judges, fitted. `order` sorts the examples by intent, `starts` are its borders."""

    intents: np.ndarray
    words: LinearSVC
    meaning: LinearSVC
    examples: np.ndarray
    starts: np.ndarray

    @classmethod
    def fit(cls, words: csr_matrix, dense: np.ndarray, labels: np.ndarray) -> "Judges":
        order = np.argsort(labels, kind="stable")
        intents, starts = np.unique(labels[order], return_index=True)
        return cls(
            intents=intents,
            words=LinearSVC(C=0.5, class_weight="balanced", random_state=0).fit(words, labels),
            meaning=LinearSVC(C=1.0, class_weight="balanced", dual=False).fit(dense, labels),
            examples=dense[order],
            starts=starts,
        )

    def to_dict(self) -> dict:
        return {field.name: getattr(self, field.name) for field in fields(self)}

    def opinions(self, words: csr_matrix, dense: np.ndarray) -> np.ndarray:
        """Log-opinions, one row a message, one column an intent."""
        near = dense @ self.examples.T
        borders = [*self.starts[1:], near.shape[1]]
        nearest = np.stack(
            [
                np.partition(near[:, a:b], -min(NEAREST, b - a))[:, -min(NEAREST, b - a) :].mean(1)
                for a, b in zip(self.starts, borders)
            ],
            axis=1,
        )
        return sum(
            np.log(_softmax(scores / spread) + 1e-9)
            for scores, spread in (
                (self.words.decision_function(words), MARGIN),
                (self.meaning.decision_function(dense), MARGIN),
                (nearest, LIKENESS),
            )
        )


def joined(sparse: list, weighing: list) -> csr_matrix:
    return hstack([w.transform(block) for w, block in zip(weighing, sparse)]).tocsr()


def _features(messages: List[Message]) -> tuple[list, np.ndarray]:
    """The sparse blocks, one per featurizer, and the dense vectors, row by row."""
    rows: list[list] = []
    dense = []
    for message in messages:
        blocks = [f.features for f in message.features if f.is_sparse() and f.type == "sentence"]
        rows.append(blocks)
        dense.append(message.get_dense_features(TEXT)[1].features.reshape(-1))
    return [vstack(column).tocsr() for column in zip(*rows)], np.array(dense)


def _sure(intents: np.ndarray, shares: np.ndarray, right: np.ndarray) -> Dict[Text, float]:
    """For each intent the confidence from which its held-out readings are right often enough."""
    said, confidence = shares.argmax(axis=1), shares.max(axis=1)
    found = {}
    for number, name in enumerate(intents):
        needed = next(
            (n for start, n in RIGHT_ENOUGH.items() if name.startswith(start)), RIGHT_ENOUGH_ELSE
        )
        least = LEAST_SURE if needed >= RIGHT_ENOUGH_ELSE else LEAST_SURE_OF_DANGER
        own = np.flatnonzero(said == number)
        steps = [
            step
            for step in np.arange(least, MOST_SURE, 0.02)
            if np.mean((right[own] == number)[confidence[own] >= step] if own.size else [0])
            >= needed
        ]
        found[str(name)] = float(steps[0]) if steps else MOST_SURE
    return found


def _softmax(logits: np.ndarray) -> np.ndarray:
    shifted = np.exp(logits - logits.max(axis=1, keepdims=True))
    return shifted / shifted.sum(axis=1, keepdims=True)


def _loss(logits: np.ndarray, right: np.ndarray) -> float:
    return float(-np.log(_softmax(logits)[np.arange(len(right)), right] + 1e-12).mean())
