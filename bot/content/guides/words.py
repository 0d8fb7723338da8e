"""Reading what somebody wrote: phrases of a word list, yes and no, not knowing, going back."""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple

from rapidfuzz import fuzz

ALIKE = 88
"""From this likeness (0 to 100) on, a longer word counts as a misspelling of another."""
FUZZY_FROM = 6
"""Letters; shorter words must be spelt right."""

_YES = (
    "yes|yeah|yep|yup|ye|yea|y|sure|ok|okay|ok then|of course|definitely|absolutely|correct|true|"
    "yes please|i do|i am|i have|it does|it is|i will|i would|aye|ya|please do|go on|go ahead"
).split("|")
_NO = (
    "no|nope|nah|n|never|not really|no thanks|no thank you|i dont|i do not|im not|i am not|"
    "i havent|it doesnt|it isnt|not yet|none|nothing|neither|no ta"
).split("|")
_UNSURE = re.compile(
    r"^(?:um+ |er+ |hmm+ |sorry |well |honestly |i think )*"
    r"(?:i (?:really )?(?:dont|do not) (?:really )?(?:know|no)|dont know|(?:i )?dunno|dont no|idk|not sure|"
    r"no idea|no clue|im not sure|i am not sure|unsure|maybe|perhaps|possibly|depends|it depends|"
    r"cant remember|i cant remember|cant say|hard to say|i forget|not certain|"
    r"havent a clue|who knows|dk)\b"
)
_SKIP = re.compile(
    r"^(?:skip(?: it| this| that)?|pass|next|nothing|none|leave it(?: blank| empty)?|blank|no|nope|"
    r"not now|later|ask me later|rather not say|prefer not to say|n/?a)$"
)
_LEAVE = re.compile(
    r"^(?:please |can we |can i |lets |i want to |id like to )*"
    r"(?:never ?mind|nvm|forget it|forget (?:this|that)|leave (?:it|this|that)|drop it|"
    r"exit|go back|not now|no more questions|enough|thats enough|get out of this|"
    r"i (?:dont|do not) want (?:to do )?(?:this|that|it)(?: any ?more| now)?|"
    r"stop (?:this|asking|the questions)|too many questions|skip all(?: of)?(?: this)?)$"
)
_CORRECTION = re.compile(
    r"\b(?:actually|sorry|i meant|i mean|i said|correction|wrong|mistake|instead|rather than|"
    r"change (?:it|that|my|the)|not .{2,30} but|no wait|wait|oops|scratch that|put .{2,40} instead|"
    r"should (?:be|have been|say))\b|^no,? |^not |\bnot (?:on |getting )?\w{2,12}[.!]?$"
)
_ADDED = re.compile(r"\b(?:also|too|as well|plus)\b|^and\b(?! (?:what|how|if)\b)")
_QUESTION = re.compile(
    r"^(?:so |but |and |ok |okay |sorry |hi |hello |um+ )*(?:what|whats|wats|how|hows|can|could|will|"
    r"would|do|does|did|is|are|am|who|whos|when|where|wheres|should|shall|why|which|has|have)\b"
)
_ASKS = re.compile(
    r"^(?:so |but |and |ok |okay |sorry |hi |hello |um+ )*"
    r"(?:whats?|wats?|hows?|whos?|whens?|wheres?|why|which)\b(?! (?:about|if)\b)"
)
_FOLLOWING = re.compile(
    r"^(?:so |ok |okay |and |but )*(?:what about|how about|what if|and if|and)\b"
)


def plain(text: str) -> str:
    """Lower case, no apostrophes or punctuation, single spaces."""
    text = text.lower().replace("'", "").replace("\u2019", "")
    return " ".join(re.sub(r"[^\w\s/]", " ", text).split())


_SHORT = {
    "2": "to", "u": "you", "ur": "your", "wot": "what", "wat": "what", "wiv": "with", "wif": "with",
    "cud": "could", "wud": "would", "shud": "should", "cn": "can", "4": "for", "b": "be",
    "ajustments": "adjustments", "adjustmnts": "adjustments", "adjustements": "adjustments",
    "employa": "employer", "hlp": "help", "halp": "help", "wether": "whether", "volunteerin": "volunteering",
    "workin": "working", "tryin": "trying", "tellin": "telling", "applyin": "applying",
}  # fmt: skip
"""Text-message spelling of the words that ask for help."""


