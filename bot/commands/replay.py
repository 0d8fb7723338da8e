"""`alongside replay`: whole conversations from a file, through gateway, Rasa and actions.

A line is one conversation: {"id", "channel", "turns": [{"user", "before": [events]}]}. Each is
played by somebody new. Events: adviser_joins {name}, adviser_says {text}, adviser_hands_back,
adviser_closes, user_said {text}, no_adviser_available, time_passes {days|hours|minutes|seconds},
clock {at: ISO time}.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import track

from bot.channels.base import CHANNELS
from bot.clock import MovableClock
from bot.commands.harness import Partner, house
from bot.conversations.gateway import Gateway
from bot.errors import PlainError
from bot.settings import Settings


def read_lines(file: Path) -> list[dict[str, Any]]:
    """The JSON objects of a file, one a line. Raises PlainError with the line of a fault."""
    try:
        lines = file.read_text("utf-8").splitlines()
    except OSError as error:
        raise PlainError(f"{file} cannot be read ({error.strerror}).") from None
    except UnicodeDecodeError:
        raise PlainError(f"{file} is not UTF-8: save it again as UTF-8.") from None
    rows = []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError:
            raise PlainError(f"{file}, line {number}: this is not a JSON object.") from None
        if not isinstance(row, dict):
            raise PlainError(f"{file}, line {number}: this is not a JSON object.")
        rows.append(row)
    return rows


def play(gateway: Gateway, conversation: dict[str, Any]) -> dict[str, Any]:
    """One conversation with somebody new, from the present moment."""
    gateway.clock = MovableClock()
    channel = conversation.get("channel", "web")
    if channel not in CHANNELS:
        raise PlainError(f"Conversation {conversation.get('id')}: no channel '{channel}'.")
    partner = Partner(gateway, channel, f"replay-{conversation.get('id')}")
    turns = []
    for turn in conversation["turns"]:
        for event in turn.get("before") or ():
            partner.event(event)
        user = turn.get("user")
        turns.append(partner.nothing() if user is None else partner.say(user))
    return {"id": conversation.get("id"), "channel": channel, "turns": turns}


def replay(settings: Settings, file: Path, out: Path | None, console: Console) -> None:
    """Play all conversations of `file`; results go to `out` or to standard output."""
    conversations = read_lines(file)
    with house(settings, console) as gateway:
        results: Iterator = (play(gateway, c) for c in conversations)
        if out is None:
            for result in results:
                print(json.dumps(result, ensure_ascii=False), flush=True)
            return
        with out.open("w", encoding="utf-8") as handle:
            for result in track(results, "Replaying", len(conversations), console=console):
                handle.write(json.dumps(result, ensure_ascii=False) + "\n")
