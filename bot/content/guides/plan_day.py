"""The day that somebody means by `in four weeks`, `1 March` or `next Friday`."""

import re
from calendar import monthrange
from datetime import date, timedelta

_NUMBERS = {
    name: number
    for number, names in enumerate(
        "a|an|one two three four five six seven eight nine ten eleven twelve".split(), start=1
    )
    for name in names.split("|")
} | {"couple": 2, "few": 3}
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_DAYS = "mon tue wed thu fri sat sun".split()
_MONTH = (
    r"(?P<month>jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)"
    r"(?:uary|ruary|ch|il|e|y|ust|tember|ember|ober)?"
)
_IN = re.compile(
    r"\b(?:in|after|about)?\s*(?P<number>\d{1,3}|" + "|".join(_NUMBERS) + r")"
    r"(?: of)? (?P<unit>days?|weeks?|wks?|fortnights?|months?|mths?|years?)\b"
)
_NEXT = re.compile(r"\bnext (?P<what>week|month|year|" + "|".join(_DAYS) + r")[a-z]*\b")
_WORDS = (
    re.compile(rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? {_MONTH}\b(?:,? (?P<year>20\d\d))?"),
    re.compile(
        rf"\b{_MONTH} (?:the )?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b(?!\d)(?:,? (?P<year>20\d\d))?"
    ),
    re.compile(r"\b(?P<day>\d{1,2})[/.](?P<number>\d{1,2})(?:[/.](?P<year>\d{2}(?:\d\d)?))?\b"),
    re.compile(r"\b(?P<year>20\d\d)-(?P<number>\d\d)-(?P<day>\d\d)\b"),
    re.compile(
        rf"(?:^|\b(?:in|by|early|mid|start of|next) ){_MONTH}\b(?! be)(?: (?P<year>20\d\d))?"
    ),
)
_WEEKDAY = re.compile(
    r"\b(?:this |on )?(?P<day>" + "|".join(_DAYS) + r")(?:day|sday|nesday|rsday|urday)\b"
)
LATEST = timedelta(days=400)
"""Nobody is reminded of a plan later than this."""


def review_day(text: str, today: date) -> date | None:
    """The coming day that is meant; None if no day, one that is past, or one too far away."""
    said = " ".join(text.lower().split())
    found = _written(said, today) or _counted(said, today) or _named(said, today)
    return found if found and today < found <= today + LATEST else None


def is_written(text: str) -> bool:
    """True if the words name a day of the calendar, not one counted from now."""
    return any(shape.search(text.lower()) for shape in _WORDS)


def _written(said: str, today: date) -> date | None:
    for shape in _WORDS:
        if not (match := shape.search(said)):
            continue
        parts = match.groupdict()
        if name := parts.get("month"):
            month = _MONTHS.index(name[:3]) + 1
        else:
            month = int(parts["number"])
        year = int(parts["year"]) if parts.get("year") else 0
        year += 2000 if 0 < year < 100 else 0
        return _day(year, month, int(parts.get("day") or 1), today)
    return None


def _day(year: int, month: int, day: int, today: date) -> date | None:
    """That day; without a year the next one to come."""
    for wanted in (year,) if year else (today.year, today.year + 1):
        try:
            found = date(wanted, month, day)
        except ValueError:
            continue
        if year or found > today:
            return found
    return None


def _counted(said: str, today: date) -> date | None:
    if not (match := _IN.search(said)):
        return None
    word = match["number"]
    number, unit = int(word) if word.isdecimal() else _NUMBERS[word], match["unit"]
    if unit.startswith("m"):
        return _months_on(today, number)
    if unit.startswith("y"):
        return _months_on(today, 12 * number)
    days = {"d": 1, "w": 7, "f": 14}[unit[0]]
    return today + timedelta(days=days * number)


def _months_on(today: date, months: int) -> date:
    year, month = divmod(today.year * 12 + today.month - 1 + months, 12)
    return date(year, month + 1, min(today.day, monthrange(year, month + 1)[1]))


def _named(said: str, today: date) -> date | None:
    if match := _NEXT.search(said):
        what = match["what"]
        if what == "week":
            return today + timedelta(days=7)
        if what in ("month", "year"):
            return _months_on(today, 1 if what == "month" else 12)
        monday = today + timedelta(days=7 - today.weekday())
        return monday + timedelta(days=_DAYS.index(what))
    if "tomorrow" in said:
        return today + timedelta(days=1)
    match = _WEEKDAY.search(said)
    return _weekday(match["day"], today) if match else None


def _weekday(name: str, today: date) -> date:
    return today + timedelta(days=(_DAYS.index(name) - today.weekday() - 1) % 7 + 1)
