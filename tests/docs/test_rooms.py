"""Which room may import from which: a new arrow is drawn on purpose, here, or not at all.

`bot.app`, `bot.cli` and `bot.commands` put the rooms together and may import all of them. The few
modules at the top of `bot` (clock, crash, errors, installation, settings) serve every room.
"""

import ast
from pathlib import Path

import pytest

from bot.settings import PROJECT

SERVANTS = {"clock", "crash", "errors", "installation", "settings"}
ROOMS: dict[str, set[str]] = {
    "safety": set(),
    "privacy": set(),
    "content": set(),
    "storage": set(),
    "cases": {"privacy", "storage"},
    "directory": {"storage"},
    "dialogue": {"content", "nlu", "privacy"},
    "nlu": {"content", "directory", "safety"},
    "conversations": {
        "cases", "channels", "content", "dialogue", "directory", "privacy", "safety", "storage",
    },
    "channels": {"cases", "content", "conversations"},
    "webchat": {
        "cases", "channels", "content", "conversations", "privacy", "safety", "storage",
    },
    "console": {
        "cases", "channels", "content", "conversations", "dialogue", "directory", "privacy",
        "safety", "storage", "webchat",
    },
    "actions": {"content", "directory"},
    "policies": {"content"},
}  # fmt: skip
"""`storage` imports the tables of every room for Alembic's sake (migrations/env.py), nothing else."""


def files_of(room: str) -> list[Path]:
    folder = PROJECT / room if room in ("actions", "policies") else PROJECT / "bot" / room
    return [f for f in sorted(folder.rglob("*.py")) if f.parts[-2:] != ("migrations", "env.py")]


def rooms_in(file: Path) -> set[str]:
    """The rooms that a file imports from."""
    found = set()
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom) and node.module:
            names = [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
        for name in names:
            top, _, rest = name.partition(".")
            if top in ("actions", "policies"):
                found.add(top)
            elif top == "bot" and rest:
                found.add(rest.partition(".")[0])
    return found - SERVANTS


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_imports_only_from_the_rooms_below_it(room: str) -> None:
    files = files_of(room)
    assert files
    astray = {
        str(file.relative_to(PROJECT)): arrows
        for file in files
        if (arrows := rooms_in(file) - ROOMS[room] - {room})
    }
    assert astray == {}


def test_every_room_is_in_the_table() -> None:
    folders = {f.name for f in (PROJECT / "bot").iterdir() if (f / "__init__.py").exists()}
    assert folders - {"commands"} == set(ROOMS) - {"actions", "policies"}
