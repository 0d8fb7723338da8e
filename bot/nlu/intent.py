"""The intent classifier: three simple judges who see different things, and one verdict.

  words       a linear machine over words and character n-grams: names, typing mistakes
  meaning     a logistic regression over the sentence vector: the same thought in other words
  neighbours  how like the nearest examples of an intent the message is: rare phrasings; asked about
              the intents that the other two find likeliest, which is all that it can decide between

Their opinions are multiplied (a product of experts). Training takes seconds. The verdict becomes a
probability through a temperature found on held-out folds, so that a confidence of 0.7 is right about
seven times in ten (Guo et al., 2017). From the same folds comes, for each intent, the confidence
from which it is taken without asking back (`sure` in the ranking).
"""

import warnings
from dataclasses import dataclass
from typing import Any, Dict, List, Optional, Text

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.nlu.featurizers.featurizer import Featurizer
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from scipy.sparse import csr_matrix, vstack
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold

from bot.nlu.encoder import vector_of
from bot.nlu.ngrams import Counts, NGramJudge, each_text

_FILE = "intent_model.npz"
NEAREST = 5
"""Examples of an intent that a message is compared with."""
LIKELIEST = 8
"""Intents whose examples a message is compared with."""
MARGIN, MEANING, LIKENESS = 0.25, 0.7, 0.06
"""How sharply a judge's scores are read: margins of the words, log-odds of the meaning, cosines of
the neighbours."""
RIGHT_ENOUGH = {
    "benefits_": 0.75,
    "job_club_voluntary": 0.75,
    "programme_pushed": 0.75,
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
        judges: Optional["Judges"] = None,
        temperature: float = 1.0,
        sure: Optional[Dict[Text, float]] = None,
    ) -> None:
        self._config = {**self.get_default_config(), **config}
        self._storage, self._resource = model_storage, resource
        self._judges, self._temperature, self._sure = judges, temperature, sure or {}

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
        blocks, dense = _matrices(examples)
        self._judges = Judges.fit(blocks, dense, labels)
        self._temperature, sure = self._held_out(blocks, dense, labels)
        self._sure = dict(zip(self._judges.intents.tolist(), sure))
        with self._storage.write_to(self._resource) as folder:
            np.savez(
                folder / _FILE,
                temperature=self._temperature,
                sure=sure,
                **self._judges.to_arrays(),
            )
        return self._resource

    def _held_out(
        self, blocks: List[csr_matrix], dense: np.ndarray, labels: np.ndarray
    ) -> tuple[float, List[float]]:
        """The spread under which held-out labels are most likely, and when each intent is sure."""
        intents, sizes = np.unique(labels, return_counts=True)
        folds = self._config["folds"]
        if sizes.min() < folds:
            return 1.0, [MOST_SURE] * len(intents)
        scores, truth = [], []
        splitter = StratifiedKFold(folds, shuffle=True, random_state=0)
        for train, test in splitter.split(np.zeros(len(labels)), labels):
            judges = Judges.fit([block[train] for block in blocks], dense[train], labels[train])
            held = each_text([block[test] for block in blocks])
            scores += [judges.opinions(*one) for one in zip(held, dense[test])]
            truth.append(np.searchsorted(intents, labels[test]))
        logits, right = np.vstack(scores), np.concatenate(truth)
        spreads = np.geomspace(0.3, 6.0, 60)
        best = min(spreads, key=lambda t: _loss(logits / t, right))
        return float(best), _sure(intents, _softmax(logits / best), right)

    def process(self, messages: List[Message]) -> List[Message]:
        if self._judges is None:
            return messages
        for message in messages:
            if message.get(TEXT) and message.features:
                self._rank(message)
        for message in messages:
            if not message.get(INTENT):
                message.set(INTENT, {"name": None, "confidence": 0.0}, add_to_output=True)
        return messages

    def _rank(self, message: Message) -> None:
        logits = self._judges.opinions(_counts(message), vector_of(message))
        shares = _softmax(logits / self._temperature)
        ranking = [
            {
                "name": (name := str(self._judges.intents[i])),
                "confidence": float(shares[i]),
                "sure": self._sure[name],
            }
            for i in np.argsort(-shares)[: self._config["ranking_length"]]
        ]
        message.set(INTENT, ranking[0], add_to_output=True)
        message.set("intent_ranking", ranking, add_to_output=True)

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
            arrays = dict(np.load(folder / _FILE))
        judges = Judges.from_arrays(arrays)
        sure = dict(zip(judges.intents.tolist(), arrays["sure"].tolist()))
        return cls(config, model_storage, resource, judges, float(arrays["temperature"]), sure)

    @classmethod
    def validate_config(cls, config: Dict[Text, Any]) -> None:
        """All values have defaults."""


