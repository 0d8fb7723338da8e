"""Words by which a message in the middle of a talk asks, or leans on what was said before it."""

import re

from bot.conversations.commands import plain_words

_ASKS = re.compile(
    r"^(?:and |but |so |or |ok |okay |right |well |um |oh |then |yes |yeah |no )*(?:who|what|whats|when|where|which|how|hows|why|do|does|did|is|are|am|can|could|will|would"
    r"|should|shall|shld|may|must|if|its|been|even|any)\b"
)
_LEANS = re.compile(
    r"\b(?:it|its|they|them|their|that|this|there|those|these|he|she|him|her|same|instead)\b"
    r"|^(?:and|but|so|what about|how about|what if|or|ok|then|cos|because)\b"
)


def asks(text: str) -> bool:
    """Whether a message is a question, with or without its mark."""
    return "?" in text or _ASKS.match(plain_words(text)) is not None


def leans(text: str) -> bool:
    """Whether it points at something that it does not name, or goes on from it."""
    return _LEANS.search(plain_words(text)) is not None
