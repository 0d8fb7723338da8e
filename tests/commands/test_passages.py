"""The answers are read beforehand, once; after that only what is new in them."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from rich.console import Console

from bot.commands import passages
from bot.dialogue import kept_vectors
from bot.nlu.encoder_file import WIDTH
from bot.settings import Settings


class Encoder:
    """Gives every text a vector of its own, and remembers which were asked for."""

    def __init__(self) -> None:
        self.read: list[str] = []

    def __call__(self, texts: list[str]) -> list[np.ndarray]:
        self.read += texts
        return [np.full(WIDTH, len(text), dtype="f4") for text in texts]


def test_only_new_texts_are_read_and_those_no_longer_said_are_dropped(tmp_path: Path) -> None:
    encoder = Encoder()
    kept_vectors.keep(tmp_path, ["one", "three"], encoder)
    kept_vectors.keep(tmp_path, ["three", "seventy"], encoder)
    assert encoder.read == ["one", "three", "seventy"]
    found = kept_vectors.load(tmp_path)
    assert {name: int(vector[0]) for name, vector in found.items()} == {
        kept_vectors.key("three"): 5,
        kept_vectors.key("seventy"): 7,
    }


@pytest.mark.parametrize(
    "spoil",
    [lambda file: file.write_bytes(file.read_bytes()[:40]), lambda file: file.write_text("no"),
     lambda file: file.write_bytes(b""), Path.unlink],
)  # fmt: skip
def test_a_broken_file_is_made_again(spoil: Callable[[Path], object], tmp_path: Path) -> None:
    kept_vectors.keep(tmp_path, ["one"], Encoder())
    spoil(tmp_path / kept_vectors.FILE)
    assert kept_vectors.load(tmp_path) == {}
    kept_vectors.keep(tmp_path, ["one"], again := Encoder())
    assert again.read == ["one"] and list(kept_vectors.load(tmp_path)) == [kept_vectors.key("one")]


def test_the_file_of_another_encoder_is_not_taken(tmp_path: Path) -> None:
    (tmp_path / "passages-encoder-6-00000000.npz").write_bytes(b"another")
    kept_vectors.keep(tmp_path, ["one"], Encoder())
    assert [file.name for file in tmp_path.iterdir()] == [kept_vectors.FILE]


def test_answers_that_were_read_are_not_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chosen = Settings(_env_file=None, folder=tmp_path, models=tmp_path / "models")
    chosen.models.mkdir()
    kept_vectors.keep(chosen.models, passages._texts(passages._today()), Encoder())
    monkeypatch.setattr(passages.subprocess, "run", None)
    passages.read_passages(chosen, Console(quiet=True))


def test_a_folder_that_cannot_be_written_stops_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    chosen = Settings(_env_file=None, folder=tmp_path, models=tmp_path / "a file")
    chosen.models.write_text("")
    passages.read_passages(chosen, Console())
    assert "the first follow-ups are slower" in capsys.readouterr().out
