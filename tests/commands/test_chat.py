"""`alongside chat` as a real process: one JSON object a turn, and nothing left behind."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.settings import Settings


@pytest.fixture
def chat(trained: Settings, tmp_path: Path) -> Iterator[subprocess.Popen]:
    """The command with its temporary files under `tmp_path`."""
    process = subprocess.Popen(
        [sys.executable, "-m", "bot.cli", "chat", "--channel", "sms", "--json"],
        env={**os.environ, "TMPDIR": str(tmp_path), "ALONGSIDE_MODELS": str(trained.models.absolute())},
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    )  # fmt: skip
    yield process
    process.kill()
    process.wait()


def say(chat: subprocess.Popen, text: str) -> dict:
    chat.stdin.write(f"{text}\n")
    chat.stdin.flush()
    return json.loads(chat.stdout.readline())


def test_a_talk_that_is_ended_from_outside_leaves_nothing_behind(
    chat: subprocess.Popen, tmp_path: Path
) -> None:
    turn = say(chat, "what is access to work")
    assert turn["channel"] == "sms" and turn["answers"] == ["atw_what"]
    assert list(tmp_path.glob("alongside-*"))
    chat.terminate()
    assert chat.wait(timeout=60) == 128 + 15
    assert not list(tmp_path.glob("alongside-*"))
