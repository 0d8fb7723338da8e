"""The time, in one place, so that a test or a replay can move it."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


class Clock:
    """The real time. `now()` is always aware and in UTC."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    def london(self) -> datetime:
        """The same moment as the wall clock in London shows it."""
        return self.now().astimezone(LONDON)


class MovableClock(Clock):
    """A clock that runs on from a chosen moment and can be moved forward or set."""

    def __init__(self, start: datetime | None = None) -> None:
        self._offset = timedelta(0)
        if start is not None:
            self.set(start)

    def now(self) -> datetime:
        return datetime.now(UTC) + self._offset

    def set(self, moment: datetime) -> None:
        """Make `moment` the present; a moment without a zone is read as London time."""
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=LONDON)
        self._offset = moment - datetime.now(UTC)

    def move(self, **by: float) -> None:
        """Move forward, with the keywords of `timedelta`: `clock.move(minutes=30)`."""
        self._offset += timedelta(**by)
