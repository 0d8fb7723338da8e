"""The project's own examples of intents, read without Rasa."""

import json
from functools import cache
from typing import NamedTuple

import yaml

from bot.settings import PROJECT

FOLDER = PROJECT / "data" / "nlu"
FOLLOW_UPS = PROJECT / "data" / "follow_ups"


class FollowUp(NamedTuple):
    """A message after an answer: the intent of that answer, the question that led to it, the message,
    and the intent whose answer serves now. `says`: the passages of it that answer best, if somebody
    chose them, each as the answer's id and the text as it stands there."""

    topic: str
    question: str
    text: str
    target: str
    says: list[list[str]] = []


@cache
def examples() -> tuple[tuple[str, str], ...]:
    """Every example of `data/nlu`: its text and its intent, in the order of the files."""
    return tuple(
        (text, block["intent"])
        for file in sorted(FOLDER.glob("*.yml"))
        for block in yaml.safe_load(file.read_text("utf-8"))["nlu"]
        if block.get("intent")
        for line in block["examples"].splitlines()
        if (text := line.strip().removeprefix("- ").strip())
    )


@cache
def follow_ups() -> tuple[FollowUp, ...]:
    """Every example of a message in the middle of a talk, in the order of the files."""
    return tuple(
        FollowUp(**json.loads(line))
        for file in sorted(FOLLOW_UPS.glob("*.jsonl"))
        for line in file.read_text("utf-8").splitlines()
    )


def together(question: str, text: str) -> str:
    """The message with the question before it in front."""
    return f"{question}. {text}" if question else text
