"""The whole gateway with its app, everything real but Rasa, for tests of the pages."""

import secrets
from pathlib import Path
from typing import Any

from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import select

from bot.app import make_app
from bot.cases import desk
from bot.cases.hours import Hours
from bot.cases.models import Adviser
from bot.channels.base import WEB
from bot.clock import MovableClock
from bot.content.live import LiveStore
from bot.conversations import handover, inbox, leaving
from bot.conversations.gateway import Gateway
from bot.conversations.inbox import Talk
from bot.conversations.models import Conversation, Message
from bot.conversations.state import TalkState
from bot.dialogue.client import Understood
from bot.directory.open import Directory
from bot.privacy.keys import temporary_keys
from bot.privacy.vault import Vault
from bot.settings import PROJECT, Settings
from bot.storage.engine import Database
from tests import databases
from tests.stubs import StubRasa

STORE = LiveStore(PROJECT / "data")
"""Read once: it takes longer than most tests."""


class AnswersAtw(StubRasa):
    """Says what Access to Work is, unless the text asks for a person."""

    says = "atw_what"

    def understands(self, message: dict[str, Any]) -> Understood:
        if "someone" in message.get("text", ""):
            return Understood("talk_to_human", 0.9, plan=[{"ask": "share_talk"}])
        if message.get("choice") == "affirm":
            return Understood("affirm", 0.9, plan=[{"handover": {"kind": "asked"}}])
        return super().understands(message)


class SilentSender:
    """A text carrier that takes everything."""

    def send(self, address: str, text: str, labels: list[str], outbox_id: str) -> str:
        return f"sent-{outbox_id}"

    def close(self) -> None:
        pass


def begin(client: TestClient, text: str = "what is access to work") -> None:
    """Open the page and send the first message."""
    client.get("/")
    client.post("/message", data={"text": text, "once": "first"})


def another_browser(client: TestClient) -> TestClient:
    """A second browser at the same running app, with cookies of its own.

    Not by entering a second client: that would start the app once more, and wait long at its end.
    """
    other = TestClient(client.app)
    other.portal = client.portal
    return other


class House:
    """A gateway in a folder, with its app, and an adviser who can be told what to do."""

    def __init__(self, folder: Path, database: Database | None = None, **settings: Any) -> None:
        if database is None:
            database = databases.sqlite(folder)
        self.database = database
        self.rasa, self.clock = AnswersAtw(), MovableClock()
        self.settings = Settings(_env_file=None, folder=folder, workers=2, **settings)
        self.gateway = Gateway(
            settings=self.settings,
            database=self.database,
            vault=Vault(temporary_keys()),
            store=STORE,
            directory=Directory(self.database, None),
            rasa=self.rasa,
            clock=self.clock,
            hours=Hours.parse(self.settings.opening_hours),
        )
        self.app: FastAPI = make_app(self.gateway)

    def conversations(self) -> list[str]:
        with self.database.read() as session:
            return list(session.scalars(select(Conversation.id)))

    def messages(self) -> list[tuple[str, str]]:
        """(author, text) of every message of the only conversation, in order."""
        with self.database.read() as session:
            talk = inbox.talk_of(session, self.gateway.vault, self.conversations()[0])
            rows = inbox.messages_of(session, talk.id)
            return [(m.author, talk.key.open("body", m.body)["text"]) for m in rows]

    def written(self) -> list[str]:
        """What the person wrote, in order."""
        return [text for author, text in self.messages() if author == "person"]

    def adviser_joins(self, name: str = "Sam") -> None:
        with self.database.begin() as session:
            talk = self._talk(session)
            now = self.clock.now()
            known = session.scalars(select(Adviser).where(Adviser.name == name)).first()
            adviser = known or Adviser(name=name, created=now)
            session.add(adviser)
            session.flush()
            case = desk.open_case_of(session, talk.id)
            composer = self.gateway.composer(talk, WEB, TalkState())
            handover.join(session, talk, composer, case.id, adviser)
        self.gateway.wake(talk.id)

    def adviser_leaves(self) -> None:
        with self.database.begin() as session:
            talk = self._talk(session)
            case = desk.open_case_of(session, talk.id)
            composer = self.gateway.composer(talk, WEB, TalkState())
            adviser = session.get(Adviser, case.holder)
            leaving.leave(session, talk, composer, case, adviser, "hand_back")
        self.gateway.wake(talk.id)

    def adviser_writes(self, text: str) -> None:
        with self.database.begin() as session:
            talk = self._talk(session)
            case = desk.open_case_of(session, talk.id)
            adviser = session.get(Adviser, case.holder)
            composer = self.gateway.composer(talk, WEB, TalkState())
            handover.reply(session, talk, composer, case, adviser, text, secrets.token_hex(8))
        self.gateway.wake(talk.id)

    def assistant_writes(
        self, *texts: str, offers: list[str] | None = None, answer: str = ""
    ) -> None:
        """Messages out of the blue, all at once, for tests of how messages are shown."""
        with self.database.begin() as session:
            talk = self._talk(session)
            now = self.clock.now()
            for text in texts:
                body = {"text": text, "offers": offers or [], "answers": [answer] * bool(answer)}
                inbox.add_message(session, talk, "assistant", body, now, channel="web")
        self.gateway.wake(talk.id)

    def _talk(self, session) -> Talk:
        conversation_id = session.scalars(select(Conversation.id)).one()
        return inbox.talk_of(session, self.gateway.vault, conversation_id)

    def count_messages(self) -> int:
        with self.database.read() as session:
            return len(session.scalars(select(Message.id)).all())
