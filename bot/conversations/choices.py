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
_BESIDE_YES = frozenset(
    """i im am a sure certain positive definite definitely absolutely really please pls plz do it that
    this all everything lot whole thing go ahead on then now fine ok okay good great alright thats its
    is they he she you u someone person can may could let me them him her us thanks thank ta cheers
    of course mate x want to would like id happy with yes yeah yep ye still already said again just
    my the those these""".split()
)
"""What is said beside a yes without changing it: `yes im sure`, `ok go ahead then`."""
_BESIDE_NO = frozenset(
    "i id im a thanks thank you u ta cheers please pls plz dont do not it that this leave keep rather"
    " them now yet no nope nah sorry mate x".split()
)
_DEEDS = (
    ("delete", "delete deleted erase erased bin wipe remove scrap rid get clear gone"),
    ("show", "show shown see read look at share pass have know what ive wrote written typed here"),
    ("stop", "stop texts messages texting messaging"),
    ("remind", "remind reminder"),
)
"""What a choice offers to do, and the words that may be used for it in saying yes to it."""
_YES_BEGINS = re.compile(
    r"(?:yes|yeah|yep|yeh|yh|ye|aye|ok|okay|sure|please|definitely|of course)\b"
)
_NO_BEGINS = re.compile(r"(?:no|nope|nah)\b")
_YES_ITSELF = re.compile(
    r"(?:go ahead|go on|do it|please do|(?:i ?a?m |im )?(?:very |quite |really )?(?:sure|certain|positive)"
    r"|(?:they|he|she|you) (?:can|may))\b"
)
"""A yes without the word."""
_ASKS = re.compile(
    r"\b(?:how|who|when|where|why|which)\b|\bwhat(?! (?:i|ive|we)\b)"
    r"|\b(?:can|may|could|will|would|is|are) (?:they|he|she|you|u|it|that|i)\b"
    r"|\bdo (?:they|he|she|you|u|i)\b"
)
"""`Yes but who sees it`: there is a question left, even without its mark."""
_NOD = frozenset("ok okay thanks thank you ta cheers alright great good fine mate x u sure".split())
"""`Ok thanks` may be the end of the talk: it agrees to nothing."""
_MOST_BESIDE = 11
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
    if said := _said_at_length(plain, offers):
        return said
    number = _number(plain)
    if number is not None:
        position = number - 1 if number > 0 else len(offers) - 1
        return offers[position] if 0 <= position < len(offers) else None
    return _by_label(plain, offers)


def _said_at_length(plain: str, offers: list[Offer]) -> Offer | None:
    """The yes or no that stands among words that only go with it; a condition or a question is neither.

    Whether somebody is safe is not read here: `bot.conversations.safe` knows more ways to say no.
    """
    if "?" in plain or any(o.intent == "crisis" for o in offers):
        return None
    words = re.sub(r"[^a-z0-9 ]+", " ", plain.replace("'", "").replace("’", "")).split()
    said = " ".join(words)
    if not 1 < len(words) <= _MOST_BESIDE or set(words) <= _NOD or _ASKS.search(said):
        return None
    for word, begins, beside in (
        ("yes", (_YES_BEGINS, _YES_ITSELF), _BESIDE_YES),
        ("no", (_NO_BEGINS,), _BESIDE_NO),
    ):
        offer = next((o for o in offers if o.word == word), None)
        if offer is None or not any(shape.match(said) for shape in begins):
            continue
        label = offer.label.lower()
        deeds = {w for deed, ways in _DEEDS if deed in label for w in ways.split()}
        if set(words) <= beside | deeds | set(label.replace(",", "").split()):
            return offer
    return None


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
