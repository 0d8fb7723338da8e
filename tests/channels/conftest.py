"""A gateway with both channels set up against fake carriers, and a person on each."""

import itertools
import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from httpx import Response
from sqlalchemy import select
from twilio.request_validator import RequestValidator

from bot.app import make_app
from bot.cases.hours import Hours
from bot.channels import routes, sms, telegram
from bot.clock import MovableClock
from bot.content.live import LiveStore
from bot.conversations.gateway import Gateway
from bot.conversations.inbox import talk_of
from bot.conversations.models import Address, Author, Message
from bot.conversations.outbox import Outbox
from bot.conversations.turn import run_turns
from bot.directory.open import Directory
from bot.directory.places import Places
from bot.privacy.keys import temporary_keys
from bot.privacy.vault import Vault
from bot.settings import PROJECT, Settings
from tests import databases
from tests.channels.carriers import FakeTelegram, FakeTwilio
from tests.stubs import StubRasa

NUMBER = "+447700900123"
_MESSAGES = itertools.count(500)
TOKEN, OLD_TOKEN = "the-token", "the-token-before"
SECRET = "webhook-secret"
PUBLIC = "https://alongside.test"


class Waiting(list):
    """In place of the workers: remembers which conversations have something to do."""

    add = list.append


class House:
    """The gateway with its app and carriers, run by hand: nothing happens beside the test."""

    def __init__(
        self, folder: Path, twilio: FakeTwilio, telegram: FakeTelegram, parts: tuple
    ) -> None:
        store, places = parts
        keys = temporary_keys()
        self.database = databases.sqlite(folder)
        settings = Settings(
            _env_file=None,
            folder=folder,
            public_url=PUBLIC,
            twilio_account_sid="AC1",
            twilio_auth_token=TOKEN,
            twilio_old_auth_token=OLD_TOKEN,
            twilio_number="+447700900999",
            twilio_api_url=twilio.url,
            telegram_token="1:token",
            telegram_secret=SECRET,
            telegram_api_url=telegram.url,
        )
        self.twilio, self.telegram, self.rasa, self.clock = (
            twilio,
            telegram,
            StubRasa(),
            MovableClock(),
        )
        self.gateway = Gateway(
            settings=settings,
            database=self.database,
            vault=Vault(keys),
            store=store,
            directory=Directory(self.database, places),
            rasa=self.rasa,
            clock=self.clock,
            hours=Hours.parse(settings.opening_hours),
        )
        self.app = make_app(self.gateway)
        self.outbox = Outbox(self.gateway)
        self.real_workers, self.waiting = self.app.state.workers, Waiting()
        self.app.state.workers = self.waiting
        self.client = TestClient(self.app)
        self._ids = itertools.count(1000)

    def run(self) -> None:
        """Deal with everything that waits, then send everything that is due."""
        while self.waiting:
            run_turns(self.gateway, self.waiting.pop(0), "test")
        for channel in self.gateway.senders:
            while self.outbox.send_next(channel):
                pass

    def sign(self, path: str, fields: dict, token: str = TOKEN) -> dict[str, str]:
        return {
            "X-Twilio-Signature": RequestValidator(token).compute_signature(PUBLIC + path, fields)
        }

    def text(
        self, body: str | None, sid: str = "", number: str = NUMBER, token: str = TOKEN, **more: str
    ) -> Response:
        """Somebody texts us."""
        fields = {"MessageSid": sid or f"SM{next(self._ids)}", "From": number, "To": "x", **more}
        if body is not None:
            fields["Body"] = body
        headers = self.sign("/hooks/sms", fields, token)
        return self.client.post("/hooks/sms", data=fields, headers=headers)

    def receipt(self, message: Message, status: str, sid: str = "", **more: str) -> Response:
        path = f"/hooks/sms/status/{message.id}"
        fields = {"MessageSid": sid or message.provider_id, "MessageStatus": status, **more}
        return self.client.post(path, data=fields, headers=self.sign(path, fields))

    def update(self, secret: str | None = SECRET, update_id: int = 0, **what: Any) -> Response:
        """Telegram brings an update."""
        headers = {} if secret is None else {telegram.SECRET_HEADER: secret}
        data = {"update_id": update_id or next(self._ids), **what}
        # As ASCII with escapes, which can carry what UTF-8 cannot.
        return self.client.post("/hooks/telegram", content=json.dumps(data), headers=headers)

    def say(self, text: str, chat: int = 77, **more: Any) -> Response:
        return self.update(message=telegram_message(text=text, chat=chat), **more)

    def messages(self, *authors: str) -> list[Message]:
        with self.database.read() as session:
            found = session.scalars(select(Message).order_by(Message.created, Message.number))
            return [m for m in found if not authors or m.author in authors]

    def ours(self) -> list[Message]:
        return [m for m in self.messages() if m.author != Author.PERSON]

    def words(self, message: Message) -> str:
        with self.database.read() as session:
            talk = talk_of(session, self.gateway.vault, message.conversation_id)
            return talk.key.open("body", message.body)["text"]

    def opted_out(self) -> list[bool]:
        with self.database.read() as session:
            return [a.opted_out is not None for a in session.scalars(select(Address))]

    def until(self, true: Callable[[], bool]) -> None:
        """Wait for something that happens beside the test."""
        for _ in range(600):
            if true():
                return
            time.sleep(0.05)
        pytest.fail("it did not happen within half a minute")

    def close(self) -> None:
        for sender in self.gateway.senders.values():
            sender.close()
        self.database.close()


def telegram_message(chat: int = 77, kind: str = "private", **content: Any) -> dict:
    return {
        "message_id": next(_MESSAGES),
        "date": 1_700_000_000,
        "chat": {"id": chat, "type": kind, "first_name": "A", "title": "T"},
        "from": {"id": chat, "is_bot": False, "first_name": "A"},
        **content,
    }


@pytest.fixture(scope="session")
def parts() -> tuple[LiveStore, Places]:
    """What is slow to load and never changes."""
    data = PROJECT / "data"
    return LiveStore(data), Places(data / "places", data / "no-postcodes.npy")


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, parts: tuple) -> Iterator[House]:
    for channel in (sms, telegram):
        monkeypatch.setattr(channel, "READ_SECONDS", 0.5)
    monkeypatch.setattr(routes, "LONGEST_SECONDS", 30)  # A busy machine is no reason to fail.
    twilio, telegrams = FakeTwilio(), FakeTelegram()
    house = House(tmp_path, twilio, telegrams, parts)
    yield house
    house.close()
    twilio.close()
    telegrams.close()
