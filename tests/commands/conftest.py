"""The `alongside` command called as from a shell, an installation of one's own, a trained model."""

import os
import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from rich.console import Console

from bot import cli
from bot.commands.processes import Family, free_port
from bot.commands.train import train
from bot.directory import postcodes
from bot.settings import Settings, settings

WIDE = "300"


class Called(NamedTuple):
    code: int
    out: str
    err: str

    def sentence(self) -> str:
        """What stopped the command: one plain sentence or two, on one line, and nothing else."""
        assert self.code == 1
        (line,) = self.err.splitlines()
        assert line[0].isupper() and line.endswith(".") and "Error" not in line
        return line


@pytest.fixture
def alongside(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture, tmp_path: Path
) -> Iterator[Callable[..., Called]]:
    """Call a command in this process, in an installation of its own, up to where it would start."""
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    monkeypatch.setattr(Family, "start", lambda family: pytest.fail("it starts"))
    monkeypatch.setenv("COLUMNS", WIDE)
    # Made when the module was read, as wide as the terminal of that moment.
    monkeypatch.setattr(cli, "out", Console(width=int(WIDE)))
    monkeypatch.setattr(cli, "console", Console(stderr=True, width=int(WIDE)))
    monkeypatch.setenv("ALONGSIDE_FOLDER", str(tmp_path / "var"))
    for name in ("PORT", "RASA_PORT", "ACTIONS_PORT"):
        monkeypatch.setenv(f"ALONGSIDE_{name}", str(free_port()))

    def call(*words: str, **variables: str) -> Called:
        for name, value in variables.items():
            monkeypatch.setenv(f"ALONGSIDE_{name}", value)
        monkeypatch.setattr(sys, "argv", ["alongside", *words])
        settings.cache_clear()
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            cli.main()
        said = capsys.readouterr()
        return Called(ended.value.code or 0, said.out, said.err)

    yield call
    settings.cache_clear()
    for number, handler in before.items():
        signal.signal(number, handler)


@pytest.fixture
def chosen(alongside: Callable, tmp_path: Path) -> Settings:
    """The settings of the installation that `alongside` works in."""
    return Settings(_env_file=None, folder=tmp_path / "var")


@pytest.fixture
def no_postcodes(monkeypatch: pytest.MonkeyPatch) -> None:
    """An installation without the postcode table, which takes seconds to build."""
    monkeypatch.setattr(postcodes, "build", lambda target: 0)
    monkeypatch.setattr(postcodes, "find", lambda table, postcode: None)


@pytest.fixture(scope="session")
def trained() -> Settings:
    """The project's own settings, with a model that fits the training data."""
    chosen = Settings(_env_file=None, models=os.environ.get("ALONGSIDE_MODELS", "models"))
    train(chosen, Console(quiet=True))
    return chosen


@pytest.fixture
def quiet_console() -> Console:
    return Console(quiet=True)
