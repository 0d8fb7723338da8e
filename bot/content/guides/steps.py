"""How a guide moves: from what was said so far and one new message to the next thing to say.

Pure: the state is plain JSON and travels in a slot of the tracker. A guide asks its questions one at
a time, takes answers in any order, takes them back, takes `I don't know`, and leaves every message
that is not for it to the rest of the assistant.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bot.content.guides import words

Answers = dict[str, Any]
State = dict[str, Any]
"""{"open": guide, "asked": question or None, "answers": {guide: Answers}, "missed": n}"""
Item = dict[str, Any]
"""What the gateway is to say: {"guide", "step": ask|missed|result|left|..., "question", "answers"}"""

UNSURE = "unsure"
"""The value of an answer that the person does not know."""
SKIPPED = ""
"""The value of a free answer that was left out."""
SURE = 0.6
"""From this confidence on, another intent is followed in place of an open question."""
FEW_WORDS = 9
"""A message this short may be a correction of a finished guide."""
LONGEST = 600
"""Characters of a free answer that are kept."""


@dataclass(frozen=True)
class Heard:
    """One message as the assistant understood it. `choice`: a button or number that was picked.

    `before`: the topic of the message before it. `kept`: benefits that the person told of before.
    """

    text: str
    intent: str = ""
    confidence: float = 0.0
    entities: tuple[tuple[str, Any], ...] = ()
    choice: str = ""
    before: str = ""
    kept: tuple[str, ...] = ()

    def named(self, entity: str) -> list[str]:
        return [value for name, value in self.entities if name == entity]


def nothing(heard: Heard, answers: Answers) -> list[str]:
    return []


def always(answers: Answers) -> bool:
    return True


@dataclass(frozen=True)
class Question:
    """One thing a guide asks."""

    id: str
    read: Callable[[Heard, Answers], list[str]] = nothing
    """The answers to it that a message names."""
    choices: tuple[str, ...] = ()
    """Values of the numbered choices, in their order."""
    many: bool = False
    """True if there can be several answers at once."""
    free: bool = False
    """True if the answer is kept in the person's own words."""
    yes: str = ""
    no: str = ""
    """What a plain yes or no means; empty if it means nothing."""
    keep_as: str = ""
    """Where the words that answered it are kept as well."""
    needed: Callable[[Answers], bool] = always


@dataclass(frozen=True)
class Guide:
    """A short talk. `commands`: what can be asked of it besides answering, with its words."""

    id: str
    questions: tuple[Question, ...]
    command_in: Callable[[str], str] = lambda text: ""

    def question(self, name: str | None) -> Question | None:
        return next((q for q in self.questions if q.id == name), None)

    def next_question(self, answers: Answers) -> Question | None:
        return next((q for q in self.questions if q.id not in answers and q.needed(answers)), None)


AGAIN = {"repeat": "repeat", "simpler": "simpler", "more_detail": "explain"}
"""Intents that ask for the open question once more, and how it is then said."""
PASSES = (
    "talk_to_human", "handover_chase", "handover_cancel", "stop_messages", "delete_my_data",
    "get_my_data", "start_over", "menu", "change_format", "change_language", "bot_challenge", "who_runs_this", "complaint_about_us", "privacy",
)  # fmt: skip
"""Intents about the talk itself: never an answer to a question of ours."""
PASSES_FREE = (
    "talk_to_human", "handover_chase", "handover_cancel", "stop_messages", "delete_my_data",
    "get_my_data", "start_over", "menu",
)  # fmt: skip
"""The same where the answer is in the person's own words: `captions` is an answer there."""
_FOR_A_PERSON = re.compile(
    r"\b(?:talk|speak|chat|want|need|get|give|real|human|call|ring|can i|could i|may i|let me|someone|somebody)\b"
    r"|^(?:an? |the )?(?:person|adviser|advisor|partner)(?: please| pls| now)?$"
)
VERY_SURE = 0.85
IDLE = ("affirm", "deny", "inform_place", "inform_benefit", "out_of_scope", "thank", "greet", "")
"""Intents that say nothing about another topic: a message with one of these was meant for us."""


@dataclass
class Move:
    """One message taken by a guide: the state after it and what to say."""

    state: State
    item: Item


