"""Data files of the guides, read again when they change; a broken file never replaces a good one."""

from collections.abc import Callable
from pathlib import Path
from typing import Generic, TypeVar

import structlog

from bot.content.guides.adjustments import Barrier, load_barriers
from bot.content.guides.matrix import Matrix, load_matrix
from bot.errors import PlainError
from bot.settings import PROJECT

log = structlog.get_logger()
T = TypeVar("T")


class LiveFile(Generic[T]):
    """What `load` makes of a file. The first reading raises; later ones keep the last good."""

    def __init__(self, file: Path, load: Callable[[Path], T]) -> None:
        self._file, self._load = file, load
        self._stamp: int | None = None
        self._value: T | None = None

    def current(self) -> T:
        try:
            stamp = self._file.stat().st_mtime_ns
            if stamp != self._stamp:
                value = self._load(self._file)
                self._value, self._stamp = value, stamp
        except (OSError, PlainError) as error:
            if self._value is None:
                raise
            log.error("guide_file_kept", file=self._file.name, reason=type(error).__name__)
        return self._value


MATRIX: LiveFile[Matrix] = LiveFile(PROJECT / "data" / "benefits_safety.yml", load_matrix)
BARRIERS: LiveFile[dict[str, Barrier]] = LiveFile(
    PROJECT / "data" / "adjustments.yml", load_barriers
)
