"""Sixty kills under load: no message is lost or answered twice, and each person's order is kept.

The gateway, its database and the client libraries are real; Twilio and Telegram are the fake
carriers over HTTP; a stand-in for Rasa speaks the connector's contract, which the other tests of
this folder check with Rasa itself. At the end three histories are compared: what was acknowledged,
the database, and what the carriers' phones show.
"""

import asyncio
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import httpx
import pytest
import uvicorn
from rich.console import Console
from sqlalchemy import select, update
from sqlalchemy.exc import OperationalError

from bot import crash
from bot.app import make_gateway
from bot.channels.fake import bring
from bot.channels.fake.app import fakes_of, make_carriers, with_fakes
from bot.channels.routes import make_senders
from bot.clock import Clock, MovableClock
from bot.commands.install import prepare
from bot.commands.processes import free_port
from bot.content.load import load_store
from bot.conversations import inbox
from bot.conversations.models import Address, Author, Conversation, Message, Sending, Turn
from bot.conversations.outbox import Outbox
from bot.conversations.reconcile import Reconciler
from bot.privacy.keys import read_key
from bot.settings import PROJECT, Settings

KILLS, EACH = 60, 10
TEXTERS, CHATTERS = 160, 40
MESSAGES = (TEXTERS + CHATTERS) * EACH
AT_ONCE = 12
LONGEST_LIFE = 8.0
"""Seconds after which a gateway is killed even if it has not come to its point."""
NUMBERS = [f"+447700900{n}" for n in range(100, 100 + TEXTERS)]
CHATS = [f"7001000{n}" for n in range(100, 100 + CHATTERS)]
ANSWERS = ["thank", "greet", "goodbye", "bot_challenge", "atw_what", "privacy", "menu",
           "atw_apply", "atw_waiting", "atw_employer"]  # fmt: skip
"""What the n-th question of everybody is answered with."""


