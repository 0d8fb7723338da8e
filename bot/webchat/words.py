"""From the plain text of a message to HTML: paragraphs, lists, line breaks, links. No mark-up.

Whatever somebody typed is shown as they typed it: every character is escaped.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from itertools import groupby
from urllib.parse import urlsplit

from babel.dates import format_date, get_day_names
from markupsafe import Markup, escape
from phonenumbers import PhoneNumberFormat, PhoneNumberMatcher, format_number

from bot.cases.hours import Hours
from bot.clock import LONDON
from bot.webchat.texts import TAGS, language
from bot.webchat.texts import gettext as _
from bot.webchat.tongues import RIGHT_TO_LEFT

_WEB = r"https?://[^\s<>\"']+"
_MAIL = r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
_SHORT_NUMBER = r"(?:(?<=[Cc]all )|(?<=[Rr]ing )|(?<=NHS ))(?:999|111|101|116 ?123)\b"
_SHORT_TEXT = r"(?<=SHOUT to )85258\b"
_LINK = re.compile(
    f"(?P<web>{_WEB})|(?P<mail>{_MAIL})|(?P<short>{_SHORT_NUMBER})|(?P<shout>{_SHORT_TEXT})"
)
_NUMBERED = re.compile(r"(\d+)\. (.+)")
_NAMED = re.compile(r"Name: (.+)")
_LABELLED = re.compile(r"([A-Z][\w' ]{2,30}): (.+)")
LONG_ADDRESS = 50
"""Characters of a web address from which its words are only the name of the site."""

Languages = Mapping[str, str]
"""Lines that are not in the language around them, each with what stands in its `lang`."""
NONE: Languages = {}


def blocks_of(text: str) -> list[list[str]]:
    """The lines of each paragraph."""
    found = (block.strip("\n") for block in re.split(r"\n[ \t]*\n", text) if block.strip())
    return [block.split("\n") for block in found]


def html_of(text: str, *, ours: bool, languages: Languages = NONE) -> Markup:
    """The text in blocks. What a person wrote (`ours` false) gets line breaks and nothing else."""
    make = _block if ours else _as_typed
    return Markup("").join(make(lines, languages) for lines in blocks_of(text))


def element(name: str, inside: Markup, language: str = "", direction: str = "") -> Markup:
    """`<p lang="pl">inside</p>`; a language that runs from right to left says so too."""
    direction = "rtl" if language in RIGHT_TO_LEFT else direction
    said = (("lang", language), ("dir", direction))
    marks = Markup("").join(Markup(' {}="{}"').format(*mark) for mark in said if mark[1])
    return Markup("<{0}{1}>{2}</{0}>").format(Markup(name), marks, inside)


def _as_typed(lines: list[str], languages: Languages) -> Markup:
    inside = Markup("<br>").join(lines)
    return element("p", inside, languages.get(lines[0], ""), direction="auto")


def _block(lines: list[str], languages: Languages) -> Markup:
    """One paragraph; lines that start with `- ` become a list where they stand."""
    if is_listing(lines):
        return listing_html(lines)
    runs = groupby(lines, key=lambda line: line.startswith("- "))
    make = {True: _list, False: _paragraph}
    return Markup("").join(make[item](list(run), languages) for item, run in runs)


def _list(lines: list[str], languages: Languages) -> Markup:
    items = (element("li", with_links(line[2:]), languages.get(line, "")) for line in lines)
    return Markup("<ul>{}</ul>").format(Markup("").join(items))


def _paragraph(lines: list[str], languages: Languages) -> Markup:
    if _are_steps(lines):
        items = (element("li", with_links(_NUMBERED.fullmatch(line)[2])) for line in lines)
        return Markup("<ol>{}</ol>").format(Markup("").join(items))
    found = [languages.get(line, "") for line in lines]
    if len({*found}) == 1:
        return element("p", Markup("<br>").join(map(with_links, lines)), found[0])
    parts = (
        element("span", with_links(line), tongue) if tongue else with_links(line)
        for line, tongue in zip(lines, found, strict=True)
    )
    return element("p", Markup("<br>").join(parts))


def _are_steps(lines: list[str]) -> bool:
    """True for `1. `, `2. ` and so on."""
    numbers = [match and match[1] for match in map(_NUMBERED.fullmatch, lines)]
    return len(lines) > 1 and numbers == [str(n) for n in range(1, len(lines) + 1)]


def is_listing(lines: list[str]) -> bool:
    """True for a result of a search, or one in full: its name, then what is known, each labelled."""
    first, *others = lines
    named = _NUMBERED.fullmatch(first) or _NAMED.fullmatch(first)
    return bool(named) and any(map(is_labelled, others))


def is_labelled(line: str) -> bool:
    """True for `What it is: a job club.`"""
    return bool(_LABELLED.fullmatch(line))


def listing_html(lines: list[str], cut: Callable[[str], list[str]] = lambda text: [text]) -> Markup:
    """The name as a heading, what is known of it as terms and values.

    `cut` parts a value into the lines it is shown in.
    """
    known, rest = [], []
    for line in lines[1:]:
        if match := _LABELLED.fullmatch(line):
            value = Markup("<br>").join(map(with_links, cut(match[2])))
            known.append(Markup("<dt>{}</dt><dd>{}</dd>").format(match[1], value))
        else:
            rest += [element("p", with_links(part)) for part in cut(line)]
    terms = Markup("<dl>{}</dl>").format(Markup("").join(known))
    named = _NAMED.fullmatch(lines[0])
    name = named[1] if named else lines[0]
    return Markup("<h4>{}</h4>").format(name) + terms + Markup("").join(rest)


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
        shown = _site(words) if target == words and len(words) > LONG_ADDRESS else words
        made += escape(line[end:start]) + Markup('<a href="{}">{}</a>').format(target, shown)
        end = start + len(words)
    return made + escape(line[end:])


def _site(address: str) -> str:
    """`example.org (web page)`: an address that fills three lines tells nobody where it goes."""
    return f"{urlsplit(address).netloc.removeprefix('www.')} (web page)"


def _address(match: re.Match[str]) -> tuple[str, str]:
    """The words of a link and where it goes."""
    if match["web"]:
        url = match[0].rstrip(".,;:!?)")
        return url, url
    if match["mail"]:
        return match[0], f"mailto:{match[0]}"
    if match["shout"]:
        return match[0], f"sms:{match[0]}?&body=SHOUT"
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
