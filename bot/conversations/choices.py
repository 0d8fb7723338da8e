"""Reading a reply to choices: a number, an ordinal, the label or the word of an offer."""

import re

from rapidfuzz import fuzz

from bot.conversations.state import Offer

_ORDINALS = {
    "first": 1, "1st": 1, "one": 1, "second": 2, "2nd": 2, "two": 2, "third": 3, "3rd": 3,
    "three": 3, "fourth": 4, "4th": 4, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "last": -1,
}  # fmt: skip
_SHAPE = re.compile(
    r"^(?:option|number|no\.?|choice|the|choose|pick|i choose|i pick|its|it's)?\s*"
    r"(?P<what>\d{1,2}|[a-z0-9]+)(?:\s+(?:one|option|please|pls|plz|thanks|x))*[\s.!)]*$",
    re.IGNORECASE,
)
_YES = {"yes", "y", "yeah", "yep", "yes please", "ok", "okay", "sure", "please", "yes pls", "ye"}
_NO = {"no", "n", "nope", "nah", "no thanks", "no thank you", "no ta"}
_UNSURE = {
    "maybe", "perhaps", "possibly", "not sure", "im not sure", "i am not sure", "dont know",
    "i dont know", "idk", "unsure", "hmm", "depends", "maybe later",
}  # fmt: skip
_LIKE_LABEL = 88
_NUMBERS = re.compile(r"\d+|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve)\b")


def is_unsure(text: str) -> bool:
    """`Maybe`, `not sure`: neither yes nor no."""
    return " ".join(text.lower().replace("'", "").split()).strip(".!?,") in _UNSURE


def choose(text: str, offers: list[Offer]) -> Offer | None:
    """The offer that `text` picks, or None if it is not a reply to the choices."""
    plain = " ".join(text.strip().lower().split()).strip(".!,")
    if not offers or not plain or len(plain) > 80:
        return None
    for offer in offers:
        words = {"yes": _YES, "no": _NO}.get(offer.word, {offer.word})
        if offer.word and plain in words:
            return offer
        if offer.word == "unsure" and is_unsure(text):
            return offer
    number = _number(plain)
    if number is not None:
        position = number - 1 if number > 0 else len(offers) - 1
        return offers[position] if 0 <= position < len(offers) else None
    return _by_label(plain, offers)


def _number(plain: str) -> int | None:
    match = _SHAPE.match(plain)
    if not match:
        return None
    what = match["what"]
    if what.isdecimal():
        return int(what) or None
    return _ORDINALS.get(what)


def _by_label(plain: str, offers: list[Offer]) -> Offer | None:
    """The one offer whose label is, nearly is, or is meant by `the ... one`."""
    close = [o for o in offers if _alike(plain, o.label.lower())]
    if len(close) == 1:
        return close[0]
    match = re.fullmatch(r"(?:the )?(.{3,40}?) (?:one|bit|question|thing)", plain)
    if match:
        named = [o for o in offers if _has_words(o.label.lower(), match[1].split())]
        if len(named) == 1:
            return named[0]
    return None


def _alike(plain: str, label: str) -> bool:
    """Nearly the label; `in 2 weeks` is not a misspelt `in 4 weeks`."""
    same = _NUMBERS.findall(plain) == _NUMBERS.findall(label)
    return same and fuzz.ratio(plain, label) >= _LIKE_LABEL


def _has_words(label: str, words: list[str]) -> bool:
    return all(any(w.startswith(word[:5]) for w in label.split()) for word in words)
