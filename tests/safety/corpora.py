"""The messages the safety tests read. "! " marks one that says it plainly; "#" is a remark."""

from pathlib import Path
from typing import NamedTuple

_CORPUS = Path(__file__).parent / "corpus"


class Message(NamedTuple):
    text: str
    explicit: bool


def messages(name: str) -> list[Message]:
    lines = (_CORPUS / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return [
        Message(line.removeprefix("! "), line.startswith("! "))
        for line in lines
        if line.strip() and not line.startswith("#")
    ]
