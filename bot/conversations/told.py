"""What was told of the person a search is for: how old they are, and what they have or do not have.

Only where the words say whose it is (`my son is 19`, `I am deaf`). The newest word counts.
"""

import re

from bot.conversations.state import TalkState
from bot.directory.fitting import GROUPS, About

_WHO = r"(?:i|im|i'm|i am|he|hes|he's|she|shes|she's|they|theyre|they're|my (?:\w+ )?(?:son|daughter|child|kid|lad|girl|brother|sister|mum|mother|dad|father|wife|husband|partner|friend|client|nephew|niece|cousin))"
_IS = r"(?:(?:'?s| is| are| am| was|'m)?(?: (?:only|just|nearly|almost|now|also|a|an|and))*)"
_AGE = re.compile(
    rf"\b{_WHO}{_IS}(?: turning)? (?P<a>[1-9]\d)\b(?! ?(?:hours?|hrs?|days?|weeks?|months?|minutes?|mins?|pounds?|quid|miles?|st\b|nd\b|rd\b|th\b|%|stone|k\b|am|pm))"
    r"|\b(?P<b>[1-9]\d)[ -]?(?:(?:years?|yrs?)[ -]?olds?|yo|y/o)\b"
    r"|\baged? (?P<c>[1-9]\d)\b"
    r"|\b(?:son|daughter|brother|sister|adult|autistic|child) (?:of |is |aged |adult )?(?P<d>[1-9]\d)\b(?! ?(?:hours?|days?|weeks?))"
)
_NOT = (
    r"\b(?:no|not|don'?t|do not|doesn'?t|does not|without|isn'?t|is not|haven'?t|hasn'?t|aint|never had)"
    r" (?:\w+ ){0,3}?"
)
_OWN = re.compile(
    rf"\b{_WHO}\b.{{0,40}}|\bas an? .{{0,20}}|\b(?:adult|person|man|woman|lad)\b.{{0,12}}|^.{{0,24}}"
)
_OF_OTHERS = re.compile(
    r"\b(?:for|of|with|about) (?:the )?(?:people|those|adults|kids|children|anyone|groups?)\b"
)
_ABBREVIATED = {"learning_disability": r"|\bld\b|\bdowns\b"}
YOUNGEST, OLDEST = 13, 99


def notice(text: str, state: TalkState) -> bool:
    """Keep what the message tells. True if it told something."""
    plain = " ".join(text.lower().replace("’", "'").split())
    before = dict(state.about)
    if match := _AGE.search(plain):
        age = int(next(n for n in match.groups() if n))
        if YOUNGEST <= age <= OLDEST:
            state.about["age"] = age
    has, has_not = set(state.about.get("has", [])), set(state.about.get("has_not", []))
    for name, words in GROUPS.items():
        shape = f"(?:{words.lower()}{_ABBREVIATED.get(name, '')})"
        if re.search(rf"{_NOT}{shape}", plain):
            has_not.add(name)
            has.discard(name)
        elif _is_own(plain, shape):
            has.add(name)
            has_not.discard(name)
    if has:
        state.about["has"] = sorted(has)
    if has_not:
        state.about["has_not"] = sorted(has_not)
    return state.about != before


def _is_own(plain: str, shape: str) -> bool:
    """Whether the words that name a group are said of a person, not of a service."""
    if _OF_OTHERS.search(plain):
        return False
    said_of = re.search(rf"\b{_WHO}\b(?:\W+\w+){{0,5}}?\W+(?:{shape})", plain)
    adjective = re.search(rf"(?:{shape}) (?:adult|man|woman|lad|person|son|daughter)\b", plain)
    return bool(said_of or adjective)


def only_tells(text: str) -> bool:
    """`She is 34`, `I don't have a learning disability`: nothing beside what is told."""
    plain = " ".join(text.lower().replace("’", "'").rstrip("?!. ").split())
    if len(plain.split()) > 9 or "?" in text:
        return False
    groups = "|".join(GROUPS.values()).lower() + r"|\bld\b|\bdowns\b"
    told = re.fullmatch(
        rf"(?:(?:but|and|oh|no|sorry|well|btw|by the way) )*{_WHO}{_IS}"
        rf"(?: (?:{_NOT[2:]})?(?:have |has |got )?(?:an? )?(?:[1-9]\d(?: years? old| yrs)?|{groups})(?:\w*))+(?: (?:though|tho|by the way|btw|as well|too))*",
        plain,
    )
    return (
        told is not None
        or re.fullmatch(r"(?:aged? )?[1-9]\d(?: years old| yrs old)?", plain) is not None
    )


def about(state: TalkState) -> About:
    """What was told so far, as a search reads it."""
    return About(
        state.about.get("age", 0),
        tuple(state.about.get("has", ())),
        tuple(state.about.get("has_not", ())),
    )
