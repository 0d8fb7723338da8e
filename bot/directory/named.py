"""Organisations that a message names: by their full name, a short one, or what people call them."""

import re
import time
from dataclasses import dataclass, field
from functools import cache

import yaml
from sqlalchemy import select

from bot.directory.models import Organisation
from bot.directory.signs import DWP
from bot.settings import PROJECT
from bot.storage.engine import Database

LONGEST = 12
"""Words of a name at most."""
LATELY_SECONDS = 60.0
"""So long names that were read are used: a change is seen after that time."""
_SHORT = re.compile(r"[A-Z][A-Za-z]*[A-Z][A-Za-z]*|[A-Z]\d[A-Z]")
"""What is in brackets is a name if it looks like one: `AoD`, `KCIL`."""
_NOT_NAMES = {"NHS", "UK", "DWP", "BEST", "IPS"}


@dataclass(frozen=True)
class Named:
    """Which organisations a name may mean, and where it stands in the message."""

    ids: tuple[str, ...]
    words: str
    everyday: bool
    """The name is an everyday word too."""


@dataclass
class Names:
    """The names of the list, read anew once a minute."""

    database: Database
    _ids: dict[str, tuple[str, ...]] = field(default_factory=dict)
    _until: float = 0.0

    def find(self, text: str) -> Named | None:
        """The longest name in the text; None if it has none."""
        words, ids = plain_name(text).split(), self._read()
        for width in range(min(LONGEST, len(words)), 0, -1):
            for start in range(len(words) - width + 1):
                name = " ".join(words[start : start + width])
                if found := ids.get(name):
                    return Named(found, name, name in _everyday())
        return None

    def _read(self) -> dict[str, tuple[str, ...]]:
        if time.monotonic() < self._until:
            return self._ids
        query = select(Organisation.id, Organisation.name).where(Organisation.closed.is_(False))
        with self.database.read() as session:
            rows = [(id, name) for id, name in session.execute(query) if not DWP.search(name)]
        found: dict[str, list[str]] = {}
        for id, name in rows:
            for form in names_of(name):
                found.setdefault(form, []).append(id)
        by_name = {name: id for id, name in rows}
        for short, name in _known()["also"].items():
            if name in by_name and by_name[name] not in found.get(short, ()):
                found.setdefault(short, []).append(by_name[name])
        self._ids = {name: tuple(dict.fromkeys(ids)) for name, ids in found.items()}
        self._until = time.monotonic() + LATELY_SECONDS
        return self._ids


def plain_name(text: str) -> str:
    """`St John's Deaf Club` as it is compared: small letters and figures, one space between words."""
    text = text.lower().replace("’", "'").replace("&", " and ").replace("'", "")
    return " ".join(re.findall(r"[^\W_]+", text))


def names_of(name: str) -> set[str]:
    """The forms of a name: whole, without what is in brackets, and a short name in brackets."""
    brief = re.sub(r"\s*\([^)]*\)", "", name).strip()
    found = {plain_name(name), plain_name(brief), plain_name(brief).removeprefix("the ")}
    for inside in re.findall(r"\(([^)]*)\)", name):
        of_same = inside.split()[0] == brief.split()[0] if inside.split() else False
        if of_same or (_SHORT.fullmatch(inside) and inside not in _NOT_NAMES):
            found.add(plain_name(inside))
    return {form for form in found if len(form) > 2}


@cache
def _known() -> dict:
    return yaml.safe_load((PROJECT / "data/services/short_names.yml").read_text("utf-8"))


@cache
def _everyday() -> frozenset[str]:
    return frozenset(_known()["everyday"])
