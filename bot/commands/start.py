"""`alongside start`: from a fresh clone to a running service, and its links."""

import signal
import time
from types import FrameType

from rich.console import Console

from bot.cases import advisers
from bot.cases.hours import Hours
from bot.clock import Clock
from bot.commands.fake_carriers import faked
from bot.commands.install import prepare
from bot.commands.passages import read_passages
from bot.commands.processes import (
    Family,
    actions_child,
    check_ports,
    fakes_child,
    gateway_child,
    port_is_free,
    rasa_child,
    use_fakes,
)
from bot.commands.train import is_fresh, train
from bot.settings import Settings
from bot.storage.engine import Database


class _Stop(Exception):
    """Ctrl-C or a polite request to end."""


def _stop(number: int, frame: FrameType | None) -> None:
    raise _Stop


def start(settings: Settings, console: Console) -> None:
    """Prepare, train if needed, start the three processes, print the links, keep watch."""
    signal.signal(signal.SIGINT, _stop)
    signal.signal(signal.SIGTERM, _stop)
    family = Family([])
    try:
        began = time.monotonic()
        Hours.parse(settings.opening_hours)
        check_ports(settings)
        database = prepare(settings, console)
        if not is_fresh(settings):
            train(settings, console)
        read_passages(settings, console)
        gateway, phones = gateway_child(settings), ""
        family = Family([actions_child(settings), rasa_child(settings), gateway])
        if _may_fake(settings, console):
            use_fakes(gateway, faked(settings))
            family.children.append(fakes_child(settings))
            phones = f"http://127.0.0.1:{settings.fake_carriers_port}/"
        with console.status("Starting the gateway, Rasa and the action server"):
            family.start()
            family.wait_until_ready()
        console.print(f"Ready in {time.monotonic() - began:.0f} seconds. Ctrl-C stops everything.")
        _print_links(settings, database, console, phones)
        database.close()
        while True:
            time.sleep(0.5)
            for name in family.revive():
                console.print(f"{name[0].upper()}{name[1:]} had stopped and was started again.")
    except _Stop:
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, signal.SIG_IGN)
        console.print("Stopping.")
    finally:
        family.stop()


def _may_fake(settings: Settings, console: Console) -> bool:
    """True if no carrier is set up and there is room for the fake ones."""
    if settings.twilio_account_sid or settings.telegram_token.get_secret_value():
        return False
    if port_is_free("127.0.0.1", settings.fake_carriers_port):
        return True
    console.print(
        f"Port {settings.fake_carriers_port} is in use, so there are no phones to try. "
        "Set ALONGSIDE_FAKE_CARRIERS_PORT to have them.",
        soft_wrap=True,
    )
    return False


def _print_links(settings: Settings, database: Database, console: Console, phones: str) -> None:
    with database.begin() as session:
        now = Clock().now()
        adviser = advisers.first_adviser(session, now)
        token = advisers.new_link(session, adviser, now)
    for line in (
        f"Web chat:          {settings.public_url}/",
        f"Adviser sign-in:   {settings.public_url}/console/sign-in/{token}",
        "                   (works once, within 24 hours)",
        *([f"Two phones to try: {phones}"] if phones else []),
    ):
        console.print(line, soft_wrap=True, highlight=False)