@dataclass
class Judges:
    """The three judges, fitted.

    `meaning` has one row a number of the vector and one column an intent. `examples` are sorted by
    intent; `starts` says where in them each intent's begin, and where the last one's end.
    """

    intents: np.ndarray
    words: NGramJudge
    meaning: np.ndarray
    bias: np.ndarray
    examples: np.ndarray
    starts: np.ndarray

    @classmethod
    def fit(cls, blocks: List[csr_matrix], dense: np.ndarray, labels: np.ndarray) -> "Judges":
        intents, sizes = np.unique(labels, return_counts=True)
        middle = dense.mean(axis=0)
        meaning = LogisticRegression(C=10.0, class_weight="balanced", max_iter=60, tol=1e-3)
        with warnings.catch_warnings():
            # Sixty steps are enough; the last ones only move numbers behind the comma.
            warnings.simplefilter("ignore", ConvergenceWarning)
            meaning.fit(dense - middle, labels)
        return cls(
            intents=intents,
            words=NGramJudge.fit(blocks, labels),
            meaning=meaning.coef_.T.astype("f4"),
            bias=meaning.intercept_ - meaning.coef_ @ middle,
            examples=dense[np.argsort(labels, kind="stable")],
            starts=np.append(0, np.cumsum(sizes)),
        )

    def to_arrays(self) -> Dict[Text, np.ndarray]:
        own = {name: getattr(self, name) for name in ("intents", "meaning", "examples", "starts")}
        words = {f"words_{name}": array for name, array in self.words.to_arrays().items()}
        return {**words, **own, "examples": self.examples.astype("f2"), "meaning_bias": self.bias}

    @classmethod
    def from_arrays(cls, arrays: Dict[Text, np.ndarray]) -> "Judges":
        words = {k.removeprefix("words_"): v for k, v in arrays.items() if k.startswith("words_")}
        own = {name: arrays[name] for name in ("intents", "meaning", "starts")}
        return cls(
            words=NGramJudge.from_arrays(words),
            bias=arrays["meaning_bias"],
            examples=arrays["examples"].astype("f4"),
            **own,
        )

    def opinions(self, text: Counts, vector: np.ndarray) -> np.ndarray:
        """Log-opinions about one message, one an intent."""
        opinions = _opinion(self.words.scores(text) / MARGIN)
        opinions += _opinion((vector @ self.meaning + self.bias) / MEANING)
        likeliest = np.argsort(-opinions)[:LIKELIEST]
        near = [self.likeness(vector, number) for number in likeliest]
        # Of the others no more is known than that they are hardly nearer than the farthest of these.
        alike = np.full(len(self.intents), min(near))
        alike[likeliest] = near
        return opinions + _opinion(alike / LIKENESS)

    def likeness(self, vector: np.ndarray, number: int) -> float:
        """The mean likeness to the few nearest examples of one intent."""
        near = self.examples[self.starts[number] : self.starts[number + 1]] @ vector
        most = min(NEAREST, len(near))
        return float(np.partition(near, -most)[-most:].mean())


def _counts(message: Message) -> Counts:
    found = (f for f in message.features if f.is_sparse() and f.type == FEATURE_TYPE_SENTENCE)
    return [(f.features.col, f.features.data) for f in found]


def _matrices(messages: List[Message]) -> tuple[List[csr_matrix], np.ndarray]:
    """The counts as matrices, one a featurizer, and the vectors; row by row."""
    rows = [
        [f.features for f in m.features if f.is_sparse() and f.type == FEATURE_TYPE_SENTENCE]
        for m in messages
    ]
    blocks = [vstack(column).tocsr() for column in zip(*rows)]
    return blocks, np.array([vector_of(message) for message in messages])


def _sure(intents: np.ndarray, shares: np.ndarray, right: np.ndarray) -> List[float]:
    """For each intent the confidence from which its held-out readings are right often enough."""
    said, confidence = shares.argmax(axis=1), shares.max(axis=1)
    found = []
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
        found.append(float(steps[0]) if steps else MOST_SURE)
    return found


def _softmax(logits: np.ndarray) -> np.ndarray:
    shifted = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return shifted / shifted.sum(axis=-1, keepdims=True)


def _opinion(scores: np.ndarray) -> np.ndarray:
    return np.log(_softmax(scores) + 1e-9)


def _loss(logits: np.ndarray, right: np.ndarray) -> float:
    return float(-np.log(_softmax(logits)[np.arange(len(right)), right] + 1e-12).mean())
