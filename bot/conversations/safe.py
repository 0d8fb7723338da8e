"""Reading the reply to "Are you safe right now?": a person who is not sure counts as not safe."""

import re

from bot.conversations.state import Offer

_LONGEST = 9
"""Words; a longer reply says more than yes or no, and is read as a message of its own."""
_SAFE = re.compile(
    r"\b(safe|fine|ok|okay|k|alright|all right|good|well|yes|yeah|yep|yh|aye|course|joking|joke|kidding"
    r"|annoyed|cross|fed up|stressed|tired|angry|moaning|venting|ranting|no danger|figure of speech"
    r"|a saying|lol|haha|didnt mean|not in danger|no worries|dont worry|nothing like that|not like that"
    r"|not suicidal|not going to|wouldnt|never mind)\b"
)
_NOT = re.compile(
    r"\b(not|isnt|aint|dont feel|never|hardly|barely|no longer|far from|wish i was|nobody is) "
    r"(?:\w+ ){0,2}?(safe|fine|ok|okay|alright|all right|good|well|yes)\b"
    r"|\b(not (?:really|sure|exactly|at all|now|right now|today|tonight|much)|dont know|dunno|idk|unsure"
    r"|who knows|who cares|depends|kind of|kinda|sort of|sorta|maybe|perhaps|possibly|for now"
    r"|no idea|hard to say|cant say|cant promise|dont think so|doubt it|no im|no i am|nope|nah|scared"
    r"|help|please|does it matter|what does it matter|not anymore|wish)\b"
)
_NO = re.compile(r"^(?:no|n|not|never|nope|nah|nay|na)\b")
_STILL_SAFE = re.compile(
    r"\b(?:no|not|nah|nope|never|dont|didnt|wouldnt)\b.*\b(?:danger|worr\w*|suicidal|like that|mean|joking"
    r"|annoyed|cross|kill|hurt|harm|stupid|silly)\b"
    r"|^(?:no )+(?:im|i am|i feel|ill be|am) (?:(?!not|never|far)\w+ )?(?:fine|ok|okay|safe|alright|all right|good|well)\b"
    r"|\b(?:just|only) (?:a bit |so |really |very |a )?(?:annoyed|cross|fed up|stressed|tired|angry|moaning|venting|ranting|joking|joke"
    r"|kidding|saying|figure of speech)\b"
)
_ASKING = {"crisis", "crisis.after", "crisis.not_safe", "crisis.still_not_safe"}
_NOD = re.compile(
    r"^(?:ok|okay|k|kk|aye|lol|haha|please|pls|right|oh ok|ok ok)(?: (?:thanks|thank you|ta|then))?$"
    r"|\b(?:ignore|forget|never ?mind|nothing|sorry|leave it|doesnt matter|thank you|thanks|ta)\b"
)
"""What is no answer to whether somebody is safe, though it sounds like one."""


def asks(answers: list[str]) -> bool:
    """Whether one of these answers ends by asking if the person is safe."""
    return not _ASKING.isdisjoint(answers)


def is_asked(offers: list[Offer]) -> bool:
    """Whether the question that is open is whether the person is safe."""
    return any(o.intent == "crisis" for o in offers)


def reply(text: str, offers: list[Offer]) -> Offer | None:
    """The choice that a short reply comes to; None if it is no reply to the question."""
    if not is_asked(offers):
        return None
    said = _says_safe(_plain(text))
    if said is None:
        return None
    return next((o for o in offers if (o.intent != "crisis") == said), None)


def after_crisis(text: str) -> str | None:
    """The reply to the question that ends a crisis text: `safe`, `not_safe`, None for anything else.

    A nod, or taking it back, says nothing about being safe: it is met with `crisis.after`.
    """
    plain = _plain(text)
    said = None if _NOD.search(plain) else _says_safe(plain)
    return None if said is None else ("safe" if said else "not_safe")


def _plain(text: str) -> str:
    plain = re.sub(r"[^a-z0-9 ]+", " ", re.sub("['’`]", "", text.lower()))
    return " ".join(plain.split())


def _says_safe(plain: str) -> bool | None:
    """Whether a short reply says that the person is safe; None if it says neither."""
    if not plain or len(plain.split()) > _LONGEST:
        return None
    if _STILL_SAFE.search(plain):
        return True
    if _NOT.search(plain) or _NO.match(plain):
        return False
    return True if _SAFE.search(plain) else None
