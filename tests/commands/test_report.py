"""`alongside evaluate --report`: two pictures, from figures alone."""

from pathlib import Path

import pytest

from bot.commands.report import draw
from bot.errors import PlainError

ROWS = [
    {"intent": "greet", "also": []},
    {"intent": "thank", "also": ["goodbye"]},
    {"intent": "atw_what"},
]
FIGURES = {
    "n": 3,
    "calibration": {"ece": 0.1, "bins": [{"from": 0.9, "n": 3, "confidence": 0.95, "right": 0.67}]},
    "predictions": [{"intent": "greet"}, {"intent": "goodbye"}, {"intent": "menu"}],
}


def test_two_pictures_are_drawn(tmp_path: Path) -> None:
    files = draw(FIGURES, ROWS, tmp_path / "new" / "report")
    assert [file.name for file in files] == ["reliability.png", "confusion.png"]
    assert all(file.read_bytes().startswith(b"\x89PNG") for file in files)


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file")
    with pytest.raises(PlainError):
        draw(FIGURES, ROWS, tmp_path / "taken")
