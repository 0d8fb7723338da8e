"""The benefit and activity matrix, data/benefits_safety.yml: read, and every fault named by its line."""

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from bot.content.gsm import is_gsm
from bot.content.store import PAIR, Source
from bot.content.yaml_lines import Entry, plain, read_mapping
from bot.errors import PlainError

FIELDS = ("voluntary", "sanction", "money", "report", "reassess")
STRICT = ("no", "advisable", "yes", "always")
"""How strongly an adviser comes first, the mildest first."""
NOT_CHECKED = "I have no checked answer. Ask an adviser."
NOT_CHECKED_RISK = "There may be one. I have no checked answer: ask an adviser first."
"""Of a sanction: silence would sound like `none`."""


@dataclass(frozen=True)
class Cell:
    """What one activity means for one benefit."""

    benefit: str
    activity: str
    said: dict[str, str]
    advice_first: str
    unverified: tuple[str, ...]
    sources: tuple[Source, ...]

    def tell(self, name: str) -> str:
        """The words of a field; what nobody has checked is not told as fact."""
        if name not in self.unverified:
            return self.said[name]
        return NOT_CHECKED_RISK if name == "sanction" else NOT_CHECKED


@dataclass(frozen=True)
class Matrix:
    """The whole of data/benefits_safety.yml."""

    benefits: dict[str, dict[str, Any]]
    activities: dict[str, dict[str, Any]]
    cells: dict[tuple[str, str], Cell]
    reviewed: date
    review_by: date
    reviewer: str | None


def load_matrix(file: Path) -> Matrix:
    """Read the matrix. Raises PlainError that says on which line to write what."""
    top = read_mapping(file)
    sources = {entry.need("id"): _source(entry) for entry in top.entries("sources")}
    benefits = {entry.need("id"): _row(entry, _BENEFIT) for entry in top.entries("benefits")}
    activities = {entry.need("id"): _row(entry, _ACTIVITY) for entry in top.entries("activities")}
    cells: dict[tuple[str, str], Cell] = {}
    for entry in top.entries("cells"):
        cell = _cell(entry, sources)
        key = cell.benefit, cell.activity
        if cell.benefit not in benefits or cell.activity not in activities:
            raise PlainError(
                f"{entry.where}: there is no benefit '{cell.benefit}' or no activity "
                f"'{cell.activity}': write one that stands above."
            )
        if key in cells:
            raise PlainError(f"{entry.where}: {key[0]} and {key[1]} stand twice: keep one.")
        cells[key] = cell
    for benefit in benefits:
        for activity in activities:
            if (benefit, activity) not in cells:
                raise PlainError(
                    f"{file.name}: there is no cell for {benefit} and {activity}: write one."
                )
    for name in ("reviewed", "review_by"):
        if type(top.need(name)) is not date:
            raise PlainError(f"{top.at(name)}: '{name}' must be a day such as 2026-11-21.")
    return Matrix(
        benefits, activities, cells, top.need("reviewed"), top.need("review_by"),
        top.get("reviewer"),
    )  # fmt: skip


_BENEFIT = {
    "name": str,
    "short": str,
    "office": str,
    "how": str,
    "pay": str,
    "stops": list,
    "coach": bool,
}
_ACTIVITY = {"name": str, "doing": str, "paid": bool, "words": list}
_KINDS = {str: "words in quotes", list: "a list", bool: "true or false"}


def _row(entry: Entry, fields: dict[str, type]) -> dict[str, Any]:
    for name, kind in fields.items():
        value = entry.data.get(name)
        if not isinstance(value, kind) or value in ("", []):
            raise PlainError(f"{entry.at(name)}: '{name}' must be {_KINDS[kind]}: write it.")
        if isinstance(value, str):
            _clean(entry, name, value)
    return plain(entry.data)


def _source(entry: Entry) -> Source:
    url = entry.get("url")
    if url is not None and not re.match(r"https?://[^\s\"'<>]+$", str(url)):
        raise PlainError(f"{entry.at('url')}: 'url' must begin with https:// or be null.")
    day = str(entry.get("date") or "not stated")
    return Source(entry.need("publisher"), entry.need("title"), url, day)


def _cell(entry: Entry, sources: dict[str, Source]) -> Cell:
    said = {name: entry.need(name) for name in FIELDS}
    for name, words_of_it in said.items():
        if not isinstance(words_of_it, str):
            raise PlainError(f"{entry.at(name)}: '{name}' must be words: put them in quotes.")
        _clean(entry, name, words_of_it)
    _one_of(entry, "advice_first", [entry.need("advice_first")], STRICT)
    _one_of(entry, "unverified", entry.get("unverified"), FIELDS)
    _one_of(entry, "sources", entry.need("sources"), tuple(sources))
    return Cell(
        entry.need("benefit"), entry.need("activity"), said, entry.need("advice_first"),
        tuple(entry.need("unverified") if entry.get("unverified") else ()),
        tuple(sources[name] for name in entry.need("sources")),
    )  # fmt: skip


def _one_of(entry: Entry, name: str, values: Any, known: tuple[str, ...]) -> None:
    if not isinstance(values, list):
        raise PlainError(f"{entry.at(name)}: '{name}' must be a list such as [].")
    for value in values:
        if value not in known:
            allowed = ", ".join(known)
            raise PlainError(f"{entry.at(name)}: '{value}' in '{name}' must be one of {allowed}.")


def _clean(entry: Entry, name: str, text: str) -> None:
    if re.search(r"<[a-zA-Z/!]", text):
        raise PlainError(f"{entry.at(name)}: '{name}' holds HTML: write plain words.")
    if odd := [c for c in PAIR.sub("", text) if not is_gsm(c)]:
        raise PlainError(
            f"{entry.at(name)}: '{name}' has {odd[0]}, which one text cannot carry: "
            "use plain letters."
        )
