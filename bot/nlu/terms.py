"""Entities known by name: benefits, schemes, kinds of service, access needs, wider needs.

A spaCy PhraseMatcher over `data/terms.yml` and the aliases of `data/programmes.yml`; the words stay
outside the model, so a new name needs no training. The long names of benefits are known in other
spellings too (`personel independant payment`).
"""

from functools import cache
from typing import Any, Dict, List, Text

import spacy
from rapidfuzz import fuzz, process
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from spacy.matcher import PhraseMatcher

from bot.directory.spotted import Spotter
from bot.installation import places_of
from bot.nlu.words import terms
from bot.settings import settings


@cache
def _matcher() -> tuple[spacy.Language, PhraseMatcher, dict[str, tuple[str, str]]]:
    language = spacy.blank("en")
    matcher, meaning = PhraseMatcher(language.vocab, attr="LOWER"), {}
    for entity, values in terms().items():
        for value, phrases in values.items():
            key = f"{entity}:{value}"
            meaning[key] = (entity, value)
            matcher.add(key, [language.make_doc(phrase) for phrase in phrases])
    return language, matcher, meaning


LONG_NAME, NEAR = 12, 88
"""Letters from which the name of a benefit may be misspelt, and how like it must be, of 100."""


@cache
def _long_names() -> dict[int, dict[str, dict[str, str]]]:
    """The long names of benefits by number of words and first letter, and what they mean."""
    found: dict[int, dict[str, dict[str, str]]] = {}
    for value, phrases in terms()["benefit"].items():
        for phrase in phrases:
            if len(phrase) >= LONG_NAME and " " in phrase:
                by_letter = found.setdefault(len(phrase.split()), {})
                by_letter.setdefault(phrase[0], {})[phrase] = f"benefit:{value}"
    return found


def _misspelt(doc) -> list:
    words = [token for token in doc if not token.is_punct]
    found = []
    for count, by_letter in _long_names().items():
        for first, last in zip(words, words[count - 1 :]):
            if not (names := by_letter.get(first.text[0])):
                continue
            text = doc[first.i : last.i + 1].text
            hit = process.extractOne(text, names.keys(), scorer=fuzz.ratio, score_cutoff=NEAR)
            if hit:
                label = names[hit[0]]
                found.append(spacy.tokens.Span(doc, first.i, last.i + 1, label=label))
    return found


_LOOKED_FOR = {"service_kind": "looked for", "need": "looked for"}
"""Entities of which only the longest counts: a `deaf club` is company, no job club."""


def find_terms(text: str) -> list[dict]:
    """The entities of `data/terms.yml` in a text, longest phrase first kept, in order."""
    language, matcher, meaning = _matcher()
    small = text.lower() if len(text.lower()) == len(text) else text
    doc = language.make_doc(small.replace("-", " "))
    spans = [spacy.tokens.Span(doc, start, end, label=name) for name, start, end in matcher(doc)]
    spans += _misspelt(doc)
    found = []
    kinds = {name: _LOOKED_FOR.get(meaning[name][0], meaning[name][0]) for name in meaning}
    for kind in sorted({kinds[span.label_] for span in spans}):
        own = [span for span in spans if kinds[span.label_] == kind]
        for span in spacy.util.filter_spans(own):
            entity, value = meaning[span.label_]
            found.append(
                {"entity": entity, "value": value, "start": span.start_char, "end": span.end_char}
            )
    return sorted(found, key=lambda item: item["start"])


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class NamedTerms(EntityExtractorMixin, GraphComponent):
    """Adds the entities of `data/terms.yml` and the schemes."""

    def __init__(self, config: Dict[Text, Any]) -> None:
        self._config = config
        _matcher()

    @classmethod
    def create(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> GraphComponent:
        return cls(config)

    def _find(self, text: Text) -> List[Dict[Text, Any]]:
        return find_terms(text)

    def process(self, messages: List[Message]) -> List[Message]:
        for message in messages:
            if text := message.get(TEXT):
                found = self.add_extractor_name(self._find(text))
                message.set(ENTITIES, message.get(ENTITIES, []) + found, add_to_output=True)
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        return training_data


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class NamedPlaces(NamedTerms):
    """Adds places: postcodes, outcodes, boroughs and neighbourhoods, misspelt ones too."""

    def __init__(self, config: Dict[Text, Any]) -> None:
        self._config = config
        self._spotter = Spotter(places_of(settings().folder))
        self._spotter.spot("x")

    def _find(self, text: Text) -> List[Dict[Text, Any]]:
        return [
            {"entity": "location", "value": name, "start": start, "end": end}
            for name, start, end in self._spotter.spot(text)
        ]
