"""When the model is trained again: after a change in what it learns from, and only then."""

import json
import shutil
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from rich.console import Console

from bot.commands import train
from bot.commands.train import fingerprint, is_fresh, model_file
from bot.errors import PlainError
from bot.settings import PROJECT, Settings


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the project that may be changed."""
    copy = tmp_path / "project"
    for name in ("data", "policies", "bot/nlu"):
        shutil.copytree(PROJECT / name, copy / name)
    for name in ("config.yml", "domain.yml"):
        shutil.copy(PROJECT / name, copy / name)
    monkeypatch.setattr(train, "PROJECT", copy)
    return copy


@pytest.fixture
def chosen(project: Path, tmp_path: Path) -> Settings:
    """Settings with a model that was trained from the copy as it is."""
    chosen = Settings(_env_file=None, folder=tmp_path / "var", models=tmp_path / "models")
    chosen.models.mkdir()
    model_file(chosen).write_bytes(b"a model")
    record = {"fingerprint": fingerprint(), "sha256": train._hash(model_file(chosen))}
    (chosen.models / "alongside.json").write_text(json.dumps(record))
    assert is_fresh(chosen)
    return chosen


def touch(file: Path) -> None:
    file.write_text(file.read_text("utf-8") + "\n# changed\n", "utf-8")


@pytest.mark.parametrize(
    "name",
    ["data/answers/benefits.yml", "data/facts.yml", "data/programmes.yml",
     "data/services/services.csv"],
)  # fmt: skip
def test_a_changed_answer_needs_no_training(name: str, project: Path, chosen: Settings) -> None:
    touch(project / name)
    assert is_fresh(chosen)


@pytest.mark.parametrize(
    "name",
    ["data/nlu/benefits.yml", "data/rules/benefits.yml", "data/stories/journeys.yml", "domain.yml",
     "config.yml", "bot/nlu/intent.py", "policies/clarify.py"],
)  # fmt: skip
def test_changed_training_data_makes_the_model_stale(
    name: str, project: Path, chosen: Settings
) -> None:
    touch(project / name)
    assert not is_fresh(chosen)


def test_a_new_and_a_renamed_file_make_the_model_stale(project: Path, chosen: Settings) -> None:
    new = project / "data" / "nlu" / "new.yml"
    new.write_text("nlu: []\n")
    assert not is_fresh(chosen)
    new.unlink()
    assert is_fresh(chosen)
    (project / "data/nlu/benefits.yml").rename(project / "data/nlu/other.yml")
    assert not is_fresh(chosen)


@pytest.mark.parametrize("name", ["alongside.tar.gz", "alongside.json"])
def test_a_missing_file_of_the_model_means_training(name: str, chosen: Settings) -> None:
    (chosen.models / name).unlink()
    assert not is_fresh(chosen)


def test_a_damaged_model_is_told(chosen: Settings) -> None:
    model_file(chosen).write_bytes(b"half a mo")
    with pytest.raises(PlainError, match="is damaged: delete it and start again"):
        is_fresh(chosen)


def test_the_train_command_has_nothing_to_do(
    chosen: Settings, alongside: Callable, monkeypatch: pytest.MonkeyPatch
) -> None:
    called = alongside("train", MODELS=str(chosen.models))
    assert (called.code, called.out) == (0, "The model fits the training data; nothing to do.\n")


def test_training_that_fails_says_where_to_look(
    project: Path, chosen: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(train.sys, "executable", "/bin/false")
    with pytest.raises(PlainError, match=r"^Training failed: read .*train\.log, correct the data"):
        train.train(chosen, Console(quiet=True), force=True)
    assert is_fresh(chosen)


def test_a_training_that_is_stopped_leaves_the_old_model_whole(
    project: Path, chosen: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A Rasa that writes half a model and is then stopped with Ctrl-C."""
    rasa = tmp_path / "rasa"
    rasa.write_text(
        f"#!{sys.executable}\n"
        "import pathlib, sys\n"
        "out = pathlib.Path(sys.argv[sys.argv.index('--out') + 1])\n"
        "out.mkdir()\n"
        "(out / 'alongside.tar.gz').write_text('half')\n"
        "print(\"Starting to train component 'RulePolicy'\", flush=True)\n"
        "sys.stdin.read()\n"
    )
    rasa.chmod(0o755)
    monkeypatch.setattr(train.sys, "executable", str(rasa))
    monkeypatch.setattr(train, "_STEP", Interrupted())
    with pytest.raises(KeyboardInterrupt):
        train.train(chosen, Console(quiet=True), force=True)
    assert is_fresh(chosen)


class Interrupted:
    """Ctrl-C as soon as the training says something."""

    def search(self, line: str) -> None:
        raise KeyboardInterrupt


def test_a_second_training_waits_for_the_first_and_finds_its_work_done(
    chosen: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = chosen.models / "alongside.json"
    done = record.read_text()
    record.unlink()
    waits, trained = threading.Event(), []
    monkeypatch.setattr(train, "_train", lambda settings, console: trained.append(1))
    console = Console(quiet=True)
    monkeypatch.setattr(console, "print", lambda words: waits.set())
    second = threading.Thread(target=train.train, args=(chosen, console))
    with train._alone(chosen, Console(quiet=True)):
        second.start()
        assert waits.wait(10)
        record.write_text(done)
    second.join()
    assert trained == []
