"""Reading one cell of somebody else's data: dates, times, days, yes or no, postcodes, HTML.

Each function returns the value, or raises ValueError with words that follow `row 3, date:`.
"""

import math
import re
from collections.abc import Callable
from datetime import date, datetime
from uuid import UUID, uuid5

from markupsafe import Markup

from bot.directory import postcodes
from bot.directory.models import NO, UNKNOWN, YES

OURS = UUID("3f0c2a1e-7f4c-5c58-9b1e-4c6e8a0d5b11")
"""Namespace of ids made from names in our own files: the same row gets the same id each time."""
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
LONGEST = 5_000
"""Characters kept of one text of a feed."""
_DAY_NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_BYDAY = re.compile(r"([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)")
_TIME = re.compile(
    r"(\d{1,2})(?:[:.](\d\d))?(?::\d\d(?:\.\d+)?)?\s*(am|pm)?(?:Z|[+-]\d\d:?\d\d)?", re.I
)
_DATE_SHAPES = (
    "%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%d %B %Y", "%d %b %Y", "%Y/%m/%d", "%d/%m/%y",
    "%B %d %Y", "%b %d %Y", "%d-%b-%Y", "%d-%b-%y",
)  # fmt: skip
_UNSEEN = re.compile(r"<(script|style)\b.*?(?:</\1\s*>|\Z)", re.IGNORECASE | re.DOTALL)
_MARKUP = re.compile(r"<[a-zA-Z/!]|&(?:[a-zA-Z]+|#\d+|#x[0-9a-fA-F]+);")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069]")


def own_id(*parts: str) -> str:
    """The id of something of ours without one; a part that is a UUID already keeps it."""
    if len(parts) == 2 and (known := as_uuid(parts[1])):
        return known
    return str(uuid5(OURS, "/".join(parts)))


def as_uuid(text: object) -> str | None:
    """A UUID in its usual spelling, or None."""
    try:
        return str(UUID(str(text)))
    except ValueError:
        return None


def uuid(text: str) -> str:
    if known := as_uuid(text):
        return known
    raise ValueError(f"'{text[:60]}' is not a UUID")


def one_of(allowed: tuple[str, ...]) -> Callable[[str], str]:
    """A reader of words of a closed list."""

    def read(text: str) -> str:
        if text not in allowed:
            raise ValueError(f"'{text[:40]}' is not one of {', '.join(allowed)}")
        return text

    return read


def plain(text: object) -> str:
    """Text without HTML, control characters and surplus space; at most LONGEST characters."""
    text = _CONTROL.sub("", str(text))
    while _MARKUP.search(text):
        shorter = str(Markup(_UNSEEN.sub(" ", text)).striptags())
        if len(shorter) >= len(text):
            break
        text = shorter
    return re.sub(r"[ \t\r\f\v\xa0]+", " ", text).strip()[:LONGEST]


def day(text: str) -> date | None:
    """`2026-07-01`, `01/07/2026` (day first), `1 July 2026`, `July 1st, 2026`; None if empty."""
    text = text.strip()
    if not text:
        return None
    # A date with a time, as feeds have it.
    text = re.sub(r"^(\d{4}-\d\d-\d\d)[T ].*$", r"\1", text)
    # `1st July, 2026`, as people write.
    text = re.sub(r"(?<=\d)(?:st|nd|rd|th)\b|,", "", text)
    for shape in _DATE_SHAPES:
        try:
            found = datetime.strptime(text, shape).date()
        except ValueError:
            continue
        if not 1900 <= found.year <= 2200:
            break
        return found
    raise ValueError(
        f"'{text[:40]}' is not a date: write it as 2026-07-01 or 01/07/2026, day first"
    )


def past_day(text: str, today: date) -> date | None:
    """A day that has been."""
    found = day(text)
    if found and found > today:
        raise ValueError(f"{found} is in the future")
    return found


def clock(text: str) -> str:
    """`10:00`, `10am`, `14.30` as `HH:MM`; empty if empty."""
    text = text.strip()
    if not text:
        return ""
    match = _TIME.fullmatch(text)
    hour, minute = (int(match[1]), int(match[2] or 0)) if match else (99, 0)
    half = (match[3] or "").lower() if match else ""
    if half and not 1 <= hour <= 12:
        hour = 99
    if half == "pm" and hour < 12:
        hour += 12
    elif half == "am" and hour == 12:
        hour = 0
    if hour > 23 or minute > 59:
        raise ValueError(f"'{text[:40]}' is not a time: write it as 14:30")
    return f"{hour:02}:{minute:02}"


def days(text: str) -> str:
    """`Monday, Thu` or `MO,TH` or `2TU` as `MO,TH`, `2TU`; empty if empty."""
    found = []
    for word in re.split(r"[,;/&\s]+|\band\b", text.strip()):
        if not word:
            continue
        name = word.lower().rstrip("s") if len(word) > 3 else word.lower()
        known = [DAYS[i] for i, d in enumerate(_DAY_NAMES) if len(name) >= 2 and d.startswith(name)]
        if _BYDAY.fullmatch(word.upper()):
            known = [word.upper()]
        if not known:
            raise ValueError(f"'{word[:20]}' is not a day: write Monday, or MO")
        found.append(known[0])
    return ",".join(dict.fromkeys(found))


def day_bits(byday: str) -> int:
    """Bits of the days of the week in a list such as `MO,2TH`: Monday 1 to Sunday 64."""
    bits = 0
    for match in _BYDAY.finditer(byday.upper()):
        bits |= 1 << DAYS.index(match[2])
    return bits


def yes_no(text: str) -> str:
    """yes, no or unknown; empty is unknown."""
    word = text.strip().lower()
    if word in ("", "unknown", "?", "not known", "don't know"):
        return UNKNOWN
    if word in ("yes", "y", "true", "1"):
        return YES
    if word in ("no", "n", "false", "0"):
        return NO
    raise ValueError(f"'{text[:20]}' must be yes, no or unknown")


def number(text: object, low: float, high: float) -> float | None:
    """A number from `low` to `high`; None if empty."""
    if text is None or str(text).strip() == "":
        return None
    try:
        found = float(str(text).strip().lstrip("£"))
    except ValueError:
        found = math.nan
    if not low <= found <= high:
        raise ValueError(f"'{str(text)[:20]}' must be a number from {low:g} to {high:g}")
    return found


def postcode(text: str) -> str:
    """A full UK postcode, tidied; empty if empty. Only its shape is looked at."""
    text = " ".join(text.split())
    if not text:
        return ""
    match = postcodes.FULL.fullmatch(text)
    if not match:
        raise ValueError(
            f"'{text[:20]}' is not a UK postcode: write it like SE15 4NX, or leave it empty"
        )
    return postcodes.tidy(match[1], match[2])


def web_address(text: str) -> str:
    """An http(s) address; one without a scheme gets https. Empty if empty."""
    text = text.strip()
    if not text:
        return ""
    if "://" not in text and re.match(r"^[\w-]+(\.[\w-]+)+", text):
        text = "https://" + text
    if not re.fullmatch(r"https?://[^\s/?#@<>\"]+\.?[^\s<>\"]*", text):
        raise ValueError(f"'{text[:60]}' is not a web address: write it like https://example.org")
    return text


def email(text: str) -> str:
    text = text.strip()
    if text and not re.fullmatch(r"[^@\s<>\"]+@[^@\s<>\"]+\.[^@\s<>\".]+", text):
        raise ValueError(f"'{text[:60]}' is not an email address")
    return text
