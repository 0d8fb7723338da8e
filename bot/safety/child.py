"""Whether the writer says that they are a child: they have a helpline of their own.

Only what somebody says of themselves counts. `My son is 12` and `since I was 11` are said by adults.
"""

import re

_NUMBERS = {
    "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12,
    "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17,
}  # fmt: skip
_NUMBER = rf"(?P<age>\d{{1,2}}|{'|'.join(_NUMBERS)})"
_NO_AGE = (
    r"(?! ?(?:%|£|hours?|hrs?|mins?|minutes?|days?|weeks?|wks?|months?|pounds?|quid|stone|st|kg|miles?|mg"
    r"|tablets?|pills?|points?|percent|years (?:clean|sober|in|on|with|of|older|younger)|times|of|out|away|late|stops?|foot|feet|ft|inch\w*|grand|k|and a half (?:hours|weeks|months)))"
)
_AGE = re.compile(
    rf"\b(?:i'?m|i am|im)(?: only| just| nearly| almost| still| a)?(?: just)?(?: turned| turning| aged?)? {_NUMBER}\b{_NO_AGE}(?![.:]\d)"
)
_YEARS_OLD = re.compile(
    rf"\b(?:i'?m|i am|im|me) (?:\w+ ){{0,3}}?{_NUMBER} ?(?:years? old|yrs? old|year old|yo|y ?/? ?o)\b"
)
_SCHOOL = re.compile(
    r"\b(?:i'?m|i am|im) (?:\w+ )?in (?:year|yr) ?(?:[1-9]|1[01])\b"
    r"|\b(?:i'?m|i am|im) (?:only |just |still )?(?:a )?(?:kid|child|schoolgirl|school girl|schoolboy|school boy|pupil|minor)\b(?! (?:of|free|minder|care|support))"
    r"|\bmy (?:(?:form|maths|pe|year|class) teacher|tutor group|head of year|foster (?:mum|dad|carers?|parents?))\b"
)
_ADULT_AT_SCHOOL = re.compile(
    r"\b(?:my (?:son|daughter|child|kid|boy|girl)|my (?:kids|children)|as a teacher|when i was|used to|years ago|at college|university|uni|husband|wife|boss|manager|job|wage|adjustments?|esol|my class)\b"
)
_YEAR_AT_SCHOOL = re.compile(
    r"\b(?:i'?m|i am|im) (?:\w+ )?in (?:year|yr) ?(?:[1-9]|10)\b|^(?:year|yr) ?(?:[1-9]|10)\b"
)
YOUNGEST, LEAVES_SCHOOL, ADULT = 5, 16, 18


def is_child(text: str) -> bool:
    """True if the writer says of themselves that they are under 18, or goes to school."""
    plain = " ".join(text.lower().replace("’", "'").split())
    for shape in (_AGE, _YEARS_OLD):
        if (match := shape.search(plain)) and YOUNGEST <= _years(match["age"]) < ADULT:
            return True
    return bool(_SCHOOL.search(plain)) and not _ADULT_AT_SCHOOL.search(plain)


def is_under_16(text: str) -> bool:
    """True if the writer says of themselves that they are under 16: most of what is known here begins then."""
    plain = " ".join(text.lower().replace("’", "'").split())
    for shape in (_AGE, _YEARS_OLD):
        if match := shape.search(plain):
            return YOUNGEST <= _years(match["age"]) < LEAVES_SCHOOL
    return bool(_YEAR_AT_SCHOOL.search(plain)) and not _ADULT_AT_SCHOOL.search(plain)


def _years(said: str) -> int:
    return int(said) if said.isdecimal() else _NUMBERS[said]
