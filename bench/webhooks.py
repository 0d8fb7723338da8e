"""How soon a webhook is answered while Rasa hangs, and that nothing acknowledged is lost.

  uv run python bench/webhooks.py [--texts 2000] [--a-second 20] [--people 400]

A gateway of its own with its encrypted SQLite file, between the fake carriers and a Rasa that takes
every request and answers none. Texts come at a steady pace whether or not those before them are
answered, as they do from a provider. Aim: 99 in 100 within 300 ms, none over 2 s.
"""

import argparse
import asyncio
import os
import secrets
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from pathlib import Path

import httpx
import uvicorn
from rich.console import Console
from sqlalchemy import func, select
from twilio.request_validator import RequestValidator

from bot.channels.fake.app import fakes_of, make_carriers, with_fakes
from bot.commands.install import prepare
from bot.commands.processes import free_port
from bot.conversations.models import Author, Message
from bot.installation import open_storage
from bot.privacy.keys import read_key
from bot.settings import Settings


async def bring(settings: Settings, texts: int, a_second: float, people: int) -> list[tuple]:
    """(status, seconds) of each webhook; it is sent when it is due, however the others fare."""
    url = settings.public_url + "/hooks/sms"
    validator = RequestValidator(settings.twilio_auth_token.get_secret_value())
    limits = httpx.Limits(max_connections=None, max_keepalive_connections=50)
    async with httpx.AsyncClient(timeout=30, limits=limits, trust_env=False) as client:

        async def one(number: int) -> tuple[int, float]:
            fields = {
                "MessageSid": f"SM{secrets.token_hex(16)}", "Body": f"Question {number}, please.",
                "From": f"+447700900{number % people:03d}", "To": settings.twilio_number,
            }  # fmt: skip
            headers = {"X-Twilio-Signature": validator.compute_signature(url, fields)}
            began = time.perf_counter()
            answer = await client.post(url, data=fields, headers=headers)
            return answer.status_code, time.perf_counter() - began

        begin, tasks = time.perf_counter(), []
        for number in range(texts):
            await asyncio.sleep(max(0.0, begin + number / a_second - time.perf_counter()))
            tasks.append(asyncio.create_task(one(number)))
        return await asyncio.gather(*tasks)


def wait_until_up(settings: Settings) -> None:
    for _ in range(300):
        try:
            httpx.get(f"{settings.public_url}/healthz", trust_env=False)
            return
        except httpx.HTTPError:
            time.sleep(0.3)
    raise SystemExit("The gateway did not start.")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--texts", type=int, default=2_000)
    parser.add_argument("--a-second", type=float, default=20)
    parser.add_argument("--people", type=int, default=400)
    chosen, out = parser.parse_args(), Console()
    with tempfile.TemporaryDirectory(prefix="alongside-") as folder, socket.socket() as hung:
        hung.bind(("127.0.0.1", 0))
        hung.listen(1_000)  # Connections are made, and nobody ever answers.
        port = free_port()
        base = Settings(
            _env_file=None, folder=Path(folder), port=port, fake_carriers_port=free_port(),
            public_url=f"http://127.0.0.1:{port}", rasa_port=hung.getsockname()[1],
            database_url=None, sends_per_minute=100_000, sms_daily_pounds=0,
        )  # fmt: skip
        prepare(base, Console(quiet=True)).close()
        settings = with_fakes(base, read_key(base.keys, "connector"))
        carriers = uvicorn.Server(
            uvicorn.Config(
                make_carriers(*fakes_of(settings)), host="127.0.0.1",
                port=settings.fake_carriers_port, log_level="error", access_log=False, ws="none",
            )
        )  # fmt: skip
        threading.Thread(target=carriers.run, daemon=True).start()
        given = {
            f"ALONGSIDE_{name.upper()}": value.get_secret_value()
            if hasattr(value, "get_secret_value")
            else str(value)
            for name, value in settings
            if value is not None
        }
        command = [sys.executable, "-m", "uvicorn", "--factory", "bot.app:make_app", "--ws", "none"]
        gateway = subprocess.Popen(
            [*command, "--port", str(port), "--log-level", "error", "--no-access-log"],
            env=os.environ | given,
        )
        try:
            wait_until_up(settings)
            found = asyncio.run(bring(settings, chosen.texts, chosen.a_second, chosen.people))
        finally:
            gateway.terminate()
            gateway.wait(40)
            carriers.should_exit = True
        with open_storage(settings).read() as session:
            theirs = select(func.count()).where(Message.author == Author.PERSON)
            stored = session.scalar(theirs.select_from(Message))
    times = sorted(seconds for _, seconds in found)
    statuses = Counter(status for status, _ in found)
    out.print(
        f"{len(times)} texts, {chosen.a_second:g} a second, Rasa hung; answers: {dict(statuses)}"
    )
    for share in (50, 95, 99):
        at = times[max(0, round(len(times) * share / 100) - 1)] * 1000
        out.print(f"{share} in 100 within {at:.0f} ms")
    out.print(
        f"the slowest {times[-1] * 1000:.0f} ms; load of the machine {os.getloadavg()[0]:.1f}"
    )
    out.print(f"stored {stored} of {statuses[200]} acknowledged")
    if stored < statuses[200]:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
