"""Where names settle what is meant, they do, after the classifier.

`SE15`, `ok. Croydon` or `im on pip` leave nothing to guess; a place with a kind of service is a
search; a wider need is an entity only where wider support is what is talked about.
"""

import re
from typing import Any, Dict, List, Optional, Text

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES, INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.content.duties import duty, is_under_caution

BARE = {"location": "inform_place", "benefit": "inform_benefit"}

_SEARCH = ("find_service", "inform_place", "more_detail")
ASKED_WITH = {
    "need": ("wider_support", "find_service"),
    "service_kind": _SEARCH,
    "access_need": _SEARCH,
}
"""Entities that mean something only with these intents; elsewhere the words are just words."""

_SMALL = {
    "location": set(
        "a actually am area around at borough by from hi hello i im in is it its live living london "
        "me mean meant my near nearer no not nr of ok okay please pls sorry station the then to tube ta "
        "yes yeah um er erm stop street bus rail council town centre south north east west".split()
    ),
    "benefit": set(
        "a am and at currently get getting have i im ive got just mean meant moment my new no not now of ok on only sorry actually "
        "receive receiving style the get's its it claim claiming both old plus with group yes please "
        "benefit benefits".split()
    ),
}

_SEARCHING = _SMALL["location"] | set(
    "any find finding need want looking for local list where there some good join go u have got "
    "you do can club clubs group groups help support services service".split()
)
_FOLLOWS = re.compile(
    r"^(?:and|or|but|so|ok|what|how|same|is (?:it|that|this) (?:the )?same)\b[^?]*\?*$"
)
_FOLLOWING = set(
    "and or but so what how about if was were else then is that this same for with too".split()
)
"""`And if I'm on ESA?`, `what about Croydon?`: the question before, for another benefit or place."""
_DENIED = re.compile(r"\b(?:not|isnt|isn't|no longer)\s+(?:on\s+|in\s+|near\s+)?$")
SAFETY = ("crisis", "crisis_other", "safeguarding")
SETTLED_ENOUGH = 0.89
"""Below 1, which is kept for what names settle, and below what lets a doubt about danger be."""
A_CHOICE, A_SANCTION = "job_club_voluntary", "benefits_sanction"


def without_denied(text: str, entities: list[dict]) -> list[dict]:
    """`Not ESA, PIP`: what is denied goes if another of its kind is named."""
    kept = []
    for entity in entities:
        others = [e for e in entities if e["entity"] == entity["entity"] and e is not entity]
        if not (others and _DENIED.search(text[: entity["start"]].lower())):
            kept.append(entity)
    return kept


def bare_intent(text: str, entities: list[dict]) -> Optional[Text]:
    """`inform_place` or `inform_benefit` if nothing else is said, else None."""
    follows = bool(_FOLLOWS.match(text.strip().lower()))
    if "?" in text and not follows:
        return None
    for entity, intent in BARE.items():
        spans = [(e["start"], e["end"]) for e in entities if e["entity"] == entity]
        if not spans:
            continue
        words = _words_beside(text, spans)
        small = _SMALL[entity] | _FOLLOWING if follows else _SMALL[entity]
        if len(words) <= 6 and all(word in small for word in words):
            return intent
    return None


def is_search(text: str, entities: list[dict]) -> bool:
    """`job club pekham`: a kind of service, a place, and nothing that asks something else."""
    named = [e for e in entities if e["entity"] in ("location", "service_kind", "access_need")]
    if {"location", "service_kind"} - {e["entity"] for e in named}:
        return False
    words = _words_beside(text, [(e["start"], e["end"]) for e in named])
    return len(words) <= 8 and all(word in _SEARCHING for word in words)


def _words_beside(text: str, spans: list[tuple[int, int]]) -> list[str]:
    rest = "".join(
        " " if any(start <= i < end for start, end in spans) else c for i, c in enumerate(text)
    )
    return re.findall(r"[^\W_]+", rest.lower().replace("'", ""))


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class SettledByNames(GraphComponent):
    """Sets the intent where the entities leave no doubt; drops entities that are beside the point."""

    @classmethod
    def create(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> GraphComponent:
        return cls()

    def process(self, messages: List[Message]) -> List[Message]:
        for message in messages:
            text = message.get(TEXT) or ""
            named = message.get(ENTITIES) or []
            entities = without_denied(text, named)
            said = (message.get(INTENT) or {}).get("name")
            intent = bare_intent(text, named)
            if is_search(text, named):
                intent = "find_service"
            elif said == "inform_place" and any(e["entity"] == "service_kind" for e in entities):
                intent = "find_service"
            elif said == "job_club_what" and any(e["entity"] == "location" for e in entities):
                # `Tell me about the job club in Barking`: that one, not what job clubs are.
                intent = "find_service"
            if intent is None and (asked := duty(text)):
                said = _no_choice(message, asked)
            if intent is None and is_under_caution(text) and said not in SAFETY:
                said = _in_front(message, "benefits_undeclared_work")
            kept = [
                e
                for e in entities
                if (intent or said) in ASKED_WITH.get(e["entity"], (intent or said,))
            ]
            message.set(ENTITIES, kept, add_to_output=True)
            if intent is None:
                continue
            sure = {"name": intent, "confidence": 1.0}
            others = [r for r in message.get("intent_ranking") or [] if r["name"] != intent]
            ranking = [sure, *({**r, "confidence": 0.0} for r in others)]
            message.set(INTENT, sure, add_to_output=True)
            message.set("intent_ranking", ranking, add_to_output=True)
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        return training_data


def _in_front(message: Message, intent: Text) -> Text:
    """Reads the message as this intent; the other readings stay behind it."""
    first = {"name": intent, "confidence": SETTLED_ENOUGH}
    rest = [
        {**r, "confidence": r["confidence"] * (1 - SETTLED_ENOUGH)}
        for r in message.get("intent_ranking") or ()
        if r["name"] != intent
    ]
    message.set(INTENT, first, add_to_output=True)
    message.set("intent_ranking", [first, *rest], add_to_output=True)
    return intent


def _no_choice(message: Message, asked: Text) -> Optional[Text]:
    """What was thought of a club's freedom is added to the duty, or to a sanction feared more; the
    first reading.

    Who is told that a club is their choice must not stay away from an interview for it.
    """
    readings = {r["name"]: r for r in message.get("intent_ranking") or ()}
    if club := readings.pop(A_CHOICE, None):
        none = {**club, "confidence": 0.0}
        name = max(asked, A_SANCTION, key=lambda n: readings.get(n, none)["confidence"])
        own = readings.get(name, {**none, "name": name})
        # Below 1: that is kept for what names settle.
        readings[name] = {**own, "confidence": min(own["confidence"] + club["confidence"], 0.99)}
        ranking = sorted(readings.values(), key=lambda reading: -reading["confidence"])
        message.set(INTENT, ranking[0], add_to_output=True)
        message.set("intent_ranking", ranking, add_to_output=True)
    return (message.get(INTENT) or {}).get("name")
