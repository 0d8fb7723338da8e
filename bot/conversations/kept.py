"""A small thing of the database that every turn asks for, read again at most once a second."""

import threading
import time
from collections.abc import Callable
from typing import Generic, TypeVar

from sqlalchemy.orm import Session

from bot.storage.engine import Database

Thing = TypeVar("Thing")


class Kept(Generic[Thing]):
    """Hands out what `read` finds. A change by another gateway is seen within `every` seconds."""

    def __init__(
        self, database: Database, read: Callable[[Session], Thing], every: float = 1.0
    ) -> None:
        self._database, self._read, self._every = database, read, every
        self._lock = threading.Lock()
        self._thing: Thing | None = None
        self._until = 0.0

    def current(self) -> Thing:
        if self._thing is not None and time.monotonic() < self._until:
            return self._thing
        with self._lock:
            if self._thing is None or time.monotonic() >= self._until:
                with self._database.read() as session:
                    self._thing = self._read(session)
                self._until = time.monotonic() + self._every
            return self._thing

    def forget(self) -> None:
        """It was changed here: the next question is put to the database."""
        self._until = 0.0
