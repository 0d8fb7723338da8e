"""How an adviser should reach somebody, said in words of one's own."""

import pytest

from bot.conversations import callback
from bot.conversations.state import TalkState


def asked_how() -> TalkState:
    state = TalkState()
    state.callback = {"step": "how", "answers": {}, "tried": 0}
    state.offers = list(callback.CHOICES["how"])
    return state


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("text", "Text message"), ("txt me", "Text message"), ("by sms please", "Text message"),
        ("phone", "Phone call"), ("ring me", "Phone call"), ("call my mobile", "Phone call"),
        ("relay", "Relay UK"), ("call me by relay", "Relay UK"), ("BSL", "BSL video call"),
        ("a video call in sign language", "BSL video call"), ("e-mail", "Email"), ("2", "Phone call"),
    ],
)  # fmt: skip
def test_a_way_is_understood(text, label):
    state = asked_how()
    assert callback.reads(state, text)
    assert callback._chosen(state, text).label == label


@pytest.mark.parametrize(
    "text",
    ["I cant use the phone", "not by phone", "text or email", "can you call?", "what is PIP",
     "i had a call from the jobcentre about my claim"],
)  # fmt: skip
def test_what_names_no_one_way_is_left_to_the_assistant(text):
    assert not callback.reads(asked_how(), text)
