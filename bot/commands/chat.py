"""`alongside chat`: talk in the terminal through the whole way of a message."""

import json
import sys

from rich.console import Console

from bot.commands.harness import Partner, house
from bot.settings import Settings

NAMES = {"assistant": "Alongside", "adviser": "Adviser", "service": "Service"}


def chat(settings: Settings, channel: str, as_json: bool, console: Console) -> None:
    """Read lines until the end of input; print the replies, or one JSON object a turn."""
    with house(settings, console) as gateway:
        partner = Partner(gateway, channel, "terminal")
        if sys.stdin.isatty():
            console.print("Write a message. Ctrl-D ends the talk.")
        for line in sys.stdin:
            turn = partner.say(line.rstrip("\n"))
            if as_json:
                print(json.dumps(turn, ensure_ascii=False), flush=True)
                continue
            for reply in turn["replies"]:
                print(f"{NAMES[reply['author']]}: {reply['text']}\n", flush=True)
