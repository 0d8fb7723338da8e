"""Questions that an answer left over and named: `the rest`, `the travel one` asks them again."""

import re

from bot.conversations.choices import by_words
from bot.conversations.commands import plain_words
from bot.conversations.state import TalkState

_REST = re.compile(
    r"(?:(?:and|ok|okay|yes|now|then|so|please|tell me|answer|do|go on with|carry on with|what about|how about) )*"
    r"(?:(?:the |my )?(?:rest|others?|other (?:ones?|questions?|bits?|things?|parts?|two|three)|remaining (?:ones?|questions?)"
    r"|ones? you (?:missed|left(?: out)?|didnt answer|did not answer)|bits? you missed))(?: of (?:it|them|that|my questions?))?"
    r"(?: please| pls| then| now| too| as well)*"
)
_THE = re.compile(r"(?:and |no |what about |how about )*the \w+(?: \w+)?")
"""`The group`: a word of the question, after one was named as left over."""


def asked_again(text: str, state: TalkState) -> str:
    """The words to read in place of a message that only points at what was left over; else empty."""
    if not state.left:
        return ""
    plain = plain_words(text)
    if _REST.fullmatch(plain.replace("'", "")):
        return "\n".join(question.rstrip("?. ") + "?" for question in state.left)
    named = by_words(plain, state.left)
    if named is None and _THE.fullmatch(plain):
        named = by_words(f"{plain} one", state.left)
    return state.left[named] if named is not None else ""