def start(guide: Guide, state: State, heard: Heard, known: Answers | None = None) -> Move:
    """Begin a guide, or take it up again where it was left; what the first message says counts.

    `known`: what is answered by the way it was asked for.
    """
    answers = dict(state.get("answers", {}).get(guide.id) or {})
    if guide.next_question(answers) is None:
        answers = {}
    resumed = bool(answers)
    answers.update(known or {})
    _read_all(guide, answers, heard, replace=True, keep_words=False)
    begins = {"resumed": True} if resumed else {"begins": True}
    return _on(guide, state, answers, begins)


def take(guide: Guide, state: State, heard: Heard) -> Move | None:
    """What an open guide makes of a message; None if the message is not for it."""
    answers = dict(state["answers"].get(guide.id) or {})
    asked = guide.question(state.get("asked"))
    if heard.choice:
        return _choose(guide, state, answers, heard)
    if words.is_leaving(heard.text):
        return left(guide, state)
    if asked and words.is_carrying_on(heard.text):
        return again(guide, state, answers)
    if command := guide.command_in(heard.text):
        return Move(
            {**state, "missed": 0}, {"guide": guide.id, "step": command, "answers": answers}
        )
    if asked is None:
        return _corrected(guide, state, answers, heard)
    if asked.free:
        return _free(guide, state, answers, asked, heard)
    return _answered(guide, state, answers, asked, heard)


def again(guide: Guide, state: State, answers: Answers) -> Move:
    """The open question as it was put."""
    item = {"guide": guide.id, "step": "ask", "question": state["asked"], "answers": answers}
    return Move(state, item)


def _once_more(guide: Guide, state: State, answers: Answers, heard: Heard) -> Move:
    """The open question in the same words, in easier ones, or with the reason for it."""
    step = AGAIN[heard.intent]
    item = {"guide": guide.id, "step": step, "question": state["asked"], "answers": answers}
    return Move(state, item)


def left(guide: Guide, state: State) -> Move:
    """Out of the guide; what was said is kept in case the person comes back."""
    return Move(paused(state), {"guide": guide.id, "step": "left"})


def paused(state: State) -> State:
    """The state with no question open; `last` is where `carry on` goes back to."""
    last = state.get("open") or state.get("last")
    return {**state, "open": None, "asked": None, "missed": 0, "last": last}


def _answered(
    guide: Guide, state: State, answers: Answers, asked: Question, heard: Heard
) -> Move | None:
    """An answer to a question with fixed answers, perhaps to others too."""
    text = heard.text
    other_topic = heard.confidence >= SURE and heard.intent not in IDLE
    if words.asks_back(text):
        return None
    if words.is_question(text) and not words.is_following(text) and other_topic:
        return None
    if heard.intent in AGAIN and heard.confidence >= SURE:
        return _once_more(guide, state, answers, heard)
    named = asked.read(heard, answers)
    away = heard.intent in PASSES_FREE and heard.confidence >= VERY_SURE
    if heard.intent in PASSES and heard.confidence >= SURE and (away or not named):
        return None
    before = dict(answers)
    if words.is_unsure(text):
        answers[asked.id] = UNSURE
    elif asked.yes and words.is_yes(text):
        answers[asked.id] = asked.yes
    elif asked.no and words.is_no(text):
        answers[asked.id] = [asked.no] if asked.many else asked.no
    elif numbers := _numbers(asked, text):
        answers[asked.id] = numbers if asked.many else numbers[0]
    _read_all(guide, answers, heard, replace=words.is_correction(text))
    if _only_goes_back(guide, before, answers, text):
        answers = before
    if answers != before:
        return _on(guide, state, answers, _changed(before, answers, asked))
    if other_topic:
        return None
    missed = state.get("missed", 0) + 1
    item = {"guide": guide.id, "step": "missed", "question": asked.id, "missed": missed}
    return Move({**state, "missed": missed}, item)


def _only_goes_back(guide: Guide, before: Answers, after: Answers, text: str) -> bool:
    """A longer story that names again what was answered before, and answers nothing that is open."""
    if len(text.split()) <= FEW_WORDS or words.is_correction(text) or words.is_added(text):
        return False
    return all(q.id in before for q in guide.questions if q.id in after)


