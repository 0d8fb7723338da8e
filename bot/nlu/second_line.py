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
import re
from typing import Any, Dict, List, Optional, Text

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.danger_judges import FILE, INTENTS, Learnt, counts_of, evidence, learn, mark, shipped
from bot.nlu.encoder import danger_vector_of
from bot.nlu.ngrams import each_text
from bot.safety import screen
from bot.safety.mourning import mourns

DANGER = "danger"
"""Key of the verdict in a message: {"name", "confidence", "level": "sure" or "ask"}."""
PLAIN = -7.0
"""Where the screen found it said in plain words, the person is asked from these log-odds on."""
PASSING = 5.0
"""How much plainer danger must be in one sentence of a message than in the whole (log-odds)."""
FEW_WORDS, IN_FEW_WORDS = 6, 1.7
"""In so few words, in which the screen found nothing, danger must be so much plainer (log-odds) not to
be asked about first: `nothing near me`, `wont they be cross`. It costs one of 720 crisis texts."""
PLAINLY, AT_THE_MARGIN = 0.4, 2.0
"""Where the intents see a matter of work, money or a place first, from this confidence on, danger must
be so much plainer (log-odds) not to be asked about first. At the margin alone: what is sure is sure."""
CLEARLY = 0.9
MATTERS = (
    "benefits_", "atw_", "job_club_", "disclosure_", "adjustments_", "discrimination", "programme_", "in_work",
    "cv_", "self_employment", "training_", "i_am_employer", "employer_", "find_service",
)  # fmt: skip
ABOUT_US = ("privacy", "community_partner_what", "menu")
SENTENCES = "sentence_vectors"
"""Key of the vectors of a message's sentences, where it has several (`bot.nlu.passages`)."""
_FILE = "second_line.npz"
_SENTENCE = re.compile(r"(?<=[.!?;])\s+|\n")
_FEWEST_WORDS, _MOST_SENTENCES = 4, 16
_LONG_SENTENCE, _CUT_FROM, _CUT_AT = 28, 7, 16
"""Words: a sentence this long is cut, before a joining word from so many on, anywhere at so many."""
_JOINING = frozenset("and but so then cos because when while if or now last he she they i".split())


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class SecondLine(GraphComponent):
    """Decides alone about danger: puts it first where it is sure of it, marks it where it is likely."""

    def __init__(
        self,
        storage: ModelStorage,
        resource: Resource,
        learnt: Optional[Learnt] = None,
    ) -> None:
        self._storage, self._resource, self._learnt = storage, resource, learnt

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
            return cls(model_storage, resource, Learnt.opened(folder / _FILE))

    @staticmethod
    def fingerprint_addon(config: Dict[Text, Any]) -> Optional[Text]:
        """Rasa keeps trained parts; this one is stale when its texts change."""
        return mark() + (hashlib.sha256(FILE.read_bytes()).hexdigest() if FILE.exists() else "")

    def train(self, training_data: TrainingData) -> Resource:
        known = [e for e in training_data.intent_examples if e.get(TEXT)]
        texts, intents = [e.get(TEXT) for e in known], [e.get(INTENT) for e in known]
        self._learnt = shipped(zip(texts, intents)) or learn(
            texts, intents, [danger_vector_of(e) for e in known]
        )
        with self._storage.write_to(self._resource) as folder:
            self._learnt.keep(folder / _FILE)
        return self._resource

    def process(self, messages: List[Message]) -> List[Message]:
        for message in messages:
            settled = (message.get(INTENT) or {}).get("confidence") == 1.0
            if self._learnt and not settled and (text := message.get(TEXT)):
                self._judge(message, text)
        return messages

    def _judge(self, message: Message, text: Text) -> None:
        sentences = sentences_of(text)
        judges, limits = self._learnt.judges, self._learnt.limits
        counts, *parts = each_text(counts_of([text, *sentences]))
        vectors = message.get(SENTENCES) or []
        opinions = judges.opinions(counts, danger_vector_of(message))
        for part, vector in zip(parts, vectors, strict=True):
            # A long message about somebody else is mostly a carer's question: that is judged as a
            # whole.
            opinions[0] = max(opinions[0], judges.opinions(part, vector)[0] - PASSING)
        found = screen(text)
        opinions += evidence(found)
        kind = int(opinions.argmax())
        score, name = opinions[kind], list(INTENTS.values())[kind]
        if found.explicit and found.about == "self":
            name = "crisis"  # Said plainly of themselves, whoever else is named beside it.
        if found.explicit and PLAIN <= score < limits.ask:
            score, name = limits.ask, "crisis"
        # What the intent classifier thinks of danger does not count: figures of speech mislead it.
        ranking = [
            r for r in message.get("intent_ranking") or [] if r["name"] not in INTENTS.values()
        ]
        few = len(text.split()) <= FEW_WORDS and not (found.crisis or found.about)
        first = (message.get("intent_ranking") or [{"name": "", "confidence": 0.0}])[0]
        plain = first["name"].startswith(MATTERS) and first["confidence"] >= PLAINLY
        sure = limits.sure + (IN_FEW_WORDS if few else AT_THE_MARGIN if plain else 0.0)
        elsewhere = ranking and _is_clearly_else(ranking[0]) and not found.crisis
        if score >= sure or (score >= limits.ask and not elsewhere):
            # For the dead no help can be sent: whoever mourns them is asked about themselves.
            grief = not found.crisis and mourns(text)
            level = "sure" if score >= sure and not grief else "ask"
            chance = 1 / (1 + np.exp(-(limits.slope * score + limits.offset)))
            verdict = {"name": name, "confidence": float(chance)}
            message.set(DANGER, {**verdict, "level": level}, add_to_output=True)
            if level == "sure":
                rest = [{**r, "confidence": r["confidence"] * (1 - float(chance))} for r in ranking]
                ranking = [verdict, *rest]
        if ranking:
            message.set(INTENT, ranking[0], add_to_output=True)
            message.set("intent_ranking", ranking, add_to_output=True)


def _is_clearly_else(reading: Dict[Text, Any]) -> bool:
    """Whether a reading is so sure of a matter of work, money or a place, or of a question about us, that
    a mere doubt about danger is let be. No crisis text of `tests/safety/corpus` is read so surely."""
    return reading["confidence"] >= CLEARLY and reading["name"].startswith((*MATTERS, *ABOUT_US))


def sentences_of(text: Text) -> List[Text]:
    """The sentences of a message that has several, short ones left out, the last ones kept.

    Many people use no full stops: what is as long as three sentences is cut before a joining word.
    """
    parts = [p for s in _SENTENCE.split(text) for p in _cut(s) if len(p.split()) >= _FEWEST_WORDS]
    return parts[-_MOST_SENTENCES:] if len(parts) > 1 else []


def _cut(sentence: Text) -> List[Text]:
    words = sentence.split()
    if len(words) < _LONG_SENTENCE:
        return [sentence]
    parts: List[List[Text]] = [[]]
    for word in words:
        enough = len(parts[-1]) >= (_CUT_FROM if word.lower() in _JOINING else _CUT_AT)
        if enough:
            parts.append([])
        parts[-1].append(word)
    return [" ".join(part) for part in parts]
