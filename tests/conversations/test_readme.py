"""The short talk on the first page is what somebody gets who writes the same."""

import re

from bot.settings import PROJECT

_SAID = re.compile(r"^> \*\*(You|Alongside):\*\* (.+)$", re.MULTILINE)


def test_the_talk_of_the_first_page_is_real(partner):
    lines = _SAID.findall((PROJECT / "README.md").read_text("utf-8"))
    assert [who for who, _ in lines] == ["You", "Alongside"] * (len(lines) // 2) and lines
    them, heard = partner("sms"), None
    for who, words in lines:
        if who == "You":
            heard = " ".join(them.write(words).text.split())
        else:
            assert all(part.strip() in heard for part in words.split("[...]")), heard
