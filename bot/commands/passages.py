"""Reading the answers beforehand, so that a question in the middle of a talk is answered at once.

Each passage of an answer is held against such a question by its vector (`bot.dialogue.closest`).
All of them take some twenty seconds, once; after that only texts that are new are read. Without this
everything works: whoever first asks on about an answer waits up to a second.
"""

import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import numpy as np
from rich.console import Console

from bot.clock import LONDON, Clock
from bot.commands.train import quiet_environment
from bot.content.blocks import all_as_read
from bot.content.load import load_store
from bot.dialogue.kept_vectors import forms, keep, key, load
from bot.nlu.examples import follow_ups, together
from bot.settings import PROJECT, Settings, settings


def read_passages(settings: Settings, console: Console) -> None:
    """Make the vectors that are missing, in a process of its own: Rasa's libraries come with it."""
    kept = load(settings.models)
    if all(key(text) in kept for text in _texts(_today())):
        return
    with console.status("Reading the answers"):
        done = subprocess.run(
            [sys.executable, "-W", "ignore", "-m", "bot.commands.passages"],
            cwd=PROJECT,
            env={**quiet_environment(), "ALONGSIDE_MODELS": str(settings.models.absolute())},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
    if done.returncode:
        console.print("The answers could not be read beforehand: the first follow-ups are slower.")


def _texts(day: date) -> Iterator[str]:
    for passage in all_as_read(load_store(PROJECT / "data"), day):
        yield from forms(passage)
    for example in follow_ups():
        if example.says:
            yield from (example.text, together(example.question, example.text))


def _today() -> date:
    return Clock().now().astimezone(LONDON).date()


def _units(texts: list[str]) -> list[np.ndarray]:
    # Rasa comes with it: only where there is something to read.
    from bot.dialogue.closest import units

    return units(texts)


def main(models: Path) -> None:
    """What the process of its own does."""
    keep(models, _texts(_today()), _units)


if __name__ == "__main__":
    main(settings().models)
