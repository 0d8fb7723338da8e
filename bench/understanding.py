"""What the bench scripts about understanding share: the features and judges of the assistant, alone.

The same parts as `config.yml` names, without Rasa around them, so that folds take seconds.
"""

from dataclasses import dataclass
from functools import cache

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.neural_network import MLPClassifier
from sklearn.svm import LinearSVC
from tokenizers import Tokenizer

from bot.nlu.encoder import FOR_INTENTS, encode_all
from bot.nlu.encoder_file import READ_AFTER, weights_folder
from bot.nlu.examples import examples
from bot.nlu.intent import Judges
from bot.nlu.ngrams import NGramJudge, each_text


@dataclass
class Texts:
    """Texts with their labels and vectors."""

    texts: list[str]
    labels: np.ndarray
    dense: np.ndarray
    static: np.ndarray

    @classmethod
    def of(cls, texts: list[str], labels: list[str]) -> "Texts":
        return cls(
            texts,
            np.array(labels),
            np.array(encode_all(texts))[:, FOR_INTENTS],
            np.array([_static(text) for text in texts]),
        )

    def part(self, rows: np.ndarray) -> "Texts":
        return Texts(
            [self.texts[i] for i in rows], self.labels[rows], self.dense[rows], self.static[rows]
        )


def training_texts() -> Texts:
    return Texts.of(*map(list, zip(*examples())))


@cache
def _table() -> tuple[Tokenizer, np.ndarray]:
    from safetensors.numpy import load_file

    folder = weights_folder()
    weights = load_file(folder / "model.safetensors")
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()
    return tokenizer, weights["embeddings.word_embeddings.weight"].astype("f4")


def _static(text: str) -> np.ndarray:
    """The mean of the word pieces' own vectors: what is left of the encoder without its layers."""
    tokenizer, table = _table()
    ids = tokenizer.encode(text, add_special_tokens=False).ids or [0]
    vector = table[ids].mean(axis=0)
    return vector / max(float(np.linalg.norm(vector)), 1e-9)


class Words:
    """Words and character n-grams, counted and weighed as in `config.yml`."""

    def __init__(self, texts: list[str]) -> None:
        self._counters = [
            CountVectorizer(ngram_range=(1, 2), token_pattern=r"(?u)\b\w+\b"),
            CountVectorizer(analyzer="char_wb", ngram_range=(2, 5), min_df=min(2, len(texts))),
        ]
        for counter in self._counters:
            counter.fit(texts)

    def __call__(self, texts: list[str]) -> list[csr_matrix]:
        return [counter.transform(texts) for counter in self._counters]


def words_only(train: Texts, test: Texts) -> np.ndarray:
    words = Words(train.texts)
    machine = NGramJudge.fit(words(train.texts), train.labels)
    scores = np.array([machine.scores(text) for text in each_text(words(test.texts))])
    return np.unique(train.labels)[scores.argmax(axis=1)]


def static_only(train: Texts, test: Texts) -> np.ndarray:
    machine = LogisticRegression(C=30, max_iter=300)
    return machine.fit(train.static, train.labels).predict(test.static)


def meaning_only(train: Texts, test: Texts) -> np.ndarray:
    machine = LinearSVC(C=1.0, class_weight="balanced", dual=False)
    return machine.fit(train.dense, train.labels).predict(test.dense)


def small_network(train: Texts, test: Texts) -> np.ndarray:
    network = MLPClassifier((256,), alpha=0.01, max_iter=60, tol=0.0, random_state=0)
    return network.fit(train.dense, train.labels).predict(test.dense)


def words_and_static(train: Texts, test: Texts) -> np.ndarray:
    return _judged(train, test, train.static, test.static)


def last_layer(train: Texts, test: Texts) -> np.ndarray:
    """The three judges with the vector as the encoder's makers use it."""
    width = train.dense.shape[1] // len(READ_AFTER)
    known, new = (part.dense[:, :width] * len(READ_AFTER) ** 0.5 for part in (train, test))
    return _judged(train, test, known, new)


def three_judges(train: Texts, test: Texts) -> np.ndarray:
    return _judged(train, test, train.dense, test.dense)


def _judged(train: Texts, test: Texts, known: np.ndarray, new: np.ndarray) -> np.ndarray:
    words = Words(train.texts)
    judges = Judges.fit(words(train.texts), known, train.labels)
    each = zip(each_text(words(test.texts)), new)
    return judges.intents[[judges.opinions(*one).argmax() for one in each]]


VARIANTS = {
    "words and character n-grams, linear machine": words_only,
    "static vectors, logistic regression": static_only,
    "words and static vectors, three judges": words_and_static,
    "MiniLM int8 after two layers, linear machine": meaning_only,
    "MiniLM int8 after two layers, small network": small_network,
    "words and MiniLM int8 after its last layer, three judges": last_layer,
    "words and MiniLM int8 after two layers, three judges (chosen)": three_judges,
}
