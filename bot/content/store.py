"""The answer store: what Alongside says, read from `data/answers/`, live without a restart."""

import contextlib
import re
import threading
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import structlog

from bot.content.facts import Facts, load_facts
from bot.content.yaml_lines import Entry, read_list
from bot.errors import PlainError

log = structlog.get_logger()

PAIR = re.compile(r"\[\[(.+?)\|(.+?)\]\]", re.DOTALL)
"""`[[with a {figure} | without it]]`"""
FIGURE = re.compile(r"\{([a-z0-9_]+)\}")

NEVER_WITHHELD = (
    "crisis", "crisis.after", "crisis_other", "safeguarding", "urgent_hardship", "medical_question",
)  # fmt: skip
"""Answers that keep people safe: always there, and shown even when their review is overdue."""

FORMS = ("plain", "sms", "easy_read", "more", "more_sms")
STOPS = ("benefits_adviser", "community_partner", "employment_rights", "emergency")


@dataclass(frozen=True)
class Source:
    publisher: str
    title: str
    url: str | None
    date: str


@dataclass(frozen=True)
class Answer:
    """One answer in all its forms."""

    id: str
    title: str
    forms: dict[str, str]
    sources: tuple[Source, ...] = ()
    reviewed: date | None = None
    review_by: date | None = None
    reviewer: str | None = None
    careful: bool = False
    """Benefits and law: ends with `check with an adviser` until a reviewer stands there."""
    next: tuple[str, ...] = ()
    choices: tuple[dict, ...] = ()
    """A question with numbered choices: each {label, intent, entities}."""
    stop: dict = field(default_factory=dict)
    where: str = ""

    def overdue(self, today: date) -> bool:
        late = self.review_by is not None and today > self.review_by
        return late and self.id not in NEVER_WITHHELD


class Store:
    """All answers of a folder. `get` falls back from `intent.part` to `intent`."""

    def __init__(self, answers: dict[str, Answer], facts: Facts) -> None:
        self._answers, self.facts = answers, facts

    def __contains__(self, name: str) -> bool:
        return name in self._answers

    def __iter__(self):
        return iter(self._answers.values())

    def get(self, name: str) -> Answer | None:
        return self._answers.get(name)

    def best(self, name: str, parts: list[str]) -> Answer | None:
        """The most fitting variant: `name.part` for the first part that has one, else `name`."""
        for part in parts:
            if answer := self._answers.get(f"{name}.{part}"):
                return answer
        return self._answers.get(name)

    def scheme(self, name: str) -> str:
        """The variant of `programme_old` for the scheme of this name; empty if there is none."""
        for answer in self._answers.values():
            if answer.id.startswith("programme_old.") and answer.title == name:
                return answer.id.partition(".")[2]
        return ""

    def fill(self, text: str, today: date) -> str:
        """The text with today's figures; a pair without one falls back to its undated side."""

        def choose(match: re.Match) -> str:
            with_figure, without = match[1].strip(), match[2].strip()
            names = FIGURE.findall(with_figure)
            facts = {name: self.facts.on(name, today) for name in names}
            if not all(facts.values()):
                return without
            return FIGURE.sub(lambda m: facts[m[1]].show, with_figure)

        return PAIR.sub(choose, text)


def load_store(data: Path) -> Store:
    """Read everything under `data`. Raises PlainError with file and line at the first fault."""
    facts = load_facts(data / "facts.yml")
    answers: dict[str, Answer] = {}
    for file in sorted((data / "answers").glob("*.yml")):
        for entry in read_list(file):
            _add(answers, _answer(entry), entry)
    for entry in read_list(data / "programmes.yml"):
        _add(answers, _programme(entry), entry)
    for name in NEVER_WITHHELD:
        if name not in answers:
            raise PlainError(
                f"data/answers has no answer '{name}', which keeps people safe: add it."
            )
    for answer in answers.values():
        _check_figures(answer, facts)
    return Store(answers, facts)


def _add(answers: dict[str, Answer], answer: Answer, entry: Entry) -> None:
    if answer.id in answers:
        raise PlainError(f"{entry.where}: the id '{answer.id}' stands twice: rename one.")
    answers[answer.id] = answer


