"""A danger that was only guessed at, put right: `nobody hurts me, I asked about pay`, `I am safe, why?`.

What was said plainly cannot be taken back like this; what the model made of other words can. The rest
of the message is then answered, and a person who was told stays told.
"""

import re
from dataclasses import dataclass

from bot.conversations import safe
from bot.conversations.commands import plain_words
from bot.conversations.state import TalkState
from bot.safety import screen

MOST_WORDS = 60
SAFE, CRISIS, ABUSE = "safe_now", "misread_crisis", "misread_abuse"
"""Texts of the service that come before the answer to the rest."""
_PIECES = re.compile(
    r"(?<=[.!?,;])\s+|\n+|\s+(?=(?:but )?(?:i mean|i meant|i asked|i was asking|i(?: only| just)+ (?:asked|meant|want|need)"
    r"|i want to (?:talk|ask|know)|can i (?:just |please )*ask|please can|my question|how do i|what about|why (?:are )?(?:you|u)\b))",
    re.IGNORECASE,
)
_DENIES = re.compile(
    r"\b(?:i'?m|i am|i was|am|was)(?: \w+)? not (?:\w+ ){0,2}?(?:suicidal|abused|depressed|in danger|at risk|unsafe|hurt"
    r"|(?:being|getting) (?:hurt|abused|hit)|(?:going|about|trying|wanting) to (?:hurt|harm|kill|do anything)|thinking (?:of|about) (?:it|that|suicide))\b"
    r"|\b(?:nobody|no one|noone|no 1)(?: is|s|'s| was| has)?(?: being| ever)? (?:hurt\w*|abus\w*|hit\w*|harm\w*|threaten\w*|controll\w*|forc\w*|unfair|bully\w*)(?: me)?\b"
    r"|\b(?:(?:he|she|they|my (?:wife|husband|partner|mum|dad|son|daughter|carer|boss)) (?:isnt|isn't|is not|doesnt|doesn't|does not|never|dont|don't)"
    r" (?:hurt\w*|abus\w*|hit\w*|harm\w*|threaten\w*|controll\w*)(?: me)?)\b"
    r"|\bnot what (?:i|i'?m|i was|i am) ?(?:said|meant|asked|asking|mean|saying|on about|talking)?\b"
    r"|\b(?:you|u)(?:'ve| have|ve)? (?:\w+ )?(?:(?:got|took|taken|read) (?:me|it|that|this) (?:\w+ )*wrong|misunderstood|misread|misheard|mis understood)\b"
    r"|\b(?:figure of speech|just an? (?:expression|saying|joke)|(?:was|were|am|im|i'm) (?:only |just )?joking|(?:was|its|it's|it is) (?:only |just )?a joke)\b"
    r"|^no+ (?:i (?:mean|meant|was (?:asking|talking|on))|its? (?:about|the|for|my))\b(?! it$)"
)
"""A piece that puts it right by itself: a danger that is denied, or a word taken wrongly."""
_WONDERS = re.compile(
    r"\bwhy (?:are |r |do |did |would |have )?(?:you|u|ya)(?: \w+){0,2}? (?:telling|tell|told|asking|ask|saying|say|said|sending|send|sent|giving|going on|on about|talking|thinking|think)\b"
)
"""Asks what this is about: puts it right only where something else is asked beside it."""
_BARRED = re.compile(
    r"\b(?:except|apart from|only|but|yet|before|until|till|today|any ?more|when|unless|anymore|this time|not really)\b"
)
"""With one of these, a denial is none: `he never hit me before today`."""
_BESIDE = re.compile(
    r"^(?:no+|nope|nah|what|wot|wtf|eh|huh|er|um|hello|hey|sorry|please|pls|please stop|stop|stop it|lol|haha|omg|ok|okay|yes|yeah|thanks|thank you)$"
    r"|\b(?:dont|don't|do not) (?:need|want) (?:a |the |any |your )?(?:person|human|help ?line|samaritans|police|ambulance|crisis \w+)\b"
    r"|\b(?:cancel|forget) the (?:person|human|adviser)\b|\bforget (?:my|the) \w+$"
)
"""Words around it that ask nothing."""
_LEAD = re.compile(r"^(?:no+[ ,!.]+)?(?:but )?(?:i mean|i meant)\b[ ,:]*", re.IGNORECASE)
_SMALL = frozenset(
    "no yes what i you a the is it its me to of that so lol at all and well just in here was only an be im i'm am really honestly".split()
)


@dataclass(frozen=True)
class PutRight:
    """What comes before the answer, and what is left to answer (empty: nothing)."""

    note: str
    rest: str


def put_right(text: str, state: TalkState) -> PutRight | None:
    """None where nothing was guessed at, or where the words do not put it right."""
    asked = safe.is_asked(state.offers) or state.asked_safe
    guessed = state.told_of in ("crisis", "safeguarding") and state.guessed
    plain = plain_words(text)
    if (
        state.harmed
        or state.unsafe
        or not (asked or guessed)
        or len(plain.split()) > MOST_WORDS
        or screen(text).crisis
    ):
        return None
    if state.told_of != "safeguarding" and safe.tells_of_harm(text):
        return None
    if state.asked_safe and safe.after_crisis(text) == "not_safe":
        return None
    rest, denied, wonders, is_safe = [], False, False, False
    for piece in _PIECES.split(text):
        words = plain_words(piece)
        said = _DENIES.search(words)
        if said and not _BARRED.search(words):
            denied = True
            meant = said[0].startswith("no")
            left = (
                _LEAD.sub("", piece)
                if meant and _LEAD.match(piece)
                else words.replace(said[0], " ")
            )
            if set(left.split()) - _SMALL:
                rest.append(left)
        elif _WONDERS.search(words):
            wonders = True
        elif not rest and safe.says_safe(words):
            is_safe = True
        elif words and not _BESIDE.search(words):
            rest.append(_LEAD.sub("", piece))
    left = " ".join(" ".join(rest).split())
    if asked and not guessed:
        # A bare yes or no is a choice; this is for what stands beside it.
        return PutRight(SAFE, left) if is_safe and left else None
    if denied or (wonders and left):
        return PutRight(CRISIS if state.told_of == "crisis" else ABUSE, left)
    return None
