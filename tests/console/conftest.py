"""A gateway with its app, people who write on the web, and advisers in their browsers."""

import re
import secrets
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from httpx import Response
from sqlalchemy import select

from bot.app import make_app
from bot.cases import advisers
from bot.cases.hours import Hours
from bot.cases.models import Case, Kind
from bot.cases.roles import Role
from bot.channels.base import CHANNELS
from bot.clock import MovableClock
from bot.content.live import LiveStore
from bot.conversations import handover, inbox
from bot.conversations.accept import accept
from bot.conversations.compose import Outgoing
from bot.conversations.gateway import Gateway
from bot.conversations.models import Message
from bot.conversations.state import TalkState
from bot.conversations.turn import run_turns
from bot.directory.open import Directory
from bot.directory.places import Places
from bot.privacy.keys import temporary_keys
from bot.privacy.vault import Vault
from bot.settings import PROJECT, Settings
from tests import databases
from tests.stubs import StubRasa

WORDS = "my manager laughed at my stammer"
"""What somebody wrote before they asked for a person."""


class Person:
    """Somebody in a talk with us."""

    def __init__(self, house: "House", channel: str = "web") -> None:
        self._house, self._channel, self.secret = house, channel, secrets.token_urlsafe(32)
        with house.database.begin() as session:
            now = house.clock.now()
            talk, _ = inbox.talk_with(session, house.gateway.vault, channel, self.secret, now)
            self.talk_id = talk.id

    def write(self, text: str) -> None:
        """Write one message and let it be dealt with."""
        house = self._house
        with house.database.begin() as session:
            talk = inbox.talk_of(session, house.gateway.vault, self.talk_id)
            accept(house.gateway, session, talk, text, channel=self._channel)
        run_turns(house.gateway, self.talk_id, "test")

    def ask_for_person(self, share: bool = True, about: str = "Access to Work") -> str:
        """Open a case; its id."""
        house = self._house
        with house.database.begin() as session:
            talk = inbox.talk_of(session, house.gateway.vault, self.talk_id)
            state = TalkState(last_topic=about, borough="Camden")
            composer = house.gateway.composer(talk, CHANNELS[self._channel], state)
            out = Outgoing()
            return handover.ask_for_person(session, talk, composer, out, Kind.ASKED, share=share).id

    def page(self) -> str:
        """What the page of the web chat holds."""
        client = TestClient(self._house.app, cookies={"alongside": self.secret})
        return unescape(client.get("/").text)

    def case(self) -> str:
        with self._house.database.read() as session:
            query = select(Case.id).where(Case.conversation_id == self.talk_id)
            return session.scalars(query.order_by(Case.opened.desc())).first()


class Browser:
    """An adviser's browser without JavaScript."""

    def __init__(self, app, address: str = "testclient") -> None:
        self.client = TestClient(app, base_url="http://testserver.local", client=(address, 50000))

    def sign_in(self, token: str) -> Response:
        return self.client.post(f"/console/sign-in/{token}")

    def get(self, path: str = "/console/", **more: Any) -> Response:
        return self.client.get(path, **more)

    def form_token(self) -> str:
        return self.field(self.get().text, "form_token")

    @staticmethod
    def field(html: str, name: str) -> str:
        return re.search(rf'name="{name}" value="([^"]*)"', html)[1]

    def post(self, case_id: str, action: str, **fields: str) -> Response:
        """Fill in and send a form of a case's page."""
        fields = fields if "form_token" in fields else {**fields, "form_token": self.form_token()}
        if action in ("hand_back", "close", "release", "promise_callback") and "seen" not in fields:
            shown = re.search(
                r'name="seen" value="(\d+)"', self.get(f"/console/cases/{case_id}").text
            )
            fields["seen"] = shown[1] if shown else "0"
        return self.client.post(f"/console/cases/{case_id}/{action}", data=fields)

    def read(self, case_id: str) -> str:
        return unescape(self.get(f"/console/cases/{case_id}").text)


PLACES = Places(PROJECT / "data" / "places", PROJECT / "no-postcodes.npy")


class House:
    """One gateway, run by hand: nothing happens beside the test."""

    def __init__(self, folder: Path, store: LiveStore, clock: MovableClock | None = None) -> None:
        self.database = databases.sqlite(folder)
        settings = Settings(_env_file=None, folder=folder)
        self.clock = clock or MovableClock()
        self.gateway = Gateway(
            settings=settings,
            database=self.database,
            vault=Vault(temporary_keys()),
            store=store,
            directory=Directory(self.database, PLACES),
            rasa=StubRasa(),
            clock=self.clock,
            hours=Hours.parse(settings.opening_hours),
        )
        self.app = make_app(self.gateway)
        self.woken: list[str] = []
        self.gateway.wake = lambda topic, done=0: self.woken.append(topic)

    def person(self, channel: str = "web") -> Person:
        return Person(self, channel)

    def link(self, name: str = "Sam", role: Role = Role.ADVISER) -> str:
        with self.database.begin() as session:
            now = self.clock.now()
            adviser = advisers.find_adviser(session, name)
            if adviser is None:
                adviser = advisers.add_adviser(session, name, now, role)
                # Replies leave at once here; tests/console/test_held.py is about those that wait.
                adviser.settings = {"undo": False}
            return advisers.new_link(session, adviser, now)

    def browser(self, address: str = "testclient") -> Browser:
        return Browser(self.app, address)

    def adviser(self, name: str = "Sam", role: Role = Role.ADVISER) -> Browser:
        """A new adviser, signed in."""
        browser = self.browser()
        assert browser.sign_in(self.link(name, role)).status_code == 200
        return browser

    def messages(self, *authors: str) -> list[Message]:
        with self.database.read() as session:
            found = session.scalars(select(Message).order_by(Message.number)).all()
            return [m for m in found if not authors or m.author in authors]

    def rows(self, table: type) -> list:
        with self.database.read() as session:
            return list(session.scalars(select(table)))

    def words(self, message: Message) -> str:
        with self.database.read() as session:
            talk = inbox.talk_of(session, self.gateway.vault, message.conversation_id)
            return talk.key.open("body", message.body)["text"]


@pytest.fixture(scope="session")
def store() -> LiveStore:
    return LiveStore(PROJECT / "data")


@pytest.fixture
def house(tmp_path: Path, store: LiveStore) -> Iterator[House]:
    house = House(tmp_path, store)
    yield house
    house.database.close()


@pytest.fixture
def person(house: House) -> Person:
    """Somebody who wrote and asked for a person."""
    person = house.person()
    person.write(WORDS)
    person.ask_for_person()
    return person
