"""The project's own examples of intents, read without Rasa."""

from functools import cache

import yaml

from bot.settings import PROJECT

FOLDER = PROJECT / "data" / "nlu"


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