class StandInForRasa:
    """Answers `question n of ...` with the n-th of the answers."""

    def __init__(self) -> None:
        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                self._answer({"status": "ok"})

            def do_POST(self) -> None:
                asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                number = int(asked["text"].split()[1])
                name = ANSWERS[number]
                self._answer(
                    {
                        "intent": name, "confidence": 1.0, "ranking": [], "entities": [],
                        "slots": {}, "plan": [{"answer": name}], "parts": [], "doubt": "", "tracker": [],
                    }
                )  # fmt: skip

            def _answer(self, said: dict) -> None:
                sent = json.dumps(said).encode()
                try:
                    self.send_response(200)
                    self.send_header("Content-Length", str(len(sent)))
                    self.end_headers()
                    self.wfile.write(sent)
                except OSError:
                    self.close_connection = True  # The gateway was killed.

            def log_message(self, *args: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._server.handle_error = lambda request, client: None  # The gateway was killed.
        self.port = self._server.server_port
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


class House:
    """A gateway that is killed and started again, between fake carriers and a stand-in for Rasa."""

    def __init__(self, folder: Path) -> None:
        self.rasa = StandInForRasa()
        base = Settings(
            _env_file=None, folder=folder, database_url=None, port=free_port(),
            rasa_port=self.rasa.port, fake_carriers_port=free_port(),
            sends_per_minute=100_000, sms_daily_pounds=0,
        )  # fmt: skip
        self.database = prepare(base, Console(quiet=True))
        self.settings = with_fakes(base, read_key(base.keys, "connector"))
        self.twilio, self.telegram = fakes_of(self.settings)
        self.twilio._patience = 10_000
        config = uvicorn.Config(
            make_carriers(self.twilio, self.telegram), host="127.0.0.1",
            port=base.fake_carriers_port, log_level="critical", access_log=False, ws="none",
        )  # fmt: skip
        self._server = uvicorn.Server(config)
        self.loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()
        secrets = {
            f"ALONGSIDE_{name.upper()}": value.get_secret_value()
            if hasattr(value, "get_secret_value")
            else str(value)
            for name, value in self.settings
            if value is not None
        }
        self.process = subprocess.Popen(
            [sys.executable, "-W", "ignore", "tests/faults/forked_gateway.py"],
            cwd=PROJECT, env={**os.environ, **secrets, "PYTHONPATH": str(PROJECT)}, text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )  # fmt: skip
        assert self._line() == "ready"
        self.child = 0

    def _serve(self) -> None:
        asyncio.set_event_loop(self.loop)
        self.loop.run_until_complete(self._server.serve())

    def _line(self) -> str:
        return self.process.stdout.readline().strip()

    def start(self, armed: str = "") -> None:
        """Start a gateway and wait until it answers, or has come to the point it is killed at."""
        self.process.stdin.write(armed + "\n")
        self.process.stdin.flush()
        self.child = int(self._line())
        patiently(self.what_the_dead_held)
        url = f"http://127.0.0.1:{self.settings.port}/healthz"
        for _ in range(400):
            try:
                httpx.get(url, timeout=1, trust_env=False)
                return
            except httpx.HTTPError:
                if self.has_ended():
                    return
                time.sleep(0.05)
        raise AssertionError("the gateway did not start")

    def has_ended(self) -> bool:
        try:
            with open(f"/proc/{self.child}/stat") as stat:
                return stat.read().rpartition(")")[2].split()[0] == "Z"
        except (FileNotFoundError, ProcessLookupError):
            return True

    def kill(self) -> None:
        with suppress(ProcessLookupError):  # It may have ended by itself just now.
            os.kill(self.child, signal.SIGKILL)
        assert self._line() == "ended"

    def what_the_dead_held(self) -> None:
        """As if the minute had passed that others wait for a worker or a request that is gone."""
        past = Clock().now() - timedelta(seconds=1)
        with self.database.begin() as session:
            held = Conversation.lease.is_not(None)
            session.execute(update(Conversation).where(held).values(lease_until=past))
            lost = (Message.sending == Sending.UNKNOWN) & Message.send_after.is_not(None)
            session.execute(update(Message).where(lost).values(send_after=past))

    def close(self) -> None:
        if self.child and not self.has_ended():
            self.kill()  # A test that failed half-way leaves no gateway behind.
        self.process.stdin.close()
        self.process.kill()
        self.process.wait()
        self.process.stdout.close()
        self._server.should_exit = True
        self._thread.join(20)
        self.loop.close()
        self.rasa.close()
        self.database.close()


class Load:
    """Everybody's messages, each person's one after the other, a few people at a time."""

    def __init__(self, house: House) -> None:
        self._house = house
        self.acknowledged: dict[str, list[str]] = {}
        self._room = asyncio.Semaphore(AT_ONCE)
        self._running = asyncio.run_coroutine_threadsafe(self._everybody(), house.loop)

    @property
    def count(self) -> int:
        return sum(map(len, self.acknowledged.values()))

    async def _everybody(self) -> None:
        await asyncio.gather(*(self._one(who) for who in [*NUMBERS, *CHATS]))

    async def _one(self, who: str) -> None:
        for number in range(EACH):
            said = f"Question {number} of {who[-4:]}"
            async with self._room:
                if who.startswith("+"):
                    assert await self._house.twilio.text(who, said) == 200
                else:
                    await self._house.telegram.write(who, said)
            self.acknowledged.setdefault(who, []).append(said)

    def wait(self, seconds: float) -> None:
        self._running.result(seconds)


def patiently(work: Callable[[], None]) -> None:
    """Do it in a database that a gateway writes to all the time."""
    for _ in range(60):
        try:
            return work()
        except OperationalError:
            time.sleep(0.1)
    raise AssertionError("the database is locked all the time")


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[House]:
    # The carriers come again soon: here a gateway is back within a second.
    monkeypatch.setattr(bring, "TWILIO_PAUSE", 0.05)
    monkeypatch.setattr(bring, "TELEGRAM_LONGEST", 0.4)
    # A killed process loses nothing that it has handed to the system: memory will do for a disk.
    memory = Path("/dev/shm") if os.access("/dev/shm", os.W_OK) else tmp_path
    with tempfile.TemporaryDirectory(dir=memory) as folder:
        house = House(Path(folder))
        yield house
        house.close()


def test_sixty_kills_lose_nothing(house: House):
    chance = random.Random(60)
    load, reached = Load(house), Counter()
    for number in range(KILLS):
        point = crash.POINTS[number // 2 % len(crash.POINTS)] if number % 2 else ""
        house.start(f"{point};{chance.randint(1, 40)}" if point else "")
        goal = load.count + chance.randint(1, 2 * MESSAGES // KILLS)
        until = time.monotonic() + LONGEST_LIFE
        while time.monotonic() < until and not house.has_ended():
            if not point and load.count >= goal:
                break
            time.sleep(0.01)
        if point:
            reached[point] += house.has_ended()
        house.kill()
    assert set(reached) == set(crash.POINTS) and min(reached.values()) >= 2, reached

    house.start()
    load.wait(240)
    until_quiet(house)
    house.kill()
    five_minutes_later(house)
    compare(house, load.acknowledged)


def until_quiet(house: House) -> None:
    """Wait until nothing waits for a turn or to be sent."""
    for _ in range(600):
        with house.database.read() as session:
            busy = session.scalars(
                select(Message.id)
                .where((Message.turn == Turn.WAITING) | (Message.sending == Sending.QUEUED))
                .limit(1)
            ).first()
        if busy is None:
            return
        patiently(house.what_the_dead_held)
        time.sleep(0.2)
    raise AssertionError("messages still wait")


def five_minutes_later(house: House) -> None:
    """The reconciler asks Twilio about what nobody knows, and what never arrived is sent."""
    clock = MovableClock()
    clock.move(minutes=5)
    gateway = make_gateway(house.settings, clock, house.database)
    gateway.senders = make_senders(house.settings)
    Reconciler(gateway).look()
    outbox = Outbox(gateway)
    while outbox.send_next("sms"):
        pass
    for sender in gateway.senders.values():
        sender.close()
    gateway.rasa.close()


def compare(house: House, acknowledged: dict[str, list[str]]) -> None:
    """Three histories: acknowledged, stored, arrived."""
    assert sum(map(len, acknowledged.values())) == MESSAGES
    gateway = make_gateway(house.settings, database=house.database)
    titles = load_store(PROJECT / "data")
    assert all(name in titles for name in ANSWERS)
    with house.database.read() as session:
        talks = session.scalars(select(Address)).all()
        assert len(talks) == len(acknowledged)
        for address in talks:
            talk = inbox.talk_of(session, gateway.vault, address.conversation_id)
            who = talk.key.open("address", address.sealed)
            rows = inbox.messages_of(session, talk.id)
            bodies = [(row, talk.key.open("body", row.body)) for row in rows]
            asked = [body["text"] for row, body in bodies if row.author == Author.PERSON]
            ours = [(row, body) for row, body in bodies if row.author != Author.PERSON]
            assert asked == acknowledged[who]
            assert {row.turn for row in rows if row.author == Author.PERSON} == {Turn.DONE}
            assert [name for _, body in ours for name in body["answers"]] == ANSWERS[:EACH]
            compare_arrived(house, who, ours)
    gateway.rasa.close()


def compare_arrived(house: House, who: str, ours: list[tuple[Message, dict]]) -> None:
    if who.startswith("+"):
        arrived = [words for author, words in house.twilio.shown[who] if author == "service"]
        assert sorted(arrived) == sorted(body["text"] for _, body in ours)
        # What the reconciler found never to have left was sent after the others.
        again = {body["text"] for row, body in ours if row.attempts > 1}
    else:
        arrived = [line.text for line in house.telegram.chats[who] if line.who == "service"]
        assert len(arrived) == len(set(arrived))
        # Telegram keeps no records: the adviser reads that these may not have arrived.
        again = {body["text"] for row, body in ours if row.sending == Sending.UNKNOWN}
        assert {body["text"] for _, body in ours} - again <= set(arrived)
    assert [text for text in arrived if text not in again] == [
        body["text"] for _, body in ours if body["text"] not in again
    ]
