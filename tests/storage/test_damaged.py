"""A database that cannot be opened: what is wrong is told apart, in one sentence."""

from pathlib import Path

import pytest
from sqlalchemy.engine import make_url

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


def test_a_postgresql_without_our_database_is_told_apart_from_none_at_all() -> None:
    url = databases.postgresql(tables=False)
    databases.drop(url)
    with pytest.raises(PlainError, match="no database of the name in ALONGSIDE_DATABASE_URL"):
        open_database(url, Path(), databases.KEY)
    nobody = make_url(url).set(host="127.0.0.1", port=1)
    with pytest.raises(PlainError, match="PostgreSQL does not answer"):
        open_database(nobody.render_as_string(hide_password=False), Path(), databases.KEY)
