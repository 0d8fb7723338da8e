"""The reply to "Are you safe right now?": doubt counts as not safe."""

import pytest

from bot.conversations.safe import reply
from bot.conversations.state import Offer

ASKED = [
    Offer("I am not safe", "crisis", word="no"),
    Offer("I am safe", "atw_what", word="yes"),
]


@pytest.mark.parametrize(
    "text",
    ["no", "not really", "I don't know", "idk", "not sure", "no im not", "I'm not safe", "for now",
     "not tonight", "sort of", "who cares", "wish i was", "scared", "no i am not ok", "not at all",
     "I can't promise", "does it matter", "nope", "im not ok"],
)  # fmt: skip
def test_no_and_not_sure_are_not_safe(text):
    assert reply(text, ASKED).intent == "crisis"


@pytest.mark.parametrize(
    "text",
    ["im fine just annoyed", "yeah im ok", "I'm ok thanks", "no danger", "no, I'm just tired",
     "no im fine", "nah just fed up", "dont worry im fine", "i was joking", "yes I am safe thank you",
     "im not in danger", "it was only a figure of speech"],
)  # fmt: skip
def test_safe_goes_on_with_what_was_asked(text):
    assert reply(text, ASKED).intent == "atw_what"


@pytest.mark.parametrize(
    "text",
    [
        "how much is pip",
        "what?",
        "",
        "?",
        "ok so what I really wanted to know is if my money stops",
    ],
)
def test_anything_else_is_read_as_a_message(text):
    assert reply(text, ASKED) is None


def test_it_is_a_reply_only_where_that_was_asked():
    assert reply("no", [Offer("Show me more", "more_detail", word="yes")]) is None
    assert reply("no", []) is None
