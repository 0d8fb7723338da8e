"""Short ways and slips of writing the small words that a question is made of, written out.

`Wot if tehy say no`, `how mcuh`: what a message asks for in its talk is told by such words. Names and
danger are looked for in the text as it was typed.
"""

import re

from bot.safety.spelling import SHORTHAND

_AS_GOOD = ("somebody", "anybody", "everybody", "nobodys", "noone", "b", "&")
"""Not short for anything, or for too many things."""
_CHAT = {short: word for short, word in SHORTHAND.items() if short not in _AS_GOOD} | {
    "cn": "can", "jst": "just", "wud": "would", "cud": "could", "shud": "should", "wil": "will", "hw": "how",
    "wht": "what", "wat": "what", "wen": "when", "wer": "where", "wich": "which", "b4": "before", "thm": "them",
    "tht": "that", "ther": "there", "hav": "have", "hv": "have", "lng": "long", "mch": "much",
}  # fmt: skip
_SMALL = (
    "what", "when", "where", "which", "much", "many", "long", "they", "them", "that", "this", "there", "with",
    "should", "could", "would", "does", "have", "will", "can", "the", "how", "who", "because", "before", "after", "myself",
)  # fmt: skip
_SWAPPED = {
    f"{word[:i]}{word[i + 1]}{word[i]}{word[i + 2 :]}": word
    for word in _SMALL
    for i in range(len(word) - 1)
    if len(word) > 3 or i > 0 or word == "the"
}
_ITSELF = frozenset({*_SMALL, "dose", "odes", "three", "hwo"})
"""Words that are right as they are, and a slip that could be of either of two."""
_TOO = re.compile(r"\b2 (?=(?:late|much|many|long|far|early|soon|ill)\b)", re.IGNORECASE)
_TO = re.compile(
    r"\b2 (?=(?:say|pay|look|go|do|get|tell|ring|be|work|ask|apply|wait|live|make|take|give|know|see|start|stop|write)\b)",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W_]+")


def spelled_out(text: str) -> str:
    """The text with those words as they are usually written; all others as they are."""
    text = _TOO.sub("too ", _TO.sub("to ", text))
    return _WORD.sub(lambda found: _word(found[0]), text)


def _word(word: str) -> str:
    small = word.lower()
    if small in _ITSELF:
        return word
    return _CHAT.get(small) or _SWAPPED.get(small) or word
