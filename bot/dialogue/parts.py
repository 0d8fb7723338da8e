"""Splitting a message that asks several things.

spaCy finds the sentences; a sentence is split again where `and`, `also`, `plus` begins another
question, because people who type in a hurry leave out the marks. What was said just before a
question stays with it.
"""

import re
from functools import cache

import spacy

MOST = 6
"""Questions looked at in one message."""
FEWEST_WORDS = 2
READ = 2_000
"""Characters that are looked at."""

_HELPERS = r"(?:is|are|am|was|do|does|did|can|could|will|would|should|shud|must|may|has|have)"
_THINGS = (
    r"(?:i|you|u|we|they|he|she|it|my|the|there|this|that|these|your|ur|people|someone|dwp|"
    r"working|work|volunteering|pip|esa|uc|atw|access)"
)
_ASKS = rf"(?:(?:what|wat|wot|how|where|who|why|when|which)(?:'?s)?\b|{_HELPERS}\s+{_THINGS}\b)"
_DICTATED = re.compile(r"\s*\b(question mark|full stop|new line)\b", re.IGNORECASE)
_MARKS = {"question mark": "?", "full stop": ".", "new line": "\n"}
_JOINED = re.compile(
    rf"[,;]\s+(?={_ASKS})|[,;]?\s+(?:and\s+also|and\s+then|and|also|plus|oh\s+and|another\s+thing)[,:]?\s+(?={_ASKS})",
    re.IGNORECASE,
)
_LEADS = re.compile(
    r"^(?:(?:and|also|plus|ok|okay|so|oh|hi|hello|please|pls|first|firstly|second|secondly|third|"
    r"thirdly|next|lastly|finally|but|\d+[.)])[\s,:-]+)+",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"(?:^|\s)\d[.)]\s")
_QUESTION = re.compile(
    rf"^(?:{_HELPERS}\s+{_THINGS}\b|(?:what|wat|wot|how|where|who|why|when|which)\s+(?:\w+\s+)?{_HELPERS}\b|"
    r"(?:what|wot|how|where|who)'?s\b|who pays|what happens|(?:what|how) (?:about|to|if)\b)",
    re.IGNORECASE,
)
"""How a question begins when its mark is missing: `when I told them` is none."""

_POLITE = re.compile(r"(?:can|could|may) i (?:just )?ask(?: you)?(?: something| this)?\W*$", re.I)
"""What stands before a question, and is none."""


@cache
def _splitter() -> spacy.Language:
    language = spacy.blank("en")
    language.add_pipe("sentencizer", config={"punct_chars": [".", "?", "!", "\n", ";"]})
    return language


def questions_in(text: str) -> list[str]:
    """The questions of a message that asks at least two; an empty list for any other."""
    text = _DICTATED.sub(lambda m: _MARKS[m[1].lower()], text[:READ])
    text = _NUMBERED.sub("\n", text)
    questions, before = [], ""
    for sentence in _splitter()(text).sents:
        for piece in (p.strip() for p in _JOINED.split(str(sentence)) if p.strip()):
            if _is_question(piece):
                questions.append(f"{before} {piece}".strip())
                before = ""
            else:
                # `My boss said no. What can I do?`: the statement belongs to the question.
                before = piece
    return questions[:MOST] if len(questions) > 1 else []


def _is_question(piece: str) -> bool:
    bare = _LEADS.sub("", piece)
    asks = (piece.endswith("?") or bool(_QUESTION.match(bare))) and not _POLITE.match(bare)
    return asks and len(bare.split()) >= FEWEST_WORDS
