"""Easy Read: a text in lines, one idea each, with the name of a picture where there is one."""

import re
from collections.abc import Iterable

from bot.content.pictures import FOLDER as PICTURES
from bot.content.pictures import pictures
from bot.content.store import Line

__all__ = ["PICTURES", "Lines", "lines_of", "pictures", "sentences"]

_END = re.compile(r"(?<=[.?!])\s+(?=[A-Z\"'(])")
_NUMBERED = re.compile(r"(?:- |\d{1,2}\. )")


class Lines(str):
    """A text that knows its lines; everything else treats it as the text it is."""

    lines: tuple[Line, ...]

    def __new__(cls, lines: Iterable[Line], text: str = "") -> "Lines":
        kept = tuple(line for line in lines if line.say)
        made = super().__new__(cls, text or "\n".join(line.say for line in kept))
        made.lines = kept
        return made


def sentences(text: str) -> list[str]:
    """One sentence a line, for easier reading. The number of a list stays with its words."""
    lines: list[str] = []
    for line in text.splitlines():
        mark = _NUMBERED.match(line)
        start = mark.end() if mark else 0
        first, *others = _END.split(line[start:].strip())
        if first:
            lines += [line[:start].removeprefix("- ") + first, *others]
    return lines


def lines_of(parts: list[str]) -> list[Line]:
    """All parts of a message as lines; what has no Easy Read of its own comes without pictures."""
    found: list[Line] = []
    for part in parts:
        found += part.lines if isinstance(part, Lines) else [Line("", s) for s in sentences(part)]
    return found