def _free(
    guide: Guide, state: State, answers: Answers, asked: Question, heard: Heard
) -> Move | None:
    """An answer in the person's own words: kept as it is, whatever it looks like to a classifier."""
    text = heard.text.strip()
    short = heard.confidence >= VERY_SURE and len(text.split()) <= FEW_WORDS
    if heard.intent in AGAIN and short:
        return _once_more(guide, state, answers, heard)
    if heard.intent in PASSES_FREE and short and not _only_names_a_person(heard):
        return None
    before = dict(answers)
    _read_all(guide, answers, heard, replace=True)
    if answers != before:
        return _on(guide, state, answers, _changed(before, answers, asked))
    if text.endswith("?") or (
        words.is_question(text) and heard.confidence >= SURE and heard.intent not in IDLE
    ):
        return None
    if words.is_skip(text) or words.is_unsure(text):
        answers[asked.id] = SKIPPED
    else:
        answers[asked.id] = text[:LONGEST]
    return _on(guide, state, answers, {})


def _only_names_a_person(heard: Heard) -> bool:
    """`Jo, my adviser` says who does something; `can I talk to an adviser` asks for one."""
    return heard.intent == "talk_to_human" and not _FOR_A_PERSON.search(words.plain(heard.text))


def _corrected(guide: Guide, state: State, answers: Answers, heard: Heard) -> Move | None:
    """After the result: `actually I am on ESA`, `and what about a course?`"""
    text = heard.text
    bare = heard.intent in ("inform_benefit", "") or words.is_following(text)
    if len(text.split()) > 2 * FEW_WORDS or not (bare or words.is_correction(text)):
        return None
    if heard.intent in PASSES and heard.confidence >= SURE:
        return None
    before = dict(answers)
    replace = words.is_correction(text) or not words.is_added(text)
    _read_all(guide, answers, heard, replace=replace)
    if answers == before:
        return None
    return _on(guide, state, answers, _changed(before, answers, None))


def _choose(guide: Guide, state: State, answers: Answers, heard: Heard) -> Move:
    """A choice that the gateway put: `question=value`, `again`, or the name of a step."""
    name, _, value = heard.choice.partition("=")
    if name == "again":
        return _on(guide, state, {}, {})
    question = guide.question(name)
    if question is None:
        return Move({**state, "missed": 0}, {"guide": guide.id, "step": name, "answers": answers})
    before = dict(answers)
    if value == "again":
        answers.pop(name, None)
    else:
        answers[name] = [value] if question.many and value != UNSURE else value
        _drop_unneeded(guide, answers)
    return _on(guide, state, answers, _changed(before, answers, question))


def _on(guide: Guide, state: State, answers: Answers, more: Item) -> Move:
    """To the next question, or to the result when nothing is left to ask."""
    _drop_unneeded(guide, answers)
    question = guide.next_question(answers)
    kept = {**state.get("answers", {}), guide.id: answers}
    asked = question.id if question else None
    now = {"open": guide.id, "asked": asked, "answers": kept, "missed": 0}
    step = {"step": "ask", "question": question.id} if question else {"step": "result"}
    return Move(now, {"guide": guide.id, **step, "answers": answers, **more})


def _read_all(
    guide: Guide, answers: Answers, heard: Heard, *, replace: bool, keep_words: bool = True
) -> None:
    """Put in every answer that the message names, to whichever question."""
    for question in guide.questions:
        values = question.read(heard, answers)
        if not values:
            continue
        if not question.many:
            if replace or question.id not in answers or answers[question.id] == UNSURE:
                answers[question.id] = values[0]
        elif replace or not isinstance(answers.get(question.id), list):
            answers[question.id] = values
        else:
            answers[question.id] = list(dict.fromkeys([*answers[question.id], *values]))
        if question.keep_as and keep_words:
            answers[question.keep_as] = heard.text.strip()[:LONGEST]


def _drop_unneeded(guide: Guide, answers: Answers) -> None:
    """Without answers to questions that another answer has made pointless."""
    for question in guide.questions:
        others = {name: value for name, value in answers.items() if name != question.id}
        if question.id in answers and not question.needed(others):
            del answers[question.id]


def _numbers(asked: Question, text: str) -> list[str]:
    """`1 and 3`: the choices of these numbers, if the message holds nothing else."""
    said = words.plain(text).replace("/", " ").split()
    if not said or not all(word.isdecimal() or word in ("and", "or", "option") for word in said):
        return []
    numbers = [int(word) for word in said if word.isdecimal() and len(word) < 3]
    if any(not 1 <= n <= len(asked.choices) for n in numbers):
        return []
    return [asked.choices[n - 1] for n in numbers]


def _changed(before: Answers, after: Answers, asked: Question | None) -> Item:
    """Which earlier answers a message has changed, so that the person is told."""
    changed = [
        name
        for name, value in after.items()
        if name in before and before[name] != value and (asked is None or name != asked.id)
    ]
    return {"changed": changed} if changed else {}
