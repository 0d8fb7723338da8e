"""Reading messages with the trained model, in a process of its own as `alongside evaluate` does."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.settings import PROJECT


@pytest.fixture(scope="session")
def figures_of(tmp_path_factory: pytest.TempPathFactory) -> Callable[[list[dict]], dict]:
    """The figures of `evaluate --json` for labelled rows; the model is trained if it is stale."""

    def read(rows: list[dict]) -> dict:
        file: Path = tmp_path_factory.mktemp("messages") / "rows.jsonl"
        file.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
        done = subprocess.run(
            [sys.executable, "-W", "ignore", "-m", "bot.cli", "evaluate", str(file), "--json"],
            cwd=PROJECT, capture_output=True, text=True,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr[-3000:]
        return json.loads(done.stdout)

    return read
