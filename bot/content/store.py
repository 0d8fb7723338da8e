"""The answer store: what Alongside says, in all its forms, with its figures filled in by date."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from bot.content.facts import Facts
from bot.content.jargon import Jargon
from bot.content.schemes import Scheme, named_in
from bot.content.telling import Telling

PAIR = re.compile(r"\[\[(.+?)\|(.+?)\]\]", re.DOTALL)
"""`[[with a {figure} | without it]]`"""
FIGURE = re.compile(r"\{([a-z0-9_]+)\}")

NEVER_WITHHELD = (
    "crisis", "crisis.after", "crisis_other", "safeguarding", "urgent_hardship", "medical_question",
)  # fmt: skip
"""Answers that keep people safe: always there, and shown even when their review is overdue."""

NATIONS = ("England", "Scotland", "Wales", "Northern Ireland")


@dataclass(frozen=True)
class Source:
    publisher: str
    title: str
    url: str | None
    date: str


@dataclass(frozen=True)
class Line:
    """One line of Easy Read: one idea in words, and the name of the picture beside it."""

    picture: str
    say: str


@dataclass(frozen=True)
class Answer:
    """One answer in all its forms."""

    id: str
    title: str
    forms: dict[str, str]
    """Form (plain, sms, more) -> text."""
    easy_read: tuple[Line, ...] = ()
    summary: str = ""
    """One line without figures: for lists, and for while the answer waits to be reviewed."""
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
    covers: tuple[str, ...] = ()
    """Nations it is true for; empty: all of them."""
    which_area: dict[str, str] = field(default_factory=dict)
    """Form -> the words in it that ask for the area: left out where services of a place follow."""
    nations: dict[str, "Answer"] = field(default_factory=dict)
    """What is said instead in another nation."""
    where: str = ""

    def overdue(self, today: date) -> bool:
        late = self.review_by is not None and today > self.review_by
        return late and self.id not in NEVER_WITHHELD

    @property
    def checked_by_nobody(self) -> bool:
        return self.careful and not self.reviewer


class Store:
    """All answers of a folder."""

    def __init__(
        self,
        answers: dict[str, Answer],
        facts: Facts,
        schemes: tuple[Scheme, ...] = (),
        jargon: Jargon | None = None,
        telling: Telling | None = None,
    ) -> None:
        self._answers, self.facts, self.schemes = answers, facts, schemes
        self.jargon, self.telling = jargon or Jargon(), telling or Telling()

    def __contains__(self, name: str) -> bool:
        return name in self._answers

    def __iter__(self) -> Iterator[Answer]:
        return iter(self._answers.values())

    def get(self, name: str) -> Answer | None:
        return self._answers.get(name)

    def best(self, name: str, parts: list[str]) -> Answer | None:
        """The most fitting variant: `name.part` for the first part that has one, else `name`."""
        for part in parts:
            if answer := self._answers.get(f"{name}.{part}"):
                return answer
        return self._answers.get(name)

    def scheme(self, text: str) -> Scheme | None:
        """The scheme, old or new, that a text names, in any spelling near enough."""
        return named_in(text, self.schemes)

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


def undated(text: str) -> str:
    """The text without any figure that can go out of date."""
    return PAIR.sub(lambda match: match[2].strip(), text)
