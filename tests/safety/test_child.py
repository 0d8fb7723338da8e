"""A child who says so is known as one; an adult who speaks of a child, or of long ago, is not."""

import pytest

from bot.safety.child import is_child


@pytest.mark.parametrize(
    "text",
    ["im 12 and scared", "I am only eleven", "hi i'm 15 years old", "im in year 8", "i told my form teacher",
     "i am just a kid"],
)  # fmt: skip
def test_a_child_is_known(text):
    assert is_child(text)


@pytest.mark.parametrize(
    "text",
    ["my son is 12", "since i was 11 he hit me", "im 16 weeks pregnant", "im 12 hours a week on UC", "I am 45",
     "im 10 minutes away", "im 17 stone", "when i was in year 8 my teacher hit me", "i am 8 years sober"],
)  # fmt: skip
def test_an_adult_is_not(text):
    assert not is_child(text)
