"""The drawings of Easy Read: one SVG file each, whose `<title>` is its text alternative."""

import re
from functools import lru_cache
from pathlib import Path

from bot.settings import PROJECT

FOLDER = PROJECT / "data" / "pictures"
_TITLE = re.compile(r"<title>([^<]+)</title>")


@lru_cache(maxsize=1)
def pictures() -> dict[str, str]:
    """Name of each drawing -> its text alternative."""
    return pictures_in(FOLDER)


def pictures_in(folder: Path) -> dict[str, str]:
    found = {}
    for file in sorted(folder.glob("*.svg")):
        title = _TITLE.search(file.read_text("utf-8"))
        found[file.stem] = title[1].strip() if title else file.stem.replace("_", " ")
    return found
