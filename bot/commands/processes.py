"""Child processes: started, watched, started again if they fall over, stopped together."""

import ctypes
import errno
import os
import signal
import socket
import subprocess
import sys
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from bot.commands.train import model_file, quiet_environment
from bot.errors import PlainError
from bot.settings import PROJECT, Settings

FALLS, WITHIN_SECONDS = 5, 120.0
"""A process that falls over more often than this is not started again at once."""
REST_SECONDS = 60.0
SLOWEST_START = 300.0
"""Seconds. Rasa takes twenty on a quiet machine, minutes on one that does much else."""
_PR_SET_PDEATHSIG = 1


@dataclass
class Child:
    """One process and how to know that it is ready."""

    name: str
    command: list[str]
    environment: dict[str, str]
    log: Path
    ready: Callable[[], bool]
    process: subprocess.Popen | None = None
    falls: deque = field(default_factory=lambda: deque(maxlen=FALLS))
    essential: bool = True
    """If not, it is tried again for ever, less and less often, while the others go on."""
    not_before: float = 0.0
    said_before: int = 0
    """Bytes in the log before this start."""

    def start(self) -> None:
        with self.log.open("ab") as log:
            self.said_before = log.tell()
            # Its own session: Ctrl-C reaches the supervisor alone, which then stops all in order.
            self.process = subprocess.Popen(
                self.command, cwd=PROJECT, env=self.environment, stdout=log, stderr=log,
                stdin=subprocess.DEVNULL, start_new_session=True, preexec_fn=_die_with_parent,
            )  # fmt: skip

    @property
    def has_ended(self) -> bool:
        return self.process is not None and self.process.poll() is not None

    def why_it_ended(self) -> str:
        """Its own sentence to the operator if it has left one, else where to read."""
        said = self.log.read_bytes()[self.said_before :].decode("utf-8", "replace")
        _, found, sentence = said.rpartition(f"{PlainError.__name__}: ")
        return (
            sentence.strip() if found else f"{_capital(self.name)} did not start: read {self.log}."
        )

    def stop(self, seconds: float = 12.0) -> None:
        if self.process is None or self.has_ended:
            return
        self.process.terminate()
        try:
            self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


