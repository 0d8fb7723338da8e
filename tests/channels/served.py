"""The fake carriers on a port of their own, for tests that need their records or their page."""

import asyncio
import threading
import time
from collections.abc import Coroutine
from typing import Any

import uvicorn

from bot.channels.fake.app import make_carriers
from bot.channels.fake.telegram import FakeTelegram
from bot.channels.fake.twilio import FakeTwilio
from bot.commands.processes import free_port


class Served:
    """Both fakes behind HTTP, on an event loop in a thread."""

    def __init__(self, twilio: FakeTwilio, telegram: FakeTelegram, port: int = 0) -> None:
        self.twilio, self.telegram = twilio, telegram
        port = port or free_port()
        self.url = f"http://127.0.0.1:{port}"
        self._server = uvicorn.Server(
            uvicorn.Config(
                make_carriers(twilio, telegram), host="127.0.0.1", port=port,
                log_level="error", access_log=False, ws="none",
            )
        )  # fmt: skip
        self.loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()
        while not self._server.started:
            time.sleep(0.02)

    def _serve(self) -> None:
        asyncio.set_event_loop(self.loop)
        self.loop.run_until_complete(self._server.serve())

    def do(self, work: Coroutine[Any, Any, Any]) -> Any:
        """What a phone does, until it is done."""
        return asyncio.run_coroutine_threadsafe(work, self.loop).result(30)

    def close(self) -> None:
        self._server.should_exit = True
        self._thread.join(20)
        self.loop.close()
