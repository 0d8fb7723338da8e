"""How a message begins that a phone announces: with nothing that whoever is near should not read.

A locked phone shows how texts and Telegram messages begin. One whose first words would tell something
(`data/telling.yml`) gets a line before it that does not. The web chat announces nothing.
"""

from typing import TYPE_CHECKING

from bot.content.store import Answer

if TYPE_CHECKING:
    from bot.conversations.compose import Composer


def opening(composer: "Composer", text: str, page: int = 0, by: str = "") -> str:
    """The line to put before a text, with its line break; empty if the text needs none.

    `page`: how many pages of the same text went before. `by`: the adviser who wrote it.
    """
    telling = composer.store.telling
    if not composer.caps.sends or not telling.in_first_words(text):
        return ""
    name = "opening_rest" if page else "opening_adviser" if by else "opening"
    line = composer.say(name, adviser=by) + "\n"
    # An adviser's name can be a word that tells something too.
    return composer.say("opening") + "\n" if telling.in_first_words(line + text) else line


def careful_first(composer: "Composer", parts: list[str]) -> list[str]:
    """The warning that an answer ends with, put before it where a line must come first anyway.

    In text messages only, where the line would cost room.
    """
    if composer.caps.form != "sms" or len(parts) < 2 or parts[-1] != composer.say("careful"):
        return parts
    if not opening(composer, parts[0]):
        return parts
    first = f"{composer.say('careful_first')}\n{parts[0]}"
    return [first, *parts[1:-1]]


def added_to(composer: "Composer", answer: Answer, text: str) -> str:
    """What this answer's text will have before or after it, so that there is room for it."""
    if not (line := opening(composer, text)):
        return f"\n\n{composer.careful()}" if answer.checked_by_nobody else ""
    return f"{composer.say('careful_first')}\n" if answer.checked_by_nobody else line
