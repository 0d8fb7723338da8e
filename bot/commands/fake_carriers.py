"""`alongside fake-carriers`: Twilio and Telegram on this machine, and two phones to try them."""

import uvicorn
from rich.console import Console

from bot.channels.fake.app import (
    fakes_of,
    make_carriers,
    refuse_beside_real,
    with_fakes,
)
from bot.commands.processes import port_is_free
from bot.errors import PlainError
from bot.privacy.keys import read_key
from bot.settings import Settings


def faked(settings: Settings) -> Settings:
    """The settings of an installation whose carriers are the fake ones."""
    return with_fakes(settings, read_key(settings.keys, "connector"))


def fake_carriers(settings: Settings, console: Console) -> None:
    """Serve on 127.0.0.1 until Ctrl-C. Raises PlainError beside real credentials."""
    refuse_beside_real(settings)
    port = settings.fake_carriers_port
    if not port_is_free("127.0.0.1", port):
        raise PlainError(
            f"Port {port} is in use: stop the other program (is 'make start' running?), "
            "or set ALONGSIDE_FAKE_CARRIERS_PORT."
        )
    app = make_carriers(*fakes_of(faked(settings)))
    console.print(f"Two phones: http://127.0.0.1:{port}/", highlight=False, soft_wrap=True)
    uvicorn.run(app, host="127.0.0.1", port=port, log_level="error", access_log=False, ws="none")
