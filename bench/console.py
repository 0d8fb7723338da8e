"""The console under load: open consoles, open cases, and how soon a new message reaches a page.

  uv run python bench/console.py [--advisers 50] [--cases 500] [--messages 200]

A gateway of its own with its encrypted SQLite file (Rasa is not started: an adviser holds each talk
that is written in). Every adviser's page listens for events; people write through the web chat. The
time counts from the press of Send to the event on the page of the adviser who holds the talk.
"""

import argparse
import asyncio
import os
import secrets
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import httpx
import psutil
from rich.console import Console

from bot.app import make_gateway
from bot.cases import advisers, desk
from bot.cases.models import Kind
from bot.channels.base import CHANNELS
from bot.commands.install import prepare
from bot.commands.processes import free_port
from bot.conversations import handover, inbox
from bot.conversations.state import TalkState
from bot.settings import Settings

PERSON_COOKIE, ADVISER_COOKIE = "alongside", "alongside_console"


def populate(settings: Settings, people: int, cases: int) -> list[tuple[str, str, str]]:
    """Cases, and a talk for each adviser: (adviser's cookie, case, person's secret)."""
    gateway = make_gateway(settings)
    now, talks = gateway.clock.now(), []
    for number in range(cases):
        with gateway.database.begin() as session:
            secret = secrets.token_urlsafe(32)
            talk, _ = inbox.talk_with(session, gateway.vault, "web", secret, now)
            case, _ = desk.open_case(session, talk.id, Kind.ASKED, now, due=None, borough="Camden")
            if number < people:
                adviser = advisers.add_adviser(session, f"Adviser {number}", now)
                cookie, _ = advisers.new_session(session, adviser, now)
                composer = gateway.composer(talk, CHANNELS["web"], TalkState())
                handover.join(session, talk, composer, case.id, adviser)
                talks.append((cookie, case.id, secret))
    gateway.rasa.close()
    gateway.database.close()
    return talks


async def listen(base: str, cookie: str, case: str, heard: dict[str, asyncio.Queue]) -> None:
    """An adviser's open page: each message event goes into the queue of its case."""
    async with httpx.AsyncClient(
        base_url=base, cookies={ADVISER_COOKIE: cookie}, timeout=None
    ) as c:
        async with c.stream("GET", "/console/events", params={"case": case, "after": 1}) as stream:
            async for line in stream.aiter_lines():
                if line == "event: message":
                    heard[case].put_nowait(time.perf_counter())


async def measure(base: str, talks: list[tuple[str, str, str]], messages: int) -> list[float]:
    heard = {case: asyncio.Queue() for _, case, _ in talks}
    pages = [asyncio.create_task(listen(base, cookie, case, heard)) for cookie, case, _ in talks]
    await asyncio.sleep(5)
    times = []
    headers = {"Origin": base, "Accept": "application/json"}
    async with httpx.AsyncClient(base_url=base, headers=headers, timeout=30) as client:
        for number in range(messages):
            _, case, secret = talks[number % len(talks)]
            while not heard[case].empty():
                heard[case].get_nowait()
            began = time.perf_counter()
            sent = await client.post(
                "/message",
                data={"text": f"message {number}", "once": secrets.token_hex(8)},
                headers={"Cookie": f"{PERSON_COOKIE}={secret}"},
            )
            assert sent.status_code in (202, 303), sent.status_code
            times.append(await asyncio.wait_for(heard[case].get(), 30) - began)
    for page in pages:
        page.cancel()
    return times


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--advisers", type=int, default=50)
    parser.add_argument("--cases", type=int, default=500)
    parser.add_argument("--messages", type=int, default=200)
    chosen, out = parser.parse_args(), Console()
    with tempfile.TemporaryDirectory(prefix="alongside-") as folder:
        port = free_port()
        base = f"http://127.0.0.1:{port}"
        settings = Settings(_env_file=None, folder=Path(folder), port=port, public_url=base)
        prepare(settings, Console(quiet=True)).close()
        talks = populate(settings, chosen.advisers, chosen.cases)
        names = {"ALONGSIDE_FOLDER": folder, "ALONGSIDE_PORT": port, "ALONGSIDE_PUBLIC_URL": base}
        command = [sys.executable, "-m", "uvicorn", "--factory", "bot.app:make_app", "--ws", "none"]
        server = subprocess.Popen(
            [*command, "--port", str(port), "--log-level", "error"],
            env=os.environ | {name: str(value) for name, value in names.items()},
        )
        try:
            until = time.monotonic() + 60
            while time.monotonic() < until:
                try:
                    httpx.get(f"{base}/healthz")
                    break
                except httpx.HTTPError:
                    time.sleep(0.3)
            times = sorted(asyncio.run(measure(base, talks, chosen.messages)))
            memory = psutil.Process(server.pid).memory_info().rss / 1e6
        finally:
            server.terminate()
            server.wait(20)
    late = times[int(len(times) * 0.95) - 1]
    out.print(f"{chosen.advisers} open consoles, {chosen.cases} open cases, {len(times)} messages")
    out.print(f"half within {statistics.median(times) * 1000:.0f} ms")
    out.print(f"95 in 100 within {late * 1000:.0f} ms, the slowest {times[-1] * 1000:.0f} ms")
    out.print(f"gateway memory {memory:.0f} MB")


if __name__ == "__main__":
    main()
