"""When advisers are there: opening hours, bank holidays, London time with its clock changes."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache

import holidays

from bot.clock import LONDON
from bot.errors import PlainError

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_PART = re.compile(r"(\w{3})(?:-(\w{3}))?\s+(\d\d?):(\d\d)-(\d\d?):(\d\d)")


Span = tuple[datetime, datetime]


@dataclass(frozen=True)
class Hours:
    """Opening times by weekday (Monday is 0); closed on bank holidays of England."""

    by_day: dict[int, tuple[tuple[time, time], ...]]
    words: str
    closed: frozenset[date] = frozenset()
    """Days on which nobody is there besides those."""
    others: tuple["Hours", ...] = ()
    """Weeks of others: somebody is there whenever one of them is."""
    on_break: bool = False
    """True if everybody who should be there at this moment takes a break."""

    @classmethod
    def parse(cls, text: str) -> "Hours":
        """From `Mon-Fri 10:00-12:00; Mon 14:00-16:00`. Raises PlainError for anything else."""
        by_day: dict[int, tuple[tuple[time, time], ...]] = {}
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
                by_day[day] = _joined([*by_day.get(day, ()), span])
        return cls(by_day, text)

    def _spans(self, day: date) -> tuple[Span, ...]:
        """When somebody is there on this day, in order, what touches joined."""
        own: list[Span] = []
        if day not in self.closed and day not in _bank_holidays(day.year):
            # In UTC, because arithmetic within one zone counts the clock's hours and not those
            # that pass.
            own = [
                tuple(datetime.combine(day, at, LONDON).astimezone(UTC) for at in span)
                for span in self.by_day.get(day.weekday(), ())
            ]
        return _joined([*own, *(span for other in self.others for span in other._spans(day))])

    def on(self, day: date) -> tuple[str, str]:
        """A day and its hours in words: `Monday 23 November`, `10am to 4pm` or `closed`."""
        name = f"{day.strftime('%A')} {day.day} {day.strftime('%B')}"
        spans = [
            " to ".join(_clock(at.astimezone(LONDON).time()) for at in span)
            for span in self._spans(day)
        ]
        return name, " and ".join(spans) or "closed"

    def _span_at(self, moment: datetime) -> Span | None:
        spans = self._spans(moment.astimezone(LONDON).date())
        return next((span for span in spans if span[0] <= moment < span[1]), None)

    def open_at(self, moment: datetime) -> bool:
        return self._span_at(moment) is not None

    def closing(self, moment: datetime) -> datetime:
        """The end of the opening that `moment` is in."""
        return self._span_at(moment)[1]

    def next_opening(self, moment: datetime) -> datetime | None:
        """The start of the next opening after `moment`; None if there is none within a month."""
        return next((start for start, _ in self._coming(moment) if start > moment), None)

    def after_open_minutes(self, moment: datetime, minutes: int) -> datetime:
        """The moment when this many opening minutes will have passed; plain minutes if never open."""
        left = timedelta(minutes=minutes)
        for span in self._coming(moment):
            start = max(span[0], moment)
            if span[1] - start >= left:
                return start + left
            left -= span[1] - start
        return moment + timedelta(minutes=minutes)

    def _coming(self, moment: datetime) -> Iterator[Span]:
        """The openings of a month that have not ended at `moment`."""
        today = moment.astimezone(LONDON).date()
        for days in range(32):
            yield from (span for span in self._spans(today + timedelta(days)) if span[1] > moment)


def _joined(spans: list[tuple]) -> tuple:
    """The spans in order; those that touch or overlap are one."""
    joined: list[tuple] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(joined)


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
