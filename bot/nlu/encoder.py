"""A sentence vector for each message, from a small transformer run on one core (about 2 ms).

all-MiniLM-L6-v2 (Apache 2.0), int8, by onnxruntime; see `bot.nlu.encoder_file` for where it comes
from. It reads meaning where the words differ, which sparse features beside it cannot.
"""

import os
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from functools import cache, partial
from pathlib import Path
from typing import Any, Dict, List, Optional, Text

import numpy as np
import onnxruntime
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.constants import FEATURIZER_CLASS_ALIAS
from rasa.nlu.featurizers.dense_featurizer.dense_featurizer import DenseFeaturizer
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, FEATURE_TYPE_SEQUENCE, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from tokenizers import Tokenizer

from bot.nlu.encoder_file import WIDTH, encoder_file, weights_folder, without_intents
from bot.nlu.spelling import SPELLED
from bot.settings import settings

LONGEST = 128
"""Word pieces that are read, of one text and at once; of one text about ninety words."""
FAR_APART = -1e4
"""In `apart`: no attention between two texts."""
FOR_INTENTS, FOR_DANGER = slice(0, 2 * WIDTH), slice(WIDTH, 3 * WIDTH)
"""The parts of a vector: layers six and four; layer four and the layers taught what danger is."""


@cache
def tokenizer() -> Tokenizer:
    found = Tokenizer.from_file(str(weights_folder() / "tokenizer.json"))
    found.no_padding()
    found.enable_truncation(LONGEST)
    return found


def opened(file: Path | bytes) -> onnxruntime.InferenceSession:
    """A session of one core for an encoder, given as its file or as what would be in it."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(file if isinstance(file, bytes) else str(file), options)


@cache
def _session() -> onnxruntime.InferenceSession:
    return opened(encoder_file(settings().models))


def encode_all(texts: Iterable[str]) -> list[np.ndarray]:
    """The vectors of texts, float32, in their order; of an empty text zeros.

    Three times 384 numbers: the mean after the sixth and after the fourth layer, and after the last
    of the layers that were taught what danger is. What is FOR_INTENTS and what is FOR_DANGER are
    unit vectors. Texts that are many are read on all cores, several at once. Those read at once share
    the steps in which the encoder counts: a vector is a little another one alone (cosine 0.99).
    """
    return encode_by(_session(), texts)


def encode_all_for_danger(texts: Iterable[str]) -> list[np.ndarray]:
    """The same, only what is FOR_DANGER: a quarter of the work less."""
    return encode_by(opened(without_intents(encoder_file(settings().models))), texts)


def encode_by(session: onnxruntime.InferenceSession, texts: Iterable[str]) -> list[np.ndarray]:
    """The same by any encoder, as many thirds of it as the encoder gives."""
    batches = _batches([tokenizer().encode(t).ids if t.strip() else [] for t in texts])
    if len(batches) == 1:
        return list(_together(session, batches[0]))
    with ThreadPoolExecutor(os.cpu_count()) as cores:
        return [
            vector for batch in cores.map(partial(_together, session), batches) for vector in batch
        ]


def _batches(pieces: list[list[int]]) -> list[list[list[int]]]:
    """Texts, as word pieces, that are read at once: short ones together take half the time."""
    batches: list[list[list[int]]] = []
    room = 0
    for text in pieces:
        if not batches or len(text) > room:
            batches.append([])
            room = LONGEST
        batches[-1].append(text)
        room -= len(text)
    return batches


def _together(session: onnxruntime.InferenceSession, texts: list[list[int]]) -> np.ndarray:
    """One row a text."""
    lengths = np.array([len(text) for text in texts])
    if not lengths.any():
        return np.zeros((len(texts), WIDTH * len(session.get_outputs())), dtype="f4")
    of = np.repeat(np.arange(len(texts)), lengths)
    own = of == np.arange(len(texts))[:, None]
    layers = session.run(
        None,
        {
            "ids": np.array([piece for text in texts for piece in text], dtype="i8"),
            "positions": np.concatenate([np.arange(length) for length in lengths]),
            "apart": np.where(of == of[:, None], 0, FAR_APART).astype("f4"),
            "shares": (own / np.maximum(lengths, 1)[:, None]).astype("f4"),
        },
    )
    units = [x / np.maximum(np.linalg.norm(x, axis=1, keepdims=True), 1e-9) for x in layers]
    return np.hstack(units) * np.float32(2**-0.5)


def vector_of(message: Message) -> np.ndarray:
    """The vector that `SentenceVectors` has given a message, for reading its intent."""
    return _whole(message)[FOR_INTENTS]


def danger_vector_of(message: Message) -> np.ndarray:
    """The same, for reading whether somebody is in danger."""
    return _whole(message)[FOR_DANGER]


def _whole(message: Message) -> np.ndarray:
    return message.get_dense_features(TEXT)[1].features.reshape(-1)


def _read(message: Message) -> Optional[Text]:
    """The words of a message that are read: as they were meant, if they were misspelt."""
    return message.get(SPELLED) or message.get(TEXT)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class SentenceVectors(DenseFeaturizer, GraphComponent):
    """Adds the sentence vector as a dense feature."""

    @staticmethod
    def get_default_config() -> Dict[Text, Any]:
        return {**DenseFeaturizer.get_default_config()}

    def __init__(self, config: Dict[Text, Any], name: Text) -> None:
        super().__init__(name, config)
        _session()

    @classmethod
    def create(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> GraphComponent:
        return cls(config, execution_context.node_name)

    def process(self, messages: List[Message]) -> List[Message]:
        written = [message for message in messages if _read(message)]
        for message, vector in zip(written, encode_all(map(_read, written)), strict=True):
            self._add(message, vector)
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        self.process(training_data.training_examples)
        return training_data

    def _add(self, message: Message, vector: np.ndarray) -> None:
        origin = self._config[FEATURIZER_CLASS_ALIAS]
        for kind in (FEATURE_TYPE_SEQUENCE, FEATURE_TYPE_SENTENCE):
            message.add_features(Features(vector.reshape(1, -1), kind, TEXT, origin))

    @classmethod
    def validate_config(cls, config: Dict[Text, Any]) -> None:
        """Nothing to configure."""
