"""Find numbers and secrets that should never be kept, so that they are removed before storing.

National Insurance numbers, payment cards, bank accounts and passwords. Postcodes and
phone numbers stay: they are how a job club near by is found and how a person is rung back.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Kind = Literal["ni_number", "card_number", "sort_code_account", "password"]

_REMOVED: dict[str, str] = {
    "ni_number": "[National Insurance number removed]",
    "card_number": "[card number removed]",
    "sort_code_account": "[bank details removed]",
    "password": "[password removed]",
}


@dataclass(frozen=True)
class Found:
    """What was found, and where: text[start:end]."""

    kind: Kind
    start: int
    end: int


_GAP = r"[\s.\-–—/_\u200b\u00a0]{0,3}"
# HMRC: neither letter is D, F, I, Q, U or V, the second is not O either, and some pairs
# are never given out. The letter at the end is A to D. QQ stands in official examples: who
# types it may have changed nothing but the letters.
_NI = re.compile(
    rf"(?<![^\W_])(?:([A-CEGHJ-PR-TW-Z]){_GAP}([A-CEGHJ-NPR-TW-Z])|(Q){_GAP}(Q))(?:{_GAP}\d){{6}}"
    rf"(?:(?P<gap>{_GAP})(?P<last>[A-D])(?![^\W_])|(?!{_GAP}\d)(?![^\W_]))",
    re.IGNORECASE,
)
_NI_UNUSED = frozenset("BG GB KN NK NT TN ZZ".split())
# "on 12 10 26 a man came" has the letters of a number and is a date.
_WORDS_OF_TWO = frozenset("am an as at by he me my no oh on or pm so to we".split())
# Named as one, it is removed whatever its letters are.
_NI_NAMED = re.compile(
    r"(?i)\b(?:ni|nino|nin|nins|n\.i\.|n\si|nat(?:ional|\.)?\s?ins(?:urance|\.)?|insurance)"
    r"(?:\s?(?:number|num|no|nr|#))?\W{0,3}(?:is|=)?\W{0,3}"
    rf"(?P<number>[A-Z]{_GAP}[A-Z](?:{_GAP}\d){{6}}(?:{_GAP}[A-Z](?![^\W_]))?)(?!\d)"
)

_DIGITS = re.compile(r"\d(?:[ \-\u00a0]{0,2}\d)*")
_CARD_LENGTHS = (16, 15, 19, 14, 13, 18, 17)
_CARD_STARTS = "23456"

_SORT = r"\d\d[ \-.–]{0,2}\d\d[ \-.–]{0,2}\d\d"
_ACCOUNT = r"\d{4}[ \-]?\d{4}"
_BANK_WORD = r"(?:sort\s?codes?|account|acct?|a/c|bank(?:\sdetails)?)"
_NUMBER_WORD = r"(?:\s?(?:number|num|no|nr|#))?\W{0,3}(?:is|are)?\W{0,3}"
_BANK = (
    # Both, in the usual shape, with nothing but marks between.
    re.compile(rf"(?<!\d)\d\d([ \-–])\d\d\1\d\d[\s,;/]{{1,3}}{_ACCOUNT}(?!\d)"),
    # Both, in either order, with the words for them before or between.
    re.compile(rf"(?i)\b{_BANK_WORD}{_NUMBER_WORD}{_SORT}(?!\d)[^\d\n]{{1,40}}{_ACCOUNT}(?!\d)"),
    re.compile(rf"(?i)\b{_BANK_WORD}{_NUMBER_WORD}{_ACCOUNT}(?!\d)[^\d\n]{{1,40}}{_SORT}(?!\d)"),
    re.compile(
        rf"(?i)(?<!\d){_SORT}(?!\d)[^\d\n]{{0,20}}\b{_BANK_WORD}{_NUMBER_WORD}{_ACCOUNT}(?!\d)"
    ),
    # One of them, with its name before it.
    re.compile(rf"(?i)\bsort\s?code{_NUMBER_WORD}{_SORT}(?!\d)"),
    re.compile(rf"(?i)\b(?:account|acct?|a/c){_NUMBER_WORD}{_ACCOUNT}(?!\d)"),
    # An international account number.
    re.compile(r"(?i)\bGB\s?\d\d\s?[A-Z]{4}(?:\s?\d){14}(?!\d)"),
)

_SECRET_WORD = r"\b(?:pass\s?words?|pass\s?codes?|pass\s?phrase|memorable\s(?:word|name|place))"
_NOT_A_SECRET = (
    r"(?!\[|removed\]|(?:not|wrong|incorrect|invalid|expired|locked|lost|gone|forgotten|required"
    r"|needed|blocked|rejected|never|still|too|the|a|an|my|in|on|for|to|being|and|or|was|no|only"
    r"|always|please|what|it|reset|changed|correct|right|fine|working|accepted|saved|same)\b)"
)
_PASSWORDS = (
    re.compile(
        rf"(?i){_SECRET_WORD}(?:\s(?:for|to)\s(?:\w{{1,15}}\s){{1,3}})?\s{{0,3}}"
        rf"(?:is|was|=|:|-)\s{{0,3}}[\"'“‘]?{_NOT_A_SECRET}(?P<secret>[^\s\"'”’]{{3,64}})"
    ),
    # Without "is", only what looks like one: a digit in it.
    re.compile(
        rf"(?i){_SECRET_WORD}\s{{1,3}}{_NOT_A_SECRET}(?P<secret>(?=[^\s\d]{{0,63}}\d)[^\s]{{4,64}})"
    ),
    re.compile(
        r"(?i)\b(?:pin(?:\s?(?:number|code|no))?|cvv2?|cvc|(?:security|verification|access"
        r"|one[\s-]time|log\s?in)\s(?:code|number|pin))\W{0,3}(?:is|was|=|:)?\W{0,3}"
        r"(?P<secret>\d{3,8})(?!\d)"
    ),
)


def _ni_numbers(text: str) -> Iterator[Found]:
    for m in _NI_NAMED.finditer(text):
        yield Found("ni_number", m.start("number"), m.end("number"))
    for m in _NI.finditer(text):
        prefix = (m[1] or m[3]) + (m[2] or m[4])
        if prefix.upper() in _NI_UNUSED:
            continue
        # Without its last letter, only in capitals; "on 12 10 26 a" is no number.
        if not (prefix.isupper() if not m["last"] else not m["gap"] or prefix not in _WORDS_OF_TWO):
            continue
        yield Found("ni_number", m.start(), m.end())


def _luhn(digits: str) -> bool:
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (1 + place % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def _card_numbers(text: str) -> Iterator[Found]:
    """Digits that pass the card check, also with an expiry date or code run on after them."""
    for m in _DIGITS.finditer(text):
        at = [i for i in range(m.start(), m.end()) if text[i].isdigit()]
        n = 0
        while n <= len(at) - 13:
            starts = n == 0 or at[n] - at[n - 1] > 1
            length = _card_length(text, at, n) if starts else 0
            if length:
                yield Found("card_number", at[n], at[n + length - 1] + 1)
            n += length or 1


def _card_length(text: str, at: list[int], n: int) -> int:
    digits = "".join(text[i] for i in at[n : n + 19])
    if str(int(digits[0])) not in _CARD_STARTS:
        return 0
    for length in _CARD_LENGTHS:
        if len(digits) < length:
            continue
        last = n + length - 1
        ends = last == len(at) - 1 or at[last + 1] - at[last] > 1
        if ends and len(set(digits[:length])) > 1 and _luhn(digits[:length]):
            return length
    return 0


def _bank_details(text: str) -> Iterator[Found]:
    for pattern in _BANK:
        for m in pattern.finditer(text):
            yield Found("sort_code_account", m.start(), m.end())


def _passwords(text: str) -> Iterator[Found]:
    for pattern in _PASSWORDS:
        for m in pattern.finditer(text):
            yield Found("password", m.start("secret"), m.end("secret"))


def find_personal_data(text: str) -> tuple[Found, ...]:
    """All that should be removed, in order, none overlapping; the longest wins."""
    found = [
        *_ni_numbers(text),
        *_card_numbers(text),
        *_bank_details(text),
        *_passwords(text),
    ]
    kept: list[Found] = []
    for one in sorted(found, key=lambda f: (f.start, f.start - f.end)):
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return tuple(kept)


def mask(text: str) -> str:
    """The text with each of them replaced by words that say what was removed."""
    while found := find_personal_data(text):
        parts, last = [], 0
        for one in found:
            parts += [text[last : one.start], _REMOVED[one.kind]]
            last = one.end
        text = "".join(parts) + text[last:]
    return text
