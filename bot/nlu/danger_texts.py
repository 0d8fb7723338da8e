"""The texts that the second line for safety learns from, in `data/safety`."""

import zlib
from typing import NamedTuple

import yaml

from bot.settings import PROJECT

FOLDER = PROJECT / "data" / "safety"
_LISTS = {
    "crisis": "crisis",
    "other_person": "other",
    "figures_of_speech": "figures",
    "ordinary": "ordinary",
}


class Text(NamedTuple):
    """One text. `kind`: crisis (the writer's), other (somebody else's), figures (sounds alike, is
    not) or ordinary. `style` is the way of writing, empty in the plain lists."""

    text: str
    kind: str
    style: str


def is_taught(text: str, style: str) -> bool:
    """True of the two thirds that the danger layers of the encoder may learn from.

    Whole ways of writing are left out together, so that the thresholds, which are counted on the
    rest, are those for somebody new. The choice does not change when texts are added.
    """
    return zlib.crc32((style or text).encode()) % 3 != 0


def danger_texts() -> list[Text]:
    """All of them: the plain lists, in which "! " marks a plain statement, and those by style.

    A style is a way of writing or a theme; no two files share one.
    """
    found = []
    for name, kind in _LISTS.items():
        for line in (FOLDER / f"{name}.txt").read_text("utf-8").splitlines():
            if line.strip() and not line.startswith("#"):
                found.append(Text(line.removeprefix("! ").strip(), kind, ""))
    for file in sorted(FOLDER.glob("*.yml")):
        for style, kinds in yaml.safe_load(file.read_text("utf-8")).items():
            found += [Text(text, kind, style) for kind, texts in kinds.items() for text in texts]
    return found
