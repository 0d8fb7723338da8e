"""`alongside start` for real: all processes, one life. The tests build on each other in order."""

import os
import re
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import psutil
import pytest

from bot.commands.processes import free_port
from bot.privacy.keys import read_key
from bot.settings import PROJECT, Settings

SECRET = "X-Alongside-Secret"
MESSAGE = {"sender": "s", "text": "what is access to work", "tracker": []}


def until(true: Callable[[], object], seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, f"not within {seconds} seconds"
        time.sleep(0.1)


class Service:
    """A running `alongside start` in a folder of its own."""

    def __init__(self, folder: Path, models: Path) -> None:
        self.folder, self.screen = folder / "var", folder / "screen"
        self.ports = {
            name: free_port()
            for name in ("PORT", "RASA_PORT", "ACTIONS_PORT", "FAKE_CARRIERS_PORT")
        }
        variables = {"FOLDER": self.folder, "MODELS": models, **self.ports}
        with self.screen.open("w") as screen:
            self.process = subprocess.Popen(
                [sys.executable, "-W", "ignore", "-m", "bot.cli", "start"],
                cwd=PROJECT,
                env={**os.environ, **{f"ALONGSIDE_{k}": str(v) for k, v in variables.items()}},
                stdout=screen,
                stderr=screen,
            )

    @property
    def said(self) -> str:
        return self.screen.read_text()

    @property
    def rasa(self) -> str:
        return f"http://127.0.0.1:{self.ports['RASA_PORT']}"

    @property
    def webhook(self) -> str:
        return f"{self.rasa}/webhooks/gateway/webhook"

    def link(self, label: str) -> str:
        return re.search(rf"{label}:\s+(http\S+)", self.said)[1]

    def children(self) -> list[psutil.Process]:
        return psutil.Process(self.process.pid).children(recursive=True)

    def rasa_process(self) -> psutil.Process | None:
        running = (c for c in self.children() if c.status() != psutil.STATUS_ZOMBIE)
        return next((c for c in running if {"rasa", "run"} <= set(c.cmdline())), None)

    def has_ended(self) -> bool:
        return self.process.poll() is not None


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory, trained: Settings) -> Iterator[Service]:
    service = Service(tmp_path_factory.mktemp("start"), trained.models)
    try:
        until(lambda: "once, within" in service.said or service.has_ended(), 300)
        yield service
    finally:
        service.process.terminate()
        service.process.wait(60)


def test_it_says_what_it_did_and_is_ready(service: Service) -> None:
    assert not service.has_ended(), service.said
    for words in ("Made the keys in", "Loaded the starter directory", "Ready in", "Ctrl-C stops"):
        assert words in service.said


def test_both_links_answer(service: Service) -> None:
    assert httpx.get(service.link("Web chat")).status_code == 200
    signing_in = httpx.get(service.link("Adviser sign-in"), follow_redirects=True)
    assert signing_in.status_code == 200 and "<form" in signing_in.text


def test_what_is_stored_is_for_its_owner_only(service: Service) -> None:
    assert stat.S_IMODE(service.folder.stat().st_mode) == 0o700
    assert stat.S_IMODE((service.folder / "alongside.db").stat().st_mode) == 0o600
    assert (service.folder / "alongside.db").read_bytes()[:6] != b"SQLite"


def test_every_process_listens_on_this_machine_only(service: Service) -> None:
    connections = [c for child in service.children() for c in child.net_connections("inet")]
    listening = {c.laddr for c in connections if c.status == psutil.CONN_LISTEN}
    assert {address.ip for address in listening} == {"127.0.0.1"}
    assert {address.port for address in listening} == set(service.ports.values())


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("PUT", "/model"),
        ("DELETE", "/model"),
        ("GET", "/model/"),
        ("POST", "/model/parse"),
        ("POST", "/model/train"),
        ("GET", "/domain"),
        ("GET", "/status"),
        ("GET", "/conversations/s/tracker"),
        ("POST", "/conversations/s/messages"),
        ("POST", "/webhooks/rest/webhook"),
    ],
)
def test_rasa_has_no_other_way_in(method: str, path: str, service: Service) -> None:
    answer = httpx.request(method, service.rasa + path, json={"model_file": "/tmp/other.tar.gz"})
    assert answer.status_code == 404


@pytest.mark.parametrize("headers", [{}, {SECRET: ""}, {SECRET: "0" * 64}, {SECRET: "é"}])
def test_the_connector_wants_its_secret(headers: dict[str, str], service: Service) -> None:
    sent = {name: value.encode("latin-1") for name, value in headers.items()}
    assert httpx.post(service.webhook, json=MESSAGE, headers=sent).status_code == 403


def test_the_connector_with_its_secret(service: Service) -> None:
    secret = read_key(service.folder / "keys", "connector").hex()
    answer = httpx.post(service.webhook, json=MESSAGE, headers={SECRET: secret}, timeout=30)
    assert answer.status_code == 200 and answer.json()["plan"] == [{"answer": "atw_what"}]


def test_a_killed_rasa_comes_back_and_answers_what_waited(service: Service) -> None:
    killed = service.rasa_process()
    killed.kill()
    with httpx.Client(base_url=service.link("Web chat"), timeout=30) as person:
        person.get("/")
        person.post("/message", data={"text": MESSAGE["text"]}, follow_redirects=True)
        until(lambda: "Your message is safe" in person.get("/").text, 30)
        until(lambda: "Access to Work is money" in person.get("/").text, 120)
    assert "Rasa had stopped and was started again." in service.said
    assert service.rasa_process().pid != killed.pid


def test_both_channels_can_be_tried_without_accounts(service: Service) -> None:
    page = service.link("Two phones to try")
    with httpx.Client(base_url=page, follow_redirects=True, timeout=15) as browser:
        for phone in ("text", "telegram"):
            said = {"number": "+447700900100", "text": "what is access to work"}
            assert browser.post(f"/phone/{phone}", data=said).status_code == 200
        until(lambda: browser.get("/").text.count("Access to Work") >= 2, 60)


def test_ctrl_c_stops_them_all(service: Service) -> None:
    children = service.children()
    assert len(children) == 4
    service.process.send_signal(signal.SIGINT)
    assert service.process.wait(40) == 0
    assert psutil.wait_procs(children, timeout=1)[1] == []
    assert service.said.rstrip().endswith("Stopping.") and "Traceback" not in service.said


def test_nothing_that_was_written_or_secret_is_in_the_logs(service: Service) -> None:
    token = service.link("Adviser sign-in").rpartition("/")[2]
    secrets = [read_key(service.folder / "keys", n).hex() for n in ("master", "connector")]
    for log in (service.folder / "log").rglob("*"):
        text = log.read_text("utf-8", "replace")
        assert not [word for word in (MESSAGE["text"], token, *secrets) if word in text]
