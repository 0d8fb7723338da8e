"""A file that is no whole database any more is told apart from one that somebody else has open."""

from pathlib import Path

import pytest

from bot.errors import PlainError
from bot.storage.engine import open_database
from tests import databases


def test_half_a_database_is_said_to_be_damaged(tmp_path: Path, capfd) -> None:
    databases.sqlite(tmp_path).close()
    whole = (tmp_path / "t.db").read_bytes()
    (tmp_path / "half.db").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(PlainError, match="half.db is damaged: put it back from your backup"):
        open_database(None, tmp_path / "half.db", databases.KEY)
    # Nothing but our own sentence is said.
    assert capfd.readouterr() == ("", "")
