"""Adjustments finder: from a barrier, not a diagnosis, to changes to ask for. data/adjustments.yml."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from bot.content.guides import words
from bot.content.guides.steps import UNSURE, Answers, Guide, Heard, Question
from bot.content.store import Source
from bot.content.yaml_lines import Entry, read_list
from bot.errors import PlainError
from bot.settings import PROJECT

MOST = 3
"""Barriers answered at once."""


@dataclass(frozen=True)
class Barrier:
    """Something at work that shuts people out, and what takes it away."""

    id: str
    name: str
    """After `The barrier is`."""
    words: tuple[str, ...]
    job: tuple[str, ...]
    """Adjustments at work; each can follow `I would like`."""
    interview: tuple[str, ...]
    grant: str
    """What Access to Work may pay for beyond the employer's duty; empty if nothing is known."""
    sources: tuple[Source, ...]

    def adjustments(self, where: str) -> tuple[str, ...]:
        return self.interview if where == "interview" else self.job


def load_barriers(file: Path) -> dict[str, Barrier]:
    """Read the barriers. Raises PlainError with the line of a fault."""
    return {entry.need("id"): _barrier(entry) for entry in read_list(file)}


def _barrier(entry: Entry) -> Barrier:
    for name in ("words", "job", "interview", "sources"):
        if not isinstance(entry.need(name), list):
            raise PlainError(f"{entry.where}: '{name}' must be a list.")
    return Barrier(
        entry.need("id"),
        entry.need("name"),
        tuple(map(str, entry.need("words"))),
        tuple(entry.need("job")),
        tuple(entry.need("interview")),
        entry.get("grant") or "",
        tuple(
            Source(
                s.need("publisher"),
                s.need("title"),
                s.get("url"),
                str(s.get("date") or "not stated"),
            )
            for s in entry.entries("sources")
        ),
    )


@cache
def _barriers() -> dict[str, Barrier]:
    return load_barriers(PROJECT / "data" / "adjustments.yml")


def barriers_in(text: str) -> list[str]:
    """The barriers that a text names, in order."""
    return words.find(text, {b.id: b.words for b in _barriers().values()})[:MOST]


_WORK = re.compile(r"\b(?:work|job|boss|manager|office|shifts?|interviews?|employer|colleagues?)\b")


def names_barrier_at_work(text: str) -> bool:
    """`I can't get there for nine`, `phone calls at work`: a barrier in more than one word.

    Of two words only with a word about work: `the bus` may be anything.
    """
    said = words.plain(text)
    named = [w for b in _barriers().values() for w in b.words if re.search(rf"\b{w}\b", said)]
    longest = max((len(w.split()) for w in named), default=0)
    return longest > 2 or (longest == 2 and bool(_WORK.search(said)))


def _read(heard: Heard, answers: Answers) -> list[str]:
    return barriers_in(heard.text)


def _where(heard: Heard, answers: Answers) -> list[str]:
    lexicon = {
        "interview": ["interview", "interviews", "interveiw", "assessment centre", "selection test"],
        "job": ["job", "work", "at work", "my job", "office", "boss", "manager", "shift", "shifts",
                "workplace", "both"],
    }  # fmt: skip
    found = words.find(heard.text, lexicon)
    return ["interview"] if "interview" in found else found[:1]


SHOWN = ("travel", "light_noise", "phone_calls", "reading_writing", "focus_memory", "tired_pain",
         "getting_in", "people")  # fmt: skip
"""Barriers offered as choices when none was named, or the words were not known."""

ADJUSTMENTS = Guide(
    "adjustments",
    (
        Question("barriers", _read, (*SHOWN, UNSURE), many=True, keep_as="said"),
        Question("where", _where, ("job", "interview")),
    ),
)


def chosen(barriers: dict[str, Barrier], answers: Answers) -> list[Barrier]:
    """The barriers to answer; none if the person could not say which."""
    names = answers["barriers"] if isinstance(answers["barriers"], list) else []
    return [barriers[name] for name in names if name in barriers][:MOST]


def asks(barriers: list[Barrier], where: str, most: int = 4) -> list[str]:
    """What to ask for: the first of each barrier before the second of any."""
    lists = [barrier.adjustments(where) for barrier in barriers]
    longest = max((len(each) for each in lists), default=0)
    in_turn = (each[i] for i in range(longest) for each in lists if i < len(each))
    return list(dict.fromkeys(in_turn))[:most]


def for_plan(answers: Answers) -> dict[str, str]:
    """What a finished finder puts into a plan that begins; empty before its end."""
    barriers = chosen(_barriers(), answers) if "barriers" in answers else []
    if not barriers:
        return {}
    named = " and ".join(barrier.name for barrier in barriers)
    wanted = asks(barriers, answers.get("where", "job"), 2)
    return {"barriers": answers.get("said") or named, "adjustments": "; ".join(wanted)}
