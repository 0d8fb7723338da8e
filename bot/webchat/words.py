"""From the plain text of a message to HTML: paragraphs, lists, line breaks, links. No mark-up.

Whatever somebody typed is shown as they typed it: every character is escaped.
"""

import re
from datetime import datetime, timedelta
from itertools import groupby

from markupsafe import Markup, escape

from bot.clock import LONDON

_LINK = re.compile(r"https?://[^\s<>\"']+")
_NUMBERED = re.compile(r"\d+\. ")


def html_of(text: str, *, ours: bool) -> Markup:
    """The text in blocks. What a person wrote (`ours` false) gets line breaks and nothing else."""
    blocks = (block for block in re.split(r"\n[ \t]*\n", text) if block.strip())
    make = _block if ours else _as_typed
    return Markup("").join(make(block.strip("\n").split("\n")) for block in blocks)


def _as_typed(lines: list[str]) -> Markup:
    return Markup("<p>{}</p>").format(Markup("<br>").join(lines))


def _block(lines: list[str]) -> Markup:
    """One paragraph; lines that start with `- ` become a list where they stand."""
    runs = groupby(lines, key=lambda line: line.startswith("- "))
    return Markup("").join((_list if item else _paragraph)(list(run)) for item, run in runs)


def _list(lines: list[str]) -> Markup:
    items = (Markup("<li>{}</li>").format(_with_links(line[2:])) for line in lines)
    return Markup("<ul>{}</ul>").format(Markup("").join(items))


def _paragraph(lines: list[str]) -> Markup:
    made = [_with_links(line) for line in lines]
    if len(made) > 1 and _NUMBERED.match(lines[0]):
        made[0] = Markup("<strong>{}</strong>").format(made[0])
    return Markup("<p>{}</p>").format(Markup("<br>").join(made))


def _with_links(line: str) -> Markup:
    made, end = Markup(""), 0
    for match in _LINK.finditer(line):
        url = match[0].rstrip(".,;:!?)")
        made += escape(line[end : match.start()]) + Markup('<a href="{0}">{0}</a>').format(url)
        end = match.start() + len(url)
    return made + escape(line[end:])


def time_words(moment: datetime, now: datetime) -> str:
    """`2:05pm`, `yesterday at 2:05pm`, `21 November at 2:05pm`, with the year if it is another."""
    there, here = moment.astimezone(LONDON), now.astimezone(LONDON)
    clock = there.strftime("%I:%M%p").lstrip("0").lower()
    if there.date() == here.date():
        return clock
    if there.date() == here.date() - timedelta(days=1):
        return f"yesterday at {clock}"
    year = f" {there.year}" if there.year != here.year else ""
    return f"{there.day} {there.strftime('%B')}{year} at {clock}"
