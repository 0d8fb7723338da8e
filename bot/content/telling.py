"""Words that give something away on a locked phone, where anybody near reads how a text begins."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from bot.content.yaml_lines import read_list
from bot.errors import PlainError

SHOWN = 40
"""Characters that a locked phone shows at least; many show more, none shows fewer."""


@dataclass(frozen=True)
class Telling:
    """All such words, in small letters; a `*` at the end stands for any ending."""

    words: tuple[str, ...] = ()

    @cached_property
    def _pattern(self) -> re.Pattern:
        longest_first = sorted(set(self.words), key=len, reverse=True)
        shapes = (re.escape(w).replace(r"\*", r"\w*").replace(r"\ ", r"\s+") for w in longest_first)
        return re.compile(rf"(?<!\w)(?:{'|'.join(shapes)})(?!\w)", re.IGNORECASE)

    def in_first_words(self, text: str) -> str:
        """The first such word that begins where a locked phone shows it; empty if none does."""
        if not self.words:
            return ""
        found = self._pattern.search(text)
        return found[0] if found and found.start() < SHOWN else ""

    def with_words(self, more: Iterable[str]) -> "Telling":
        return Telling((*self.words, *(word.strip().lower() for word in more)))


def load_telling(file: Path) -> Telling:
    """`telling.yml`. Raises PlainError that says where a fault stands."""
    words: list[str] = []
    for entry in read_list(file):
        listed = entry.get("words")
        if not isinstance(listed, list) or not all(str(word).strip(" *") for word in listed):
            raise PlainError(f"{entry.where}: 'words' must be a list of words.")
        words += (str(word) for word in listed)
    return Telling().with_words(words)
