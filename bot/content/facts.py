"""Dated figures. A figure out of its dates, or of low confidence, is never printed."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bot.content.yaml_lines import Entry, read_list
from bot.errors import PlainError


@dataclass(frozen=True)
class Fact:
    """One figure with the days it holds and where it comes from."""

    id: str
    show: str
    valid_from: date | None
    valid_to: date | None
    confidence: str
    record: bool
    """A figure about a past period: true for ever, its sentence names the period."""
    publisher: str
    title: str
    url: str | None

    def holds(self, today: date) -> bool:
        if self.confidence not in ("high", "medium"):
            return False
        if self.record:
            return True
        return (self.valid_from is None or self.valid_from <= today) and (
            self.valid_to is None or today <= self.valid_to
        )


class Facts:
    """All figures by id; several entries of one id are the same figure at different dates."""

    def __init__(self, facts: list[Fact]) -> None:
        self._by_id: dict[str, list[Fact]] = {}
        for fact in facts:
            self._by_id.setdefault(fact.id, []).append(fact)

    def __contains__(self, name: str) -> bool:
        return name in self._by_id

    def __iter__(self):
        return (fact for facts in self._by_id.values() for fact in facts)

    def on(self, name: str, today: date) -> Fact | None:
        """The figure that holds today, or None."""
        return next((f for f in self._by_id.get(name, ()) if f.holds(today)), None)


def load_facts(file: Path) -> Facts:
    """Read facts.yml. Raises PlainError with file and line if an entry is wrong."""
    return Facts([_fact(entry) for entry in read_list(file)])


def _fact(entry: Entry) -> Fact:
    get = entry.get
    confidence = get("confidence")
    if confidence not in ("high", "medium", "low"):
        raise PlainError(f"{entry.where}: confidence must be high, medium or low.")
    return Fact(
        id=entry.need("id"),
        show=str(entry.need("show")),
        valid_from=_day(entry, "valid_from"),
        valid_to=_day(entry, "valid_to"),
        confidence=confidence,
        record=bool(get("record")),
        publisher=entry.need("publisher"),
        title=entry.need("title"),
        url=get("url"),
    )


def _day(entry: Entry, name: str) -> date | None:
    value = entry.get(name)
    if value is None or isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        raise PlainError(f"{entry.where}: {name} must be a day such as 2026-04-06.") from None
