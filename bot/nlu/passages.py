"""Long messages are read sentence by sentence too: what is asked is often one of many sentences.

`InPassages` puts each sentence as a message of its own behind the whole one; everything after it
reads them alike. `Together` adds up what was thought of the whole and the best that was thought of
any sentence, and drops the sentences again.
"""

from typing import Any, Dict, List, Text

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.encoder import danger_vector_of
from bot.nlu.second_line import SENTENCES, sentences_of

PASSAGE = "passage"
"""Marks a message that is a sentence of the one before it."""
LEAST = 1e-6
"""What is thought of an intent that is not in a ranking."""


class _OneTurn(GraphComponent):
    """Nothing to train, nothing to configure."""

    @classmethod
    def create(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> GraphComponent:
        return cls()

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        return training_data


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_TOKENIZER, is_trainable=False)
class InPassages(_OneTurn):
    """Adds the sentences of each message that has several, as messages."""

    def process(self, messages: List[Message]) -> List[Message]:
        return [
            one
            for message in messages
            for one in (
                message,
                *(
                    Message({TEXT: sentence, PASSAGE: True})
                    for sentence in sentences_of(message.get(TEXT) or "")
                ),
            )
        ]


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class Together(_OneTurn):
    """One ranking of the whole message and its sentences."""

    def process(self, messages: List[Message]) -> List[Message]:
        whole = [message for message in messages if not message.get(PASSAGE)]
        for message in whole:
            passages = _passages_of(message, messages)
            message.set(SENTENCES, [danger_vector_of(passage) for passage in passages])
            if passages and message.get("intent_ranking"):
                _join(message, passages)
        return whole


def _passages_of(message: Message, messages: List[Message]) -> List[Message]:
    found: List[Message] = []
    at = next(i for i, other in enumerate(messages) if other is message)
    for other in messages[at + 1 :]:
        if not other.get(PASSAGE):
            break
        found.append(other)
    return found


def _join(message: Message, passages: List[Message]) -> None:
    ranking = {reading["name"]: reading for reading in message.get("intent_ranking")}
    best: Dict[Text, float] = {}
    for passage in passages:
        for reading in passage.get("intent_ranking") or ():
            name = reading["name"]
            best[name] = max(best.get(name, 0.0), reading["confidence"])
            ranking.setdefault(name, {**reading, "confidence": 0.0})
    names = list(ranking)
    logs = np.array(
        [np.log(ranking[n]["confidence"] + LEAST) + np.log(best.get(n, 0.0) + LEAST) for n in names]
    )
    # The two see the same words: half of their sum is as sure as either.
    shares = np.exp((logs - logs.max()) / 2)
    shares /= shares.sum()
    joined = sorted(
        ({**ranking[n], "confidence": float(share)} for n, share in zip(names, shares)),
        key=lambda reading: -reading["confidence"],
    )
    message.set(INTENT, joined[0], add_to_output=True)
    message.set("intent_ranking", joined, add_to_output=True)
