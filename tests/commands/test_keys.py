"""The key files: made once for their owner only, and a plain sentence wherever one is wrong."""

import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.clock import Clock
from bot.commands.install import prepare
from bot.conversations.inbox import talk_with
from bot.installation import open_storage
from bot.privacy.keys import NAMES, key_file, load_keys, make_keys
from bot.privacy.vault import Vault
from bot.settings import Settings
from bot.storage.migrate import migrate

OTHER = "ab" * 32


@pytest.fixture
def keys(chosen: Settings) -> Path:
    """The folder of keys that are just made."""
    make_keys(chosen.keys)
    return chosen.keys


@pytest.fixture
def lived_in(keys: Path, chosen: Settings) -> Settings:
    """An installation in which somebody has written."""
    database = open_storage(chosen)
    migrate(database)
    with database.begin() as session:
        talk_with(session, Vault(load_keys(keys)), "sms", "+447700900123", Clock().now())
    database.close()
    return chosen


def test_keys_are_for_their_owner_only(keys: Path) -> None:
    assert {stat.S_IMODE(key_file(keys, name).stat().st_mode) for name in NAMES} == {0o600}
    assert stat.S_IMODE(keys.stat().st_mode) == 0o700


def test_keys_are_random_and_differ(keys: Path, tmp_path: Path) -> None:
    make_keys(tmp_path / "others")
    made = [
        getattr(load_keys(folder), name) for folder in (keys, tmp_path / "others") for name in NAMES
    ]
    assert len(set(made)) == 2 * len(NAMES)


def test_keys_are_made_once(keys: Path) -> None:
    before = load_keys(keys)
    assert make_keys(keys) is False
    assert load_keys(keys) == before


@pytest.mark.parametrize("name", NAMES)
def test_one_missing_key_is_named_and_not_made_again(
    name: str, keys: Path, alongside: Callable
) -> None:
    key_file(keys, name).unlink()
    said = alongside("start").sentence()
    assert f"{name}.key is missing" in said and "backup" in said
    assert not key_file(keys, name).exists()


def test_no_new_keys_are_made_beside_an_old_database(
    lived_in: Settings, alongside: Callable
) -> None:
    for name in NAMES:
        key_file(lived_in.keys, name).unlink()
    assert "put the keys back from your backup" in alongside("start").sentence()
    assert not any(key_file(lived_in.keys, name).exists() for name in NAMES)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("database", "The key database.key does not open"),
        ("master", "The master key does not fit what is stored"),
        ("lookup", "The lookup key does not fit what is stored"),
    ],
)
def test_a_wrong_key_is_named(
    name: str, said: str, lived_in: Settings, alongside: Callable
) -> None:
    key_file(lived_in.keys, name).write_text(OTHER)
    assert said in (sentence := alongside("start").sentence())
    assert "put the right" in sentence and OTHER not in sentence


@pytest.mark.parametrize("content", ["", "zz", "ab" * 31, "\udcff"])
def test_a_damaged_key_is_named(content: str, keys: Path, alongside: Callable) -> None:
    key_file(keys, "master").write_text(content, errors="surrogateescape")
    said = alongside("start").sentence()
    assert "master.key is damaged: put it back from your backup" in said


def test_a_key_that_others_can_read_is_named(keys: Path, alongside: Callable) -> None:
    key_file(keys, "master").chmod(0o640)
    said = alongside("start").sentence()
    assert f"can be read by others: run chmod 600 {key_file(keys, 'master')}" in said


def test_right_keys_are_accepted_again(
    lived_in: Settings, no_postcodes: None, quiet_console
) -> None:
    prepare(lived_in, quiet_console).close()
    prepare(lived_in, quiet_console).close()
