"""From the chat page to the console and back, on each backend."""

import re
from html import unescape
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import select

from bot.cases import advisers
from bot.cases.models import Case, CaseEvent, State
from bot.storage.base import Base
from bot.storage.engine import Database
from tests.console.conftest import Browser
from tests.webchat.house import House


@pytest.fixture
def house(tmp_path: Path, database: Database) -> House:
    return House(tmp_path, database)


def sign_in(house: House, name: str) -> Browser:
    with house.database.begin() as session:
        now = house.clock.now()
        adviser = advisers.add_adviser(session, name, now)
        # Here a reply leaves at once; that it can be taken back is told in tests/console.
        adviser.settings = {"undo": False}
        token = advisers.new_link(session, adviser, now)
    browser = Browser(house.app)
    assert browser.sign_in(token).status_code == 200
    return browser


def assert_nothing_is_readable(database: Database) -> None:
    """What anybody wrote or was told stands in no column of any table as it was."""
    words = ("Hello from Sam", "thank you Sam", "Rang them", "What is Access to Work", "money from")
    with database.engine.connect() as connection:
        for table in Base.metadata.sorted_tables:
            for row in connection.execute(select(table)).mappings():
                for column, value in row.items():
                    kept = bytes(value) if isinstance(value, bytes) else str(value).encode()
                    for word in words:
                        assert word.encode() not in kept, f"{table.name}.{column}"


def test_a_question_is_answered_and_a_person_takes_over_and_replies(house):
    with TestClient(house.app, headers={"Accept": "text/html"}) as client:

        def send(text: str) -> str:
            once = re.search(r'name="once" value="([^"]*)"', client.get("/").text)[1]
            return unescape(client.post("/message", data={"text": text, "once": once}).text)

        assert "Access to Work" in send("What is Access to Work?")
        assert "May I show them" in send("can i talk to someone")
        assert "I have asked for a person." in send("yes")

        sam, ali = sign_in(house, "Sam"), sign_in(house, "Ali")
        with house.database.read() as session:
            case_id = session.scalars(select(Case.id)).one()
        assert case_id in sam.get().text
        assert "What is Access to Work?" not in sam.read(case_id)
        assert sam.post(case_id, "claim").status_code == 200
        assert ali.post(case_id, "claim").status_code == 409
        assert "What is Access to Work?" in sam.read(case_id)
        assert sam.post(case_id, "reply", text="Hello from Sam.", once="o").status_code == 200

        page = unescape(client.get("/").text)
        assert "Hello from Sam." in page and "Sam" in page
        assert "thank you Sam" in send("thank you Sam")
        assert house.messages()[-1] == ("person", "thank you Sam"), "the assistant is silent"
        assert sam.post(case_id, "note", text="Rang them.").status_code == 200
        assert sam.post(case_id, "hand_back").status_code == 200
        assert "I am the computer assistant again" in unescape(client.get("/").text)
        assert house.messages()[-1][0] == "service"
        assert "Access to Work" in send("What is Access to Work?")

    assert_nothing_is_readable(house.database)
    # The app closes its database when it stops; the pool opens a new connection for this look.
    with house.database.read() as session:
        assert session.get(Case, case_id).state == State.HANDED_BACK
        moves = session.scalars(select(CaseEvent.move).order_by(CaseEvent.number)).all()
        assert moves == ["open", "claim", "hand_back"]
