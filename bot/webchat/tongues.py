"""Which language each line of a message is in, for `lang`: a reading voice follows it.

The assistant writes English but for one sentence to people who write another language. What people
and advisers write may be in any; what is not recognised counts as English.
"""

from collections.abc import Iterable
from itertools import takewhile

from bot.content.languages import language_of
from bot.conversations.models import Author
from bot.webchat.texts import ENGLISH, TAGS, language

TURN = "In English:"
"""Begins the English words of an answer that starts in another language."""
OTHERS = "change_language"
"""The answer that speaks to several languages, a line each."""
RIGHT_TO_LEFT = ("ar", "ur")


def tongues(blocks: list[list[str]], author: str, answers: Iterable[str]) -> dict[str, str]:
    """Each line that is not in the language around it, with its language as `lang` has it.

    `blocks`: the lines of each paragraph. `answers`: ids of the answers a message of ours holds.
    """
    if author in (Author.PERSON, Author.ADVISER):
        return _of_somebody(blocks, author)
    lines = [line for block in blocks for line in block]
    before = list(takewhile(lambda line: not line.startswith(TURN), lines))
    if len(before) < len(lines):
        code = language_of(" ".join(before))
        return dict.fromkeys(before, code) if code else {}
    if OTHERS in answers:
        return {line: code for line in lines if (code := language_of(line))}
    return {}


def _of_somebody(blocks: list[list[str]], author: str) -> dict[str, str]:
    """Around a person's own words is the language of the page, around all others English."""
    around = language() if author == Author.PERSON else ENGLISH
    found: dict[str, str] = {}
    for lines in blocks:
        code = language_of("\n".join(lines)) or ENGLISH
        if code != around:
            found |= dict.fromkeys(lines, TAGS.get(code, code))
    return found