def _die_with_parent() -> None:
    """A killed supervisor leaves no orphans (Linux)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


def port_is_free(host: str, port: int) -> bool:
    return _why_not(host, port) is None


def _why_not(host: str, port: int) -> int | None:
    """The number of the error (`errno`) that keeps a program from listening there, or None."""
    try:
        family, kind, _, _, address = socket.getaddrinfo(
            host or None, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        with socket.socket(family, kind) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        return error.errno or errno.EADDRNOTAVAIL
    return None


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def check_ports(settings: Settings) -> None:
    """Raises PlainError if a port is taken, or named for two processes."""
    named: dict[int, str] = {}
    for host, port, name in (
        (settings.host, settings.port, "PORT"),
        ("127.0.0.1", settings.rasa_port, "RASA_PORT"),
        ("127.0.0.1", settings.actions_port, "ACTIONS_PORT"),
    ):
        if other := named.get(port):
            raise PlainError(
                f"Port {port} is set for two processes: "
                f"give ALONGSIDE_{name} another number than ALONGSIDE_{other}."
            )
        named[port] = name
        why = _why_not(host, port)
        if why == errno.EADDRINUSE:
            raise PlainError(
                f"Port {port} is in use by another program: stop it, or set ALONGSIDE_{name}."
            )
        if why in (errno.EACCES, errno.EPERM):
            raise PlainError(
                f"Port {port} is for the system alone: set ALONGSIDE_{name} to one above 1023."
            )
        if why is not None:
            raise PlainError(
                f"This machine has no address {host}: correct or remove ALONGSIDE_HOST."
            )


def environment(settings: Settings) -> dict[str, str]:
    """What every child is told: the settings that may differ from its own defaults."""
    return {
        **quiet_environment(),
        "ALONGSIDE_FOLDER": str(settings.folder.absolute()),
        "ALONGSIDE_RASA_PORT": str(settings.rasa_port),
        "ALONGSIDE_ACTIONS_PORT": str(settings.actions_port),
        "ALONGSIDE_HOST": settings.host,
        "ALONGSIDE_PORT": str(settings.port),
        "ALONGSIDE_FAKE_CARRIERS_PORT": str(settings.fake_carriers_port),
        "SANIC_HOST": "127.0.0.1",
    }


def rasa_child(settings: Settings) -> Child:
    """Rasa on 127.0.0.1, without its HTTP API, with our connector only."""
    endpoints = settings.folder / "endpoints.yml"
    text = (PROJECT / "endpoints.yml").read_text()
    endpoints.write_text(text.replace(":5055/", f":{settings.actions_port}/"))
    return Child(
        "Rasa",
        [
            sys.executable, "-W", "ignore", "-m", "rasa", "run",
            "--model", str(model_file(settings).absolute()), "--interface", "127.0.0.1",
            "--port", str(settings.rasa_port), "--credentials", "credentials.yml",
            "--endpoints", str(endpoints.absolute()),
        ],
        environment(settings),
        settings.logs / "rasa.log",
        _answers(f"{settings.rasa_url}/webhooks/gateway/"),
        essential=False,
    )  # fmt: skip


def actions_child(settings: Settings) -> Child:
    return Child(
        "the action server",
        [
            sys.executable, "-W", "ignore", "-m", "rasa_sdk",
            "--actions", "actions", "--port", str(settings.actions_port),
        ],
        environment(settings),
        settings.logs / "actions.log",
        _answers(f"http://127.0.0.1:{settings.actions_port}/health"),
        essential=False,
    )  # fmt: skip


def gateway_child(settings: Settings) -> Child:
    return Child(
        "the gateway",
        [
            sys.executable, "-W", "ignore", "-m", "uvicorn", "--factory", "bot.app:make_app",
            "--host", settings.host, "--port", str(settings.port), "--log-level", "error",
            "--no-access-log", "--ws", "none", "--timeout-graceful-shutdown", "5", "--no-server-header",
        ],
        environment(settings),
        settings.logs / "gateway.out",
        _answers(f"http://{settings.reach}:{settings.port}/readyz"),
    )  # fmt: skip


def fakes_child(settings: Settings) -> Child:
    """The fake carriers, for trying the service without accounts."""
    return Child(
        "the fake carriers",
        [sys.executable, "-W", "ignore", "-m", "bot.cli", "fake-carriers"],
        environment(settings),
        settings.logs / "carriers.out",
        _answers(f"http://127.0.0.1:{settings.fake_carriers_port}/"),
        essential=False,
    )


def use_fakes(gateway: Child, faked: Settings) -> None:
    """Tell the gateway to talk to the fake carriers."""
    gateway.environment |= {
        "ALONGSIDE_TWILIO_ACCOUNT_SID": faked.twilio_account_sid,
        "ALONGSIDE_TWILIO_AUTH_TOKEN": faked.twilio_auth_token.get_secret_value(),
        "ALONGSIDE_TWILIO_NUMBER": faked.twilio_number,
        "ALONGSIDE_TWILIO_API_URL": faked.twilio_api_url,
        "ALONGSIDE_TELEGRAM_TOKEN": faked.telegram_token.get_secret_value(),
        "ALONGSIDE_TELEGRAM_SECRET": faked.telegram_secret.get_secret_value(),
        "ALONGSIDE_TELEGRAM_API_URL": faked.telegram_api_url,
    }


def _answers(url: str) -> Callable[[], bool]:
    def ready() -> bool:
        try:
            return httpx.get(url, timeout=1.0, trust_env=False).status_code == 200
        except httpx.HTTPError:
            return False

    return ready


class Family:
    """Children that start and stop together."""

    def __init__(self, children: list[Child]) -> None:
        self.children = children

    def start(self) -> None:
        for child in self.children:
            child.start()

    def wait_until_ready(self, seconds: float = SLOWEST_START) -> None:
        """Return when all answer. Raises PlainError if one ends first or takes too long."""
        deadline = time.monotonic() + seconds
        left = list(self.children)
        while left:
            for child in list(left):
                if child.has_ended:
                    raise PlainError(child.why_it_ended())
                if child.ready():
                    left.remove(child)
            if left and time.monotonic() > deadline:
                raise PlainError(
                    f"{_capital(left[0].name)} is not ready after {seconds:.0f} seconds: "
                    f"read {left[0].log}."
                )
            time.sleep(0.2)

    def revive(self) -> list[str]:
        """Start again what has fallen over and name it.

        One that keeps falling over is tried less and less often if the others can do without it;
        else PlainError: the crisis screen lives in the gateway and must not go down with Rasa.
        """
        revived = []
        for child in self.children:
            now = time.monotonic()
            if not child.has_ended or now < child.not_before:
                continue
            if len(child.falls) == FALLS and now - child.falls[0] < WITHIN_SECONDS:
                if child.essential:
                    raise PlainError(
                        f"{_capital(child.name)} keeps falling over: read {child.log}."
                    )
                child.not_before = now + REST_SECONDS
                child.falls.clear()
                continue
            child.falls.append(now)
            child.start()
            revived.append(child.name)
        return revived

    def stop(self) -> None:
        for child in reversed(self.children):
            child.stop()


def _capital(name: str) -> str:
    return name[0].upper() + name[1:]
