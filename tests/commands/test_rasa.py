"""The assistant with Rasa's own commands, as any Rasa developer calls them."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from bot.commands.train import model_file, quiet_environment
from bot.settings import PROJECT, Settings

STORIES = "tests/rasa/test_stories.yml"


def rasa(*words: str) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "rasa", *words],
        cwd=PROJECT, env=quiet_environment(), capture_output=True, text=True,
    )  # fmt: skip


def test_the_data_is_valid() -> None:
    done = rasa("data", "validate")
    assert done.returncode == 0, done.stderr[-3000:]


@pytest.fixture(scope="module")
def tried(trained: Settings, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What `rasa test core` writes about the stories."""
    out = tmp_path_factory.mktemp("results")
    done = rasa(
        "test", "core", "--stories", STORIES, "--model", str(model_file(trained)),
        "--out", str(out), "--no-plot", "--fail-on-prediction-errors",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
    return out


def test_no_story_fails(tried: Path) -> None:
    assert yaml.safe_load((tried / "failed_test_stories.yml").read_text()) is None


def test_every_story_was_tried(tried: Path) -> None:
    stories = yaml.safe_load((PROJECT / STORIES).read_text("utf-8"))["stories"]
    report = json.loads((tried / "story_report.json").read_text())["conversation_accuracy"]
    assert (report["correct"], report["total"]) == (len(stories), len(stories))
