"""Schemes old and new: finding the one a text names, and saying what became of it."""

import re
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz

STATUS = {
    "ended": "It has ended.",
    "closed_to_new": "It takes no new people.",
    "running": "It is running.",
    "unknown": "I could not confirm if it is running now.",
}
VOLUNTARY = {
    "yes": "It is voluntary: you choose.",
    "no": "Once you are sent, you must take part.",
    "mixed": "For some people it was a choice. For others it was not.",
    "unknown": "I could not confirm if people had a choice.",
}
VOLUNTARY_THEN = {**VOLUNTARY, "yes": "It was voluntary.", "no": "People who were sent had to go."}
ALIKE = 90
"""Likeness (0 to 100) from which a misspelt name is taken for the name."""
SHORTEST_MISSPELT = 7
"""Letters a name must have before a spelling near to it counts."""


@dataclass(frozen=True)
class Scheme:
    """One scheme; its texts are the answer `programme_old.<id>`."""

    id: str
    name: str
    names: tuple[str, ...]
    """All names and spellings, lower case, its own name too."""
    status: str
    years: str
    voluntary: str
    replaced_by: str | None

    @property
    def over(self) -> bool:
        return self.status in ("ended", "closed_to_new")


def named_in(text: str, schemes: tuple[Scheme, ...]) -> Scheme | None:
    """The scheme with the longest name in the text; else one whose spelling is near."""
    words = _plain(text).split()
    exact: tuple[int, Scheme] | None = None
    near: tuple[float, Scheme] | None = None
    padded = f" {' '.join(words)} "
    for scheme in schemes:
        for name in _names(scheme):
            if f" {name} " in padded:
                if exact is None or len(name) > exact[0]:
                    exact = (len(name), scheme)
            elif exact is None and len(name) >= SHORTEST_MISSPELT:
                likeness = _nearest(words, name)
                if likeness >= ALIKE and (near is None or likeness > near[0]):
                    near = (likeness, scheme)
    best = exact or near
    return best[1] if best else None


def what_became(scheme: Scheme, schemes: tuple[Scheme, ...]) -> str:
    """Years, status, what came after it and whether people had a choice, in plain sentences."""
    by_id = {s.id: s for s in schemes}
    said = [f"{scheme.name}: {scheme.years}." if scheme.years else f"{scheme.name}."]
    said.append(STATUS[scheme.status])
    later, seen = scheme, {scheme.id}
    while (later := by_id.get(later.replaced_by or "")) and later.id not in seen:
        seen.add(later.id)
        said.append(f"After it came {later.name}. {STATUS[later.status]}")
    said.append(is_voluntary(scheme))
    return " ".join(said)


def is_voluntary(scheme: Scheme) -> str:
    """Whether somebody can, or could, be made to take part."""
    return (VOLUNTARY_THEN if scheme.over else VOLUNTARY)[scheme.voluntary]


def _nearest(words: list[str], name: str) -> float:
    """How like the name the likest run of as many words is."""
    size = len(name.split())
    runs = {
        "".join(words[at : at + length])
        for length in {size, max(1, size - 1), size + 1}
        for at in range(len(words) - length + 1)
    }
    target = name.replace(" ", "")
    return max((fuzz.ratio(run, target, score_cutoff=ALIKE) for run in runs), default=0)


@lru_cache(maxsize=256)
def _names(scheme: Scheme) -> tuple[str, ...]:
    return tuple({_plain(name) for name in scheme.names})


def _plain(text: str) -> str:
    return " ".join(re.sub(r"[^\w\s]", " ", text.lower()).split())
