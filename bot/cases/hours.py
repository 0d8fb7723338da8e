"""When advisers are there: opening hours, bank holidays, London time with its clock changes."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache

import holidays

from bot.clock import LONDON
from bot.errors import PlainError

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_PART = re.compile(r"(\w{3})(?:-(\w{3}))?\s+(\d\d?):(\d\d)-(\d\d?):(\d\d)")


@dataclass(frozen=True)
class Hours:
    """Opening times by weekday (Monday is 0); closed on bank holidays of England."""

    by_day: dict[int, tuple[time, time]]
    words: str
    closed: frozenset[date] = frozenset()
    """Days on which nobody is there besides those."""

    @classmethod
    def parse(cls, text: str) -> "Hours":
        """From `Mon-Fri 10:00-16:00; Sat 10:00-12:00`. Raises PlainError for anything else."""
        by_day: dict[int, tuple[time, time]] = {}
        for part in filter(None, (p.strip() for p in text.split(";"))):
            match = _PART.fullmatch(part)
            try:
                first = _DAYS.index(match[1].lower())
                last = _DAYS.index((match[2] or match[1]).lower())
                span = (time(int(match[3]), int(match[4])), time(int(match[5]), int(match[6])))
                if last < first or span[1] <= span[0]:
                    raise ValueError
            except (TypeError, ValueError):
                raise PlainError(
                    "Opening hours (ALONGSIDE_OPENING_HOURS, or those of an organisation) must "
                    "look like 'Mon-Fri 10:00-16:00; Sat 10:00-12:00'."
                ) from None
            for day in range(first, last + 1):
                by_day[day] = span
        return cls(by_day, text)

    def _span(self, day: date) -> tuple[datetime, datetime] | None:
        if day.weekday() not in self.by_day or day in self.closed:
            return None
        if day in _bank_holidays(day.year):
            return None
        start, end = self.by_day[day.weekday()]
        # In UTC, because arithmetic within one zone counts the clock's hours and not those that pass.
        opens, closes = (datetime.combine(day, at, LONDON) for at in (start, end))
        return opens.astimezone(UTC), closes.astimezone(UTC)

    def on(self, day: date) -> tuple[str, str]:
        """A day and its hours in words: `Monday 23 November`, `10am to 4pm` or `closed`."""
        name = f"{day.strftime('%A')} {day.day} {day.strftime('%B')}"
        if self._span(day) is None:
            return name, "closed"
        return name, " to ".join(_clock(at) for at in self.by_day[day.weekday()])

    def open_at(self, moment: datetime) -> bool:
        span = self._span(moment.astimezone(LONDON).date())
        return span is not None and span[0] <= moment < span[1]

    def closing(self, moment: datetime) -> datetime:
        """The end of the opening that `moment` is in."""
        return self._span(moment.astimezone(LONDON).date())[1]

    def next_opening(self, moment: datetime) -> datetime | None:
        """The start of the next opening after `moment`; None if there is none within a month."""
        today = moment.astimezone(LONDON).date()
        for days in range(32):
            span = self._span(today + timedelta(days))
            if span and span[0] > moment:
                return span[0]
        return None

    def after_open_minutes(self, moment: datetime, minutes: int) -> datetime:
        """The moment when this many opening minutes will have passed; plain minutes if never open."""
        left = timedelta(minutes=minutes)
        today = moment.astimezone(LONDON).date()
        for days in range(32):
            span = self._span(today + timedelta(days))
            if span is None or span[1] <= moment:
                continue
            start = max(span[0], moment)
            if span[1] - start >= left:
                return start + left
            left -= span[1] - start
        return moment + timedelta(minutes=minutes)


@cache
def _bank_holidays(year: int) -> holidays.HolidayBase:
    return holidays.country_holidays("GB", subdiv="ENG", years=year)


def in_words(moment: datetime, now: datetime) -> str:
    """`today at 2pm`, `tomorrow at 10am`, `Monday 23 November at 10am`."""
    there, here = moment.astimezone(LONDON), now.astimezone(LONDON)
    clock = _clock(there.time())
    days = (there.date() - here.date()).days
    if days == 0:
        return f"today at {clock}"
    if days == 1:
        return f"tomorrow at {clock}"
    return f"{there.strftime('%A')} {there.day} {there.strftime('%B')} at {clock}"


def _clock(at: time) -> str:
    """`2pm`, `2:30pm`"""
    minutes = at.strftime(":%M") if at.minute else ""
    return at.strftime("%I").lstrip("0") + minutes + at.strftime("%p").lower()