def in_full(text: str) -> str:
    """The plain text with text-message spellings written out."""
    return " ".join(_SHORT.get(word, word) for word in plain(text).split())


def is_yes(text: str) -> bool:
    return plain(text) in _YES or bool(re.match(r"(?:yes|yeah|yep|yup)\b", plain(text)))


def is_no(text: str) -> bool:
    said = plain(text)
    return not is_unsure(text) and (said in _NO or bool(re.match(r"(?:no|nope|nah)\b", said)))


def is_unsure(text: str) -> bool:
    return bool(_UNSURE.match(plain(text)))


def is_skip(text: str) -> bool:
    return bool(_SKIP.match(plain(text)))


def is_leaving(text: str) -> bool:
    """`Never mind`, `I don't want to do this any more`: out of the guide, not out of the chat."""
    return bool(_LEAVE.match(plain(text)))


_CARRY_ON = re.compile(
    r"^(?:ok |okay |lets |please |can we |i want to )*(?:carry on|continue|go on|keep going|"
    r"back to (?:it|the questions?|the plan|my plan)|where were we|resume)(?: please)?$"
)


def is_carrying_on(text: str) -> bool:
    """`Carry on`: back to the open question."""
    return bool(_CARRY_ON.match(plain(text)))


def is_correction(text: str) -> bool:
    return bool(_CORRECTION.search(text.lower().replace("'", "").replace("\u2019", "")))


def is_added(text: str) -> bool:
    """`And PIP too`: besides what was said before, not in place of it."""
    return bool(_ADDED.search(plain(text)))


def is_following(text: str) -> bool:
    """`What about a course?`: the same question for something else."""
    return bool(_FOLLOWING.match(plain(text)))


def is_question(text: str) -> bool:
    return text.strip().endswith("?") or bool(_QUESTION.match(plain(text)))


def asks_back(text: str) -> bool:
    """`What is PIP?`, `why do you ask`: never an answer, whatever it names."""
    return bool(_ASKS.match(plain(text)))


def find(text: str, lexicon: Mapping[str, Sequence[str]]) -> list[str]:
    """The values of a word list named in a text, in the order named; misspellings count.

    Where one phrase stands inside a longer one (`work` in `work trial`), the longer one wins.
    """
    known = _phrases(tuple((value, tuple(said)) for value, said in lexicon.items()))
    words = [_meant(word, known) for word in plain(text).split()]
    meant = set().union(*words)
    taken: set[int] = set()
    found: list[tuple[int, str]] = []
    for phrase, value in known.phrases:
        if phrase[0] not in meant:
            continue
        for start in range(len(words) - len(phrase) + 1):
            span = range(start, start + len(phrase))
            if taken.isdisjoint(span) and all(
                word in words[i] for i, word in zip(span, phrase, strict=True)
            ):
                taken.update(span)
                found.append((start, value))
    return list(dict.fromkeys(value for _, value in sorted(found)))


class _Phrases(NamedTuple):
    """Every phrase as words, the longest first; and their words by the first letter."""

    phrases: list[tuple[list[str], str]]
    by_letter: dict[str, list[str]]


@cache
def _phrases(lexicon: tuple[tuple[str, tuple[str, ...]], ...]) -> _Phrases:
    every = [(plain(phrase).split(), value) for value, said in lexicon for phrase in said]
    by_letter: dict[str, list[str]] = {}
    for word in {word for phrase, _ in every for word in phrase}:
        by_letter.setdefault(word[0], []).append(word)
    return _Phrases(sorted(every, key=lambda item: -sum(map(len, item[0]))), by_letter)


def _meant(word: str, known: _Phrases) -> set[str]:
    """The words of the list that this word may be."""
    return {wanted for wanted in known.by_letter.get(word[0], ()) if _same(word, wanted)}


def _same(word: str, wanted: str) -> bool:
    if word == wanted:
        return True
    return len(wanted) >= FUZZY_FROM and word[0] == wanted[0] and fuzz.ratio(word, wanted) >= ALIKE
