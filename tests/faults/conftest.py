"""An installation as `make start` runs it, in a folder of its own, whose parts can be killed."""

import os
import re
import secrets
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from html import unescape
from pathlib import Path

import httpx
import pytest
from rich.console import Console
from sqlalchemy import text
from twilio.request_validator import RequestValidator

from bot.cases import advisers
from bot.clock import Clock
from bot.commands.install import prepare
from bot.commands.processes import (
    Child,
    Family,
    actions_child,
    free_port,
    gateway_child,
    rasa_child,
)
from bot.commands.train import is_fresh, train
from bot.settings import Settings
from bot.storage.engine import Database
from tests.channels.carriers import FakeTwilio

TWILIO_TOKEN = "twilio-token-" + secrets.token_hex(8)


class Installation:
    """Gateway, Rasa and action server as child processes; the database is open to the test too."""

    def __init__(self, folder: Path, twilio: FakeTwilio) -> None:
        self.folder, self.twilio = folder, twilio
        port = free_port()
        self.settings = Settings(
            _env_file=None,
            folder=folder,
            database_url=None,
            port=port,
            rasa_port=free_port(),
            actions_port=free_port(),
            public_url=f"http://127.0.0.1:{port}",
        )
        if not is_fresh(self.settings):
            train(self.settings, Console(stderr=True))
        self.database: Database = prepare(self.settings, Console(quiet=True))
        self.actions = actions_child(self.settings)
        self.rasa = rasa_child(self.settings)
        self.gateway = gateway_child(self.settings)
        self.gateway.environment |= {
            "ALONGSIDE_PUBLIC_URL": self.settings.public_url,
            "ALONGSIDE_TWILIO_ACCOUNT_SID": "AC1",
            "ALONGSIDE_TWILIO_AUTH_TOKEN": TWILIO_TOKEN,
            "ALONGSIDE_TWILIO_NUMBER": "+447700900999",
            "ALONGSIDE_TWILIO_API_URL": twilio.url,
        }
        self.family = Family([self.actions, self.rasa, self.gateway])

    def mend(self) -> None:
        """Start again what is not running and wait until all are ready."""
        for child in self.family.children:
            if child.process is None or child.has_ended:
                child.start()
        self.family.wait_until_ready()

    def kill(self, child: Child) -> None:
        child.process.kill()
        child.process.wait()

    def hold(self, child: Child) -> None:
        """Stop a process in whatever it is doing; its port stays open and nothing is answered."""
        os.kill(child.process.pid, signal.SIGSTOP)

    def let_go(self, child: Child) -> None:
        os.kill(child.process.pid, signal.SIGCONT)

    @contextmanager
    def database_locked(self) -> Iterator[None]:
        """Hold the lock that every writer needs."""
        with self.database.begin() as session:
            session.execute(text("SELECT 1"))
            yield

    def sign_in_token(self, name: str) -> str:
        with self.database.begin() as session:
            now = Clock().now()
            return advisers.new_link(session, advisers.add_adviser(session, name, now), now)

    def receive_text(self, number: str, body: str) -> httpx.Response:
        """A text message arrives at the webhook, signed as Twilio signs."""
        url = self.settings.public_url + "/hooks/sms"
        fields = {"MessageSid": f"SM{secrets.token_hex(8)}", "From": number, "Body": body}
        signature = RequestValidator(TWILIO_TOKEN).compute_signature(url, fields)
        return httpx.post(
            url, data=fields, headers={"X-Twilio-Signature": signature}, trust_env=False
        )


class Visitor:
    """Somebody in a browser at the chat."""

    def __init__(self, url: str) -> None:
        self.http = httpx.Client(base_url=url, timeout=15, trust_env=False)
        self.http.get("/")
        self.number = 0
        self.got: list[dict] = []
        """Messages that are not their own, as the page's script gets them."""

    def send(self, text: str, once: str = "") -> httpx.Response:
        once = once or secrets.token_hex(8)
        return self.http.post(
            "/message", data={"text": text, "once": once}, headers={"Accept": "application/json"}
        )

    def look(self) -> list[str]:
        """Words of all messages to them so far."""
        for item in self.http.get("/messages", params={"after": self.number}).json():
            self.number = item["number"]
            if item["author"] != "person":
                self.got.append(item)
        return [unescape(item["say"]) for item in self.got]

    def until(self, words: str, seconds: float = 20) -> float:
        """Wait until some message to them has the words; how many seconds it took."""
        began = time.monotonic()
        while not any(words in said for said in self.look()):
            if time.monotonic() - began > seconds:
                pytest.fail(f"'{words}' did not come; what came:\n" + "\n".join(self.look()))
            time.sleep(0.1)
        return time.monotonic() - began

    def count(self, words: str) -> int:
        return sum(words in said for said in self.look())

    def ask(self, text: str, words: str) -> None:
        assert self.send(text).status_code == 202
        self.until(words)


def form_token(html: str) -> str:
    return re.search(r'name="form_token" value="([^"]*)"', html)[1]


@pytest.fixture(scope="session")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    twilio = FakeTwilio()
    installation = Installation(tmp_path_factory.mktemp("installation"), twilio)
    try:
        yield installation
    finally:
        for child in installation.family.children:
            if child.process is not None and not child.has_ended:
                installation.let_go(child)
        installation.family.stop()
        installation.database.close()
        twilio.close()


@pytest.fixture
def running(installation: Installation) -> Installation:
    """Everything up; what the test before has killed is started again."""
    installation.mend()
    return installation


@pytest.fixture
def visitor(running: Installation) -> Iterator[Callable[[], Visitor]]:
    made: list[Visitor] = []

    def make() -> Visitor:
        made.append(Visitor(running.settings.public_url))
        return made[-1]

    yield make
    for one in made:
        one.http.close()
