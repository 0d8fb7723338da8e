"""The store, read again when a file changes; a broken file never replaces a working one."""

import threading
import time
from pathlib import Path

import structlog

from bot.content.load import load_store
from bot.content.store import Store
from bot.errors import PlainError

log = structlog.get_logger()


class LiveStore:
    """Hands out the newest set of answers that has no fault."""

    def __init__(self, data: Path, every: float = 1.0) -> None:
        """`every`: seconds for which the files are not looked at again."""
        self._data, self._every, self._lock = data, every, threading.Lock()
        self._stamp = self._now()
        self._looked = time.monotonic()
        self._store = load_store(data)

    def current(self) -> Store:
        """The answers to use now. Cheap: most calls look at no file."""
        if time.monotonic() - self._looked < self._every:
            return self._store
        # One thread looks; the others go on with what there is.
        if not self._lock.acquire(blocking=self._every == 0):
            return self._store
        try:
            stamp = self._now()
            self._looked = time.monotonic()
            if stamp != self._stamp:
                self._stamp = stamp
                self._read()
            return self._store
        finally:
            self._lock.release()

    def _read(self) -> None:
        try:
            self._store = load_store(self._data)
        except PlainError as error:
            log.error("answers_kept", reason=str(error))
        except Exception as error:
            # Whatever a half-written file does, people go on getting the last good answers.
            log.error("answers_kept", reason=type(error).__name__)
        else:
            log.info("answers_read", answers=sum(1 for _ in self._store))

    def _now(self) -> frozenset:
        files = [*(self._data / "answers").glob("*.yml"), *self._data.glob("*.yml")]
        stamps = set()
        for file in files:
            try:
                found = file.stat()
            except OSError:
                continue
            stamps.add((str(file), found.st_mtime_ns, found.st_size))
        return frozenset(stamps)
