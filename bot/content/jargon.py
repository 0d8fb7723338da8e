"""Words of offices: each is explained where a person meets it for the first time."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from bot.content.yaml_lines import read_list
from bot.errors import PlainError

MOST_AT_ONCE = 3
"""Explanations put into one text: more would bury what it says."""


@dataclass(frozen=True)
class Term:
    """One word of jargon."""

    term: str
    means: str
    """What it is, without a full stop: `a cut to your benefit as a penalty`."""
    also: tuple[str, ...] = ()
    """Other spellings that mean the same."""
    known_by: tuple[str, ...] = ()
    """Words that, anywhere in the text, explain it already."""
    asked: bool = False
    """True for a word that is explained to whoever asks, and never unasked."""

    @cached_property
    def lowered(self) -> tuple[str, ...]:
        """Its spellings in small letters: a text that has none of them does not use it."""
        return tuple(name.lower() for name in (self.term, *self.also))

    @cached_property
    def pattern(self) -> re.Pattern:
        names = "|".join(re.escape(n) for n in sorted((self.term, *self.also), key=len)[::-1])
        # An abbreviation is one only in capitals; an ordinary word may begin a sentence.
        flags = 0 if self.term.isupper() else re.IGNORECASE
        return re.compile(rf"(?<![\w/.])(?:{names})(?![\w/]|\.\w)", flags)

    def explained_in(self, text: str, found: re.Match) -> bool:
        """True if the text itself says what it means."""
        before, after = text[: found.start()], text[found.end() :]
        return (
            after.lstrip().startswith("(")
            or before.rstrip().endswith("(")
            or before.count("(") > before.count(")")
            or self.said_in(text)
        )

    def said_in(self, text: str) -> bool:
        """True if words stand in the text that explain it."""
        return any(words.lower() in text.lower() for words in (self.means, *self.known_by))


@dataclass(frozen=True)
class Jargon:
    """All terms, the longest first."""

    terms: tuple[Term, ...] = ()

    def __iter__(self):
        return iter(self.terms)

    def named(self, words: str) -> Term | None:
        """The term that these words are, in any case; None if they are anything else."""
        wanted = words.lower()
        return next((term for term in self.terms if wanted in term.lowered), None)

    def unknown_in(self, text: str, known: Collection[str]) -> list[tuple[Term, re.Match]]:
        """Terms that the text uses without explaining them and the person was not told yet."""
        found, taken, lowered = [], [], text.lower()
        for term in self.terms:
            if not any(name in lowered for name in term.lowered):
                continue
            match = term.pattern.search(text)
            if (
                match is None
                or term.asked
                or term.term in known
                or any(m.start() <= match.start() < m.end() for m in taken)
            ):
                continue
            taken.append(match)
            if not term.explained_in(text, match):
                found.append((term, match))
        return sorted(found, key=lambda pair: pair[1].start())[:MOST_AT_ONCE]


_SENTENCE_END = re.compile(r"[.?!](?=\s|$)|$", re.MULTILINE)
_LINE_END = re.compile(r"$", re.MULTILINE)


def with_meanings(text: str, found: list[tuple[Term, re.Match]]) -> str:
    """The text with each meaning in brackets after the sentence its word stands in.

    Words in quotation marks are there to be copied: there the meaning comes after the whole line.
    """
    for term, match in reversed(found):
        start = text.rfind("\n", 0, match.start()) + 1
        quoted = '"' in text[start : _LINE_END.search(text, match.end()).start()]
        end = (_LINE_END if quoted else _SENTENCE_END).search(text, match.end()).end()
        text = f"{text[:end]} ({match[0][0].upper()}{match[0][1:]} means {term.means}.){text[end:]}"
    return text


def load_jargon(file: Path) -> Jargon:
    """Read jargon.yml. Raises PlainError with file and line if an entry is wrong."""
    if not file.exists():
        return Jargon()
    terms = []
    for entry in read_list(file):
        for name in ("term", "means"):
            if not isinstance(entry.need(name), str):
                raise PlainError(f"{entry.at(name)}: '{name}' must be words: put them in quotes.")
        terms.append(
            Term(
                entry.need("term"),
                entry.need("means"),
                tuple(str(w) for w in entry.get("also") or ()),
                tuple(str(w) for w in entry.get("known_by") or ()),
                bool(entry.get("asked")),
            )
        )
    return Jargon(tuple(sorted(terms, key=lambda t: -len(t.term))))
