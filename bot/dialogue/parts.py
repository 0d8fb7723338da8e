"""Splitting a message that asks several things (spaCy sentence boundaries)."""

from functools import cache

import spacy

MOST = 6
"""Questions looked at in one message."""
FEWEST_WORDS = 3


@cache
def _splitter() -> spacy.Language:
    language = spacy.blank("en")
    language.add_pipe("sentencizer", config={"punct_chars": [".", "?", "!", "\n", ";"]})
    return language


def questions_in(text: str) -> list[str]:
    """The questions of a message that asks at least two; an empty list for any other."""
    if text.count("?") < 2:
        return []
    sentences = [str(s).strip() for s in _splitter()(text[:2000]).sents]
    questions = [s for s in sentences if s.endswith("?") and len(s.split()) >= FEWEST_WORDS]
    return questions[:MOST] if len(questions) > 1 else []
