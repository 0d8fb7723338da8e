"""Access needs in people's own words."""

import pytest

from bot.conversations.needs import named_in


@pytest.mark.parametrize(
    ("words", "needs"),
    [
        ("BSL", ["bsl"]),
        ("a sign language interpreter", ["bsl"]),
        ("bsl interpreter please", ["bsl"]),
        ("somebody who speaks Somali", ["language"]),
        ("an interpreter, my english is not good", ["language"]),
        ("little english", ["language"]),
        ("easy read", ["easy_read"]),
        ("plain English pls and short sentences", ["easy_read"]),
        ("go slow, I stammer", ["time"]),
        ("i use NVDA", ["screen_reader"]),
        ("Relay UK", ["relay"]),
        ("captions", []),
        ("I had a bad time on the phone", []),
        ("no", []),
        ("", []),
    ],
)
def test_needs_are_found_in_what_people_write(words, needs):
    assert named_in(words) == needs
