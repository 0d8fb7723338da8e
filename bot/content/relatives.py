"""Whose benefit it is: `my mum is on ESA` says nothing about the money of who writes it."""

import re
from functools import cache

import yaml

from bot.settings import PROJECT

WHO = (
    r"(?:mum|mam|mom|mother|dad|father|parents?|husband|hubby|wife|missus|partner|other half|boyfriend|girlfriend|bloke"
    r"|fella|ex|son|daughter|kids?|child|children|lad|girl|boy|brother|sister|nan|nana|gran|granny|grandma|grandad|grandpa"
    r"|grandmother|grandfather|uncle|aunt|auntie|cousin|nephew|niece|friend|mate|flatmate|housemate|neighbour|carer)"
)
_HAS = (
    r"(?:is|are|was|were|has|have|had|gets?|got|getting|claims?|claiming|claimed|receives?|receiving|on|relies|lives? on"
    r"|lost|just got)"
)
_OTHER = (
    rf"\b(?:my|our) (?:\w+ )?{WHO}(?:'?s)?(?: (?:who|that|also|just|now|still|only|does|already))*"
    rf"(?: {_HAS}\b|(?='?s )|(?= (?:\w+ )?BENEFIT))"
    rf"|\b(?:he|she|they)(?:'s|'re|s|re| (?:also |just |now |still )?{_HAS}\b)|\b(?:his|her|their)(?= (?:\w+ )?BENEFIT)"
)
_OWN = r"\b(?:i|im|i'm|ive|i've|id|i'd|ill|i'll|me|we|we're|were both|us|mine|my(?= (?:\w+ )?BENEFIT))\b"
_MARK = re.compile(rf"(?P<other>{_OTHER})|(?P<own>{_OWN})|(?P<benefit>BENEFIT)")
_THEM = re.compile(r"\b(?:he|she|him|her|his|hers|they|them|their|theirs)\b")
_I = re.compile(r"\b(?:i|im|i'm|ive|i've|id|i'd|me|we|us)\b")


@cache
def _names() -> tuple[re.Pattern, dict[str, str]]:
    words = yaml.safe_load((PROJECT / "data" / "terms.yml").read_text("utf-8"))["benefit"]
    meaning = {phrase: value for value, phrases in words.items() for phrase in phrases}
    longest = sorted(meaning, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest))})(?!\w)"), meaning


def of_others(text: str) -> set[str]:
    """The benefits (`esa`, `pip`) that the text gives to somebody else, and none of them to the writer."""
    shape, meaning = _names()
    plain = " ".join(text.lower().replace("’", "'").split())
    named = [meaning[found[0]] for found in shape.finditer(plain)]
    marked = shape.sub("BENEFIT", plain)
    theirs, own, whose, at = set(), set(), "own", 0
    for mark in _MARK.finditer(marked):
        if mark["benefit"]:
            (theirs if whose == "other" else own).add(named[at])
            at += 1
        else:
            whose = "other" if mark["other"] else "own"
    return theirs - own


def asks_for_self(text: str) -> bool:
    """`My mum is on ESA, can I volunteer?` is about the writer; `... can she volunteer?` is not."""
    plain = text.lower().replace("’", "'")
    return bool(_I.search(plain)) and not _THEM.search(plain)


def to_answer_for(text: str, named: list[str]) -> list[str]:
    """Of the benefits that were understood, those the question is about."""
    theirs = of_others(text) if asks_for_self(text) else set()
    return [name for name in named if name not in theirs]
