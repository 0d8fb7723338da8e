"""What a person chose is there the next time, unreadable in the database, and gone when deleted."""

import secrets
from datetime import UTC, datetime

import pytest
from cryptography.exceptions import InvalidTag
from sqlalchemy import update

from bot.conversations import inbox
from bot.conversations.models import Person
from bot.conversations.preferences import (
    Preferences,
    forget_preferences,
    keep_preferences,
    preferences_of,
)
from bot.privacy.keys import Keys
from bot.privacy.vault import Vault
from bot.storage.engine import Database

NOW = datetime(2026, 11, 24, 11, tzinfo=UTC)


@pytest.fixture
def vault() -> Vault:
    return Vault(Keys(*(secrets.token_bytes(32) for _ in range(4))))


@pytest.fixture
def person(database: Database, vault: Vault) -> str:
    with database.begin() as session:
        return inbox.new_talk(session, vault, "web", NOW).row.person_id


def test_somebody_who_chose_nothing_gets_plain_answers(database, vault, person):
    with database.read() as session:
        assert preferences_of(session, vault, person) == Preferences("plain", {})
        assert preferences_of(session, vault, "nobody") == Preferences()


def test_a_choice_is_there_the_next_time(database, vault, person):
    with database.begin() as session:
        keep_preferences(session, vault, person, Preferences("easy_read", {"size": "large"}))
    with database.read() as session:
        kept = preferences_of(session, vault, person)
        assert (kept.reply_form, kept.display) == ("easy_read", {"size": "large"})
        assert b"easy_read" not in session.get(Person, person).preferences


def test_a_choice_of_a_later_version_is_passed_over(database, vault, person):
    with database.begin() as session:
        row = session.get(Person, person)
        row.data_key = vault.new_key(person)
        data = {"reply_form": "easy_read", "holograms": True}
        row.preferences = vault.open_key(row.data_key, person).seal("preferences", data)
    with database.read() as session:
        assert preferences_of(session, vault, person).reply_form == "easy_read"


def test_a_damaged_choice_never_stops_an_answer(database, vault, person):
    with database.begin() as session:
        keep_preferences(session, vault, person, Preferences("easy_read"))
        session.execute(update(Person).values(preferences=b"x" * 40))
    with database.read() as session:
        assert preferences_of(session, vault, person) == Preferences()


def test_a_deleted_choice_cannot_be_read_from_a_backup(database, vault, person):
    with database.begin() as session:
        keep_preferences(session, vault, person, Preferences("easy_read"))
        backup = session.get(Person, person).preferences
        forget_preferences(session, person)
        keep_preferences(session, vault, person, Preferences())
        key = vault.open_key(session.get(Person, person).data_key, person)
        with pytest.raises(InvalidTag):
            key.open("preferences", backup)
