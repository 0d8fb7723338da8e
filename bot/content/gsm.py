"""Text messages: the GSM 7-bit alphabet and segments (3GPP TS 23.038, 23.040).

A text that fits the alphabet takes 160 septets, or 153 in each part of a longer one; any other
character makes it UCS-2: 70 code units, or 67 in each part. Extension characters count two.
"""

import re
from collections.abc import Callable

BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
EXTENSION = frozenset("\f^{}\\[~]|€")

_PLAIN = str.maketrans(
    {"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "…": "...", "•": "-",
     "\u00a0": " ", "\t": " ", "`": "'"}
)  # fmt: skip


def to_gsm(text: str) -> str:
    """Our own words with typographic characters replaced by their GSM-7 likeness."""
    return text.translate(_PLAIN)


def is_gsm(text: str) -> bool:
    return all(c in BASIC or c in EXTENSION for c in text)


def fills_a_segment(text: str) -> bool:
    """True if not one more character goes into the segment, alone or as a part of a longer text."""
    if is_gsm(text):
        used, sizes = sum(2 if c in EXTENSION else 1 for c in text), (160, 153)
    else:
        used, sizes = sum(2 if ord(c) > 0xFFFF else 1 for c in text), (70, 67)
    # One unit stays empty where a character of two did not fit.
    return used in sizes or used + 1 in sizes


def segments(text: str) -> int:
    """How many segments the text takes; an empty text takes none."""
    if not text:
        return 0
    if is_gsm(text):
        return _count([2 if c in EXTENSION else 1 for c in text], 160, 153)
    return _count([2 if ord(c) > 0xFFFF else 1 for c in text], 70, 67)


def _count(widths: list[int], single: int, each: int) -> int:
    if sum(widths) <= single:
        return 1
    parts, room = 1, each
    for width in widths:
        # A two-unit character is never cut: it moves whole to the next part.
        if width > room:
            parts, room = parts + 1, each
        room -= width
    return parts


_CUTS = (
    (re.compile(r"\n"), 0.5),
    (re.compile(r"(?<!\d)[.?!]\s"), 0.3),
    (re.compile(r"[;,]\s"), 0.3),
    (re.compile(r"\s"), 0.0),
)
"""Where a page may end, best first, and how full it must then be; never after a list's number."""


def pages(
    text: str,
    most: int = 2,
    ending: str = "",
    opening: Callable[[str, int], str] = lambda left, page: "",
) -> list[str]:
    """The text in pages of at most `most` segments, cut at sentences, else words.

    `ending` is added to every page but the last (`Reply MORE for the rest.`). `opening` is asked
    what to put before each page: it gets what is left of the text, and how many pages there are.
    """
    left, done = text.strip(), []
    while left or not done:
        begin = opening(left, len(done))
        if segments(begin + left) <= most:
            return [*done, begin + left]
        page = _longest(left, most, ending, begin)
        done.append(begin + page.rstrip() + ending)
        left = left[len(page) :].strip()
    return done


def _longest(text: str, most: int, ending: str, begin: str) -> str:
    low, high = 1, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if segments(begin + text[:middle].rstrip() + ending) <= most:
            low = middle
        else:
            high = middle - 1
    fits = text[:low]
    for mark, share in _CUTS:
        cuts = [m.end() for m in mark.finditer(fits)]
        if cuts and cuts[-1] > low * share:
            return fits[: cuts[-1]]
    return fits