def _answer(entry: Entry) -> Answer:
    forms = {name: str(entry.get(name)).strip() for name in FORMS if entry.get(name)}
    if "plain" not in forms:
        raise PlainError(f"{entry.where}: 'plain' is missing: write what is said.")
    for name, text in forms.items():
        if re.search(r"<[a-zA-Z/!]", text):
            raise PlainError(f"{entry.where}: '{name}' holds HTML: write plain words.")
    stop = entry.get("stop") or {}
    if stop and stop.get("to") not in STOPS:
        raise PlainError(f"{entry.where}: stop.to must be one of {', '.join(STOPS)}.")
    return Answer(
        id=str(entry.need("id")),
        title=str(entry.get("title") or entry.need("id")),
        forms=forms,
        sources=tuple(_source(item, entry) for item in entry.get("sources") or ()),
        reviewed=_day(entry, "reviewed"),
        review_by=_day(entry, "review_by"),
        reviewer=entry.get("reviewer"),
        careful=bool(entry.get("careful")),
        next=tuple(entry.get("next") or ()),
        choices=tuple(_choice(item, entry) for item in entry.get("choices") or ()),
        stop=stop,
        where=entry.where,
    )


def _choice(item: dict, entry: Entry) -> dict:
    if not isinstance(item, dict) or not item.get("label") or not item.get("intent"):
        raise PlainError(f"{entry.where}: each choice needs a label and an intent.")
    return {
        "label": item["label"],
        "intent": item["intent"],
        "entities": item.get("entities") or {},
    }


def _programme(entry: Entry) -> Answer:
    """A scheme is the variant `programme_old.<id>` of the answer about schemes."""
    return Answer(
        id=f"programme_old.{entry.need('id')}",
        title=str(entry.need("name")),
        forms={"plain": str(entry.need("plain")).strip(), "sms": str(entry.need("sms")).strip()},
        sources=tuple(_source(item, entry) for item in entry.get("sources") or ()),
        reviewed=_day(entry, "reviewed"),
        review_by=_day(entry, "review_by"),
        next=("programme_support", "talk_to_human"),
        where=entry.where,
    )


def _source(item: dict, entry: Entry) -> Source:
    if not isinstance(item, dict) or not item.get("publisher"):
        raise PlainError(f"{entry.where}: each source needs a publisher.")
    return Source(
        str(item["publisher"]),
        str(item.get("title") or ""),
        item.get("url"),
        str(item.get("date") or "not stated"),
    )


def _day(entry: Entry, name: str) -> date | None:
    value = entry.get(name)
    if value is not None and not isinstance(value, date):
        raise PlainError(f"{entry.where}: {name} must be a day such as 2026-11-21.")
    return value


def _check_figures(answer: Answer, facts: Facts) -> None:
    for name, text in answer.forms.items():
        for figure in FIGURE.findall(text):
            if figure not in facts:
                raise PlainError(
                    f"{answer.where}: '{name}' uses the figure '{figure}', "
                    "which facts.yml does not have."
                )
        if FIGURE.search(PAIR.sub("", text)):
            raise PlainError(
                f"{answer.where}: a figure in '{name}' has no undated side: "
                "write [[sentence with {figure} | sentence without it]]."
            )
        if "[[" in PAIR.sub("", text):
            raise PlainError(
                f"{answer.where}: '{name}' opens [[ and does not close it with | and ]]."
            )


class LiveStore:
    """The store, read again when a file changes; a broken file never replaces a working one."""

    def __init__(self, data: Path) -> None:
        self._data, self._lock = data, threading.Lock()
        self._stamp = self._now()
        self._store = load_store(data)

    def _now(self) -> tuple:
        files = [*(self._data / "answers").glob("*.yml"), *self._data.glob("*.yml")]
        stamps = []
        for file in files:
            with contextlib.suppress(FileNotFoundError):
                stamps.append((str(file), file.stat().st_mtime_ns))
        return tuple(sorted(stamps))

    def current(self) -> Store:
        with self._lock:
            stamp = self._now()
            if stamp != self._stamp:
                self._stamp = stamp
                try:
                    self._store = load_store(self._data)
                except PlainError as error:
                    log.error("answers_kept", reason=str(error))
                except Exception as error:
                    # Whatever a half-written file does, people go on getting the last good answers.
                    log.error("answers_kept", reason=type(error).__name__)
            return self._store
