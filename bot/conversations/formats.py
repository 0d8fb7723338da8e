"""`Can I have it in BSL, in large print, by phone?`: what there is, and what it changes."""

import re

from bot.conversations import again
from bot.conversations.commands import plain_words
from bot.conversations.compose import Composer, Outgoing
from bot.conversations.state import Offer

FORMATS = (
    ("no_phone", r"\b(?:can ?not|cant|can't|don'?t|do not|never|no|not|hate|without|unable to|instead of)"
                 r" (?:\w+ ){0,3}?(?:(?:tele)?phones?|phoning|phone ?calls?|calls?|ring(?:ing)?)\b"),
    ("easy_read", r"easy ?-?read|easier|simpl|picture|symbols?|makaton|short(er)? words|plain english"),
    ("plain", r"\b(usual|normal|longer|full(er)?|standard|ordinary|not easy)\b"),
    ("bsl", r"\bbsl\b|british sign|sign language|\bsigned?\b|signing|interpreter"),
    ("large_print", r"large print|big(ger)? (print|letters|text|writing|font)|larger|font|magnif|zoom in"),
    ("audio", r"\baudio|read (it|this|that|them)? ?(out|aloud|to me)|listen|voice|spoken|speak it|screen ?reader"),
    ("whatsapp", r"whats ?app"),
    ("telegram", r"telegram"),
    ("sms", r"\bsms\b|by text\b|text message|\btext me\b|text(ing)? instead|text only|only text"),
    ("email", r"e-?mail"),
    ("letter", r"\bpost\b|letter|on paper|print(ed)?( out)?\b"),
    ("braille", r"braille"),
    ("phone", r"\bphone|\bcall\b|ring me|talk (on|by)|relay|video call"),
)  # fmt: skip
_COMPILED = tuple((name, re.compile(pattern, re.IGNORECASE)) for name, pattern in FORMATS)
CHOICES = [
    Offer("Easy Read", "", command="form_easy_read"),
    Offer("Longer answers", "", command="form_plain"),
]


MOST_WORDS = 12
"""Of a wish for the usual words."""
_USUAL = re.compile(
    r"(?:(?:can|could|may) (?:i|you|we) (?:have |get |switch |change |write |talk |speak )?|i (?:want|need|prefer|like) |id (?:like|prefer) |please |pls |go |back |to |in |use |just |not easy read |no )*"
    r"(?:the |it |this |that |me |in |to )*(?:normal|usual|standard|ordinary|regular|proper|full|longer|long|grown ?up|not easy|without pictures)"
    r"(?: (?:english|words?|texts?|answers?|sentences?|size|version|format|style|way|read|again|now|please|pls|thanks))*"
)


def wants_usual(text: str) -> bool:
    """`Normal please`, `back to usual words`: said to somebody who gets Easy Read."""
    plain = plain_words(text).replace("'", "")
    return len(plain.split()) <= MOST_WORDS and _USUAL.fullmatch(plain) is not None


def format_in(text: str) -> str:
    """The first format that a text names; empty if it names none."""
    return next((name for name, pattern in _COMPILED if pattern.search(text)), "")


def change(composer: Composer, out: Outgoing, text: str) -> None:
    """Do what can be done here; say what there is instead where it cannot."""
    wanted = format_in(text)
    if wanted == "easy_read":
        again.simpler(composer, out)
    elif wanted == "plain":
        again.longer(composer, out)
    else:
        composer.values = {"format": wanted}
        composer.answer(out, "change_format")
        out.offers = [*CHOICES, *(o for o in out.offers if o.intent == "talk_to_human")]
