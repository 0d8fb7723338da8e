"""Reading a reply to choices: a number, an ordinal, the label or the word of an offer."""

import re

from rapidfuzz import fuzz

from bot.conversations.commands import plain_words
from bot.conversations.safe import is_asked
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
_YES = {
    "yes", "y", "yeah", "yep", "yes please", "ok", "okay", "sure", "please", "yes pls", "ye",
    "tak", "oui", "evet", "sim", "ie",
}  # fmt: skip
"""`Yes`, also as it is said by people to whom English is new."""
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
NONE = "neither"
"""The word of the choice that stands for none of the others."""
_NONE_OF_THEM = re.compile(
    r"(?:(?:no|nope|nah|sorry|its|it's|they are|theyre) )*(?:no|nope|nah|neither|none|nothing|something else|somethin else"
    r"|not (?:those|these|them|that|any)|(?:neither|none|nothing|not (?:one|any)) of (?:them|those|these|that|the above|it))"
    r"(?: (?:of them|of those|of these|really|sorry|thanks|please|pls|mate))*"
)
_BOTH = re.compile(
    r"(?:(?:yes|well|um|er|i want|i mean|i meant|tell me|to be honest) )*(?:both|all|all (?:three|3|two|2|of it)|the lot|everything)"
    r"(?: (?:of (?:them|those|these|it)|please|pls|thanks|really|actually))*"
)
_SOLE_YES = {
    "yes",
    "y",
    "yeah",
    "yep",
    "ye",
    "yes please",
    "yes pls",
    "please",
    "please do",
    "yeah please",
}
"""Said to a single choice, it takes that choice. `Ok` may as well be the end of the talk."""
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
    if len(offers) == 1 and plain in _SOLE_YES and not offers[0].word:
        return offers[0]
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
    if "?" in plain or is_asked(offers):
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
    named = by_words(plain, [o.label for o in offers])
    return offers[named] if named is not None else None


def by_words(plain: str, labels: list[str]) -> int | None:
    """The only one of `labels` that `the ... one` means; None if it means none, or several."""
    match = re.fullmatch(
        r"(?:and |no |i meant? |what about |how about )*(?:the )?(.{3,40}?) (?:one|bit|question|thing)",
        plain,
    )
    if match is None:
        return None
    words = match[1].split()
    named = [n for n, label in enumerate(labels) if _has_words(label.lower(), words)]
    return named[0] if len(named) == 1 else None


def takes_none(text: str, offers: list[Offer]) -> bool:
    """`Neither`, `none of those` to the question which of several is meant."""
    asked = any(o.word == NONE for o in offers)
    return asked and _NONE_OF_THEM.fullmatch(plain_words(text)) is not None


def takes_too_many(text: str, offers: list[Offer]) -> bool:
    """`Both` of more than two choices: which ones is to be asked."""
    questions = [o for o in offers if not o.command and o.word not in ("yes", "no")]
    return len(questions) > 2 and _BOTH.fullmatch(plain_words(text)) is not None


def takes_several(text: str, offers: list[Offer]) -> list[Offer]:
    """The questions that `both`, `all of them` or `1 and 2` choose; empty if fewer than two."""
    plain = plain_words(text)
    open_to_all = [o for o in offers if not (o.command or o.entities or o.word in ("yes", "no"))]
    questions = [o for o in open_to_all if o.intent != "talk_to_human"]
    if found := _BOTH.fullmatch(plain):
        enough = len(questions) == 2 or (len(questions) > 2 and "both" not in found[0])
        return questions if enough else []
    numbers = re.split(
        r" and | or | n | ", re.sub(r"\b(?:the|number|no|options?|ones?)\b ?", "", plain)
    )
    chosen = [_number(word) for word in numbers if word]
    if not 1 < len(chosen) <= len(offers) or not all(chosen):
        return []
    if len(set(chosen)) != len(chosen) or not all(0 < n <= len(offers) for n in chosen):
        return []
    picked = [offers[n - 1] for n in chosen]
    return picked if all(o in questions for o in picked) else []


def _alike(plain: str, label: str) -> bool:
    """Nearly the label; `in 2 weeks` is not a misspelt `in 4 weeks`."""
    same = _NUMBERS.findall(plain) == _NUMBERS.findall(label)
    return same and fuzz.ratio(plain, label) >= _LIKE_LABEL


def _has_words(label: str, words: list[str]) -> bool:
    return all(any(w.startswith(word[:5]) for w in label.split()) for word in words)
