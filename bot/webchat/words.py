"""From the plain text of a message to HTML: paragraphs, lists, line breaks, links. No mark-up.

Whatever somebody typed is shown as they typed it: every character is escaped.
"""

import re
from datetime import date, datetime, time
from itertools import groupby

from babel.dates import format_date, get_day_names
from markupsafe import Markup, escape
from phonenumbers import PhoneNumberFormat, PhoneNumberMatcher, format_number

from bot.cases.hours import Hours
from bot.clock import LONDON
from bot.webchat.texts import TAGS, language
from bot.webchat.texts import gettext as _

_WEB = r"https?://[^\s<>\"']+"
_MAIL = r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
_SHORT_NUMBER = r"(?<=call )(?:999|111|116 ?123)\b"
_LINK = re.compile(f"(?P<web>{_WEB})|(?P<mail>{_MAIL})|(?P<short>{_SHORT_NUMBER})")
_NUMBERED = re.compile(r"\d+\. ")
_LABELLED = re.compile(r"([A-Z][\w' ]{2,30}): (.+)")


def html_of(text: str, *, ours: bool) -> Markup:
    """The text in blocks. What a person wrote (`ours` false) gets line breaks and nothing else."""
    blocks = (block for block in re.split(r"\n[ \t]*\n", text) if block.strip())
    make = _block if ours else _as_typed
    return Markup("").join(make(block.strip("\n").split("\n")) for block in blocks)


def _as_typed(lines: list[str]) -> Markup:
    return Markup("<p>{}</p>").format(Markup("<br>").join(lines))


def _block(lines: list[str]) -> Markup:
    """One paragraph; lines that start with `- ` become a list where they stand."""
    runs = groupby(lines, key=lambda line: line.startswith("- "))
    return Markup("").join((_list if item else _paragraph)(list(run)) for item, run in runs)


def _list(lines: list[str]) -> Markup:
    items = (Markup("<li>{}</li>").format(with_links(line[2:])) for line in lines)
    return Markup("<ul>{}</ul>").format(Markup("").join(items))


def _paragraph(lines: list[str]) -> Markup:
    if len(lines) > 2 and _NUMBERED.match(lines[0]):
        return _listing(lines)
    return Markup("<p>{}</p>").format(Markup("<br>").join(map(with_links, lines)))


def _listing(lines: list[str]) -> Markup:
    """One result of a search: its name as a heading, what is known of it as terms and values."""
    known, rest = [], []
    for line in lines[1:]:
        match = _LABELLED.fullmatch(line)
        if match:
            known.append(Markup("<dt>{}</dt><dd>{}</dd>").format(match[1], with_links(match[2])))
        else:
            rest.append(Markup("<p>{}</p>").format(with_links(line)))
    terms = Markup("<dl>{}</dl>").format(Markup("").join(known)) if known else Markup("")
    return Markup("<h4>{}</h4>").format(lines[0]) + terms + Markup("").join(rest)


def with_links(line: str) -> Markup:
    """Addresses, email addresses and telephone numbers as links, under the words they stand in."""
    found = [(m.start(), *_address(m)) for m in _LINK.finditer(line)]
    taken = [(start, start + len(words)) for start, words, _ in found]
    for match in PhoneNumberMatcher(line, "GB"):
        if all(match.end <= start or end <= match.start for start, end in taken):
            number = format_number(match.number, PhoneNumberFormat.E164)
            found.append((match.start, match.raw_string, f"tel:{number}"))
    made, end = Markup(""), 0
    for start, words, target in sorted(found):
        made += escape(line[end:start]) + Markup('<a href="{}">{}</a>').format(target, words)
        end = start + len(words)
    return made + escape(line[end:])


def _address(match: re.Match[str]) -> tuple[str, str]:
    """The words of a link and where it goes."""
    if match["web"]:
        url = match[0].rstrip(".,;:!?)")
        return url, url
    if match["mail"]:
        return match[0], f"mailto:{match[0]}"
    return match[0], f"tel:{match[0].replace(' ', '')}"


def time_words(moment: datetime, now: datetime) -> str:
    """`2:05pm`, `yesterday at 2:05pm`, `21 November at 2:05pm`, with the year if it is another."""
    there, here = moment.astimezone(LONDON), now.astimezone(LONDON)
    clock = clock_words(there)
    days = (there.date() - here.date()).days
    if days == 0:
        return clock
    if days in (-1, 1):
        words = _("yesterday at %(clock)s") if days < 0 else _("tomorrow at %(clock)s")
        return words % {"clock": clock}
    return _("%(day)s at %(clock)s") % {
        "day": day_words(there.date(), with_year=there.year != here.year),
        "clock": clock,
    }


def clock_words(there: datetime) -> str:
    """`2:05pm`"""
    return there.strftime("%I:%M%p").lstrip("0").lower()


def day_words(day: date, *, with_year: bool = True) -> str:
    """`21 November 2026`, with the months of the language of now."""
    shape = "d MMMM y" if with_year else "d MMMM"
    return format_date(day, shape, locale=TAGS[language()].replace("-", "_"))


def hours_words(opening_hours: str) -> str:
    """`Monday to Friday, 10am to 4pm`, from the setting, in the language of now."""
    by_day = Hours.parse(opening_hours).by_day
    names = get_day_names("wide", locale=TAGS[language()].replace("-", "_"))
    runs: list[list[int]] = []
    for day in sorted(by_day):
        if runs and runs[-1][-1] == day - 1 and by_day[runs[-1][-1]] == by_day[day]:
            runs[-1].append(day)
        else:
            runs.append([day])
    spans = []
    for run in runs:
        times = [_from_to(*(_hour_words(at) for at in span)) for span in by_day[run[0]]]
        days = _from_to(names[run[0]], names[run[-1]]) if len(run) > 1 else names[run[0]]
        spans.append(", ".join([days, *times]))
    return "; ".join(spans) or _("at times that we tell you in the chat")


def _from_to(first: str, last: str) -> str:
    return _("%(first)s to %(last)s") % {"first": first, "last": last}


def _hour_words(at: time) -> str:
    """`10am`, `2:30pm`"""
    minutes = at.strftime(":%M") if at.minute else ""
    return at.strftime("%I").lstrip("0") + minutes + at.strftime("%p").lower()
