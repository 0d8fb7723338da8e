"""What a person has deleted cannot be read again, from a backup either."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography.exceptions import InvalidTag
from fastapi.testclient import TestClient
from sqlalchemy import select

from bot.conversations import inbox
from bot.conversations.models import Address, Conversation, Message
from bot.storage.engine import Database
from tests.webchat.house import House


@pytest.fixture
def house(tmp_path: Path, database: Database) -> House:
    return House(tmp_path, database)


@pytest.fixture
def client(house: House) -> Iterator[TestClient]:
    with TestClient(house.app) as client:
        yield client


def sealed(house: House) -> list[tuple[str, bytes]]:
    """Every sealed field of the only conversation, as a backup would hold it."""
    with house.database.read() as session:
        row = session.scalars(select(Conversation)).one()
        bodies = session.scalars(select(Message.body)).all()
        addresses = session.scalars(select(Address.sealed)).all()
        found = [("body", body) for body in bodies] + [("address", a) for a in addresses]
        return [*found, ("state", row.state)]


def test_deleting_makes_every_old_ciphertext_unreadable(house, client):
    client.get("/")
    client.post("/message", data={"text": "my secret words", "once": "a"})
    backup = sealed(house)
    [conversation] = house.conversations()
    with house.database.read() as session:
        old = inbox.talk_of(session, house.gateway.vault, conversation).key
    assert "my secret words" in [old.open(*b)["text"] for b in backup if b[0] == "body"]

    assert "deleted" in client.post("/forget", headers={"Accept": "text/html"}).text

    with house.database.read() as session:
        assert session.scalars(select(Message)).all() == []
        assert session.scalars(select(Address)).all() == []
        talk = inbox.talk_of(session, house.gateway.vault, conversation)
        assert (talk.row.state, talk.row.tracker) == (None, None)
    for field, value in backup:
        with pytest.raises(InvalidTag):
            talk.key.open(field, value)
