"""The reply to "Are you safe right now?": doubt counts as not safe."""

import pytest

from bot.conversations.put_right import ABUSE, CRISIS, SAFE, PutRight, put_right
from bot.conversations.safe import after_crisis, reply
from bot.conversations.state import Offer, TalkState

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


@pytest.mark.parametrize(
    "text",
    ["yes i took them", "yh got the rope", "ok but what if i already done it", "yeah i did it", "no about 20",
     "yeah last night", "sunday", "tonight", "i feel ok tho. do i need to ring them", "should i go to a and e", "no"],
)  # fmt: skip
def test_after_a_crisis_text_what_was_done_counts_and_not_the_word_before_it(text):
    assert after_crisis(text) == "not_safe"


@pytest.mark.parametrize(
    "text", ["yes", "yes im ok now", "i am safe", "safe at home with my mum", "im alright"]
)
def test_a_plain_yes_is_one(text):
    assert after_crisis(text) == "safe"


@pytest.mark.parametrize(
    "text",
    ["please just answer about the lift", "what do i do with the letter", "no hospital. how do i get my money back",
     "i flushed the pills", "yes the form"],
)  # fmt: skip
def test_anything_else_after_it_is_no_yes_or_no(text):
    assert after_crisis(text) is None


GUESSED = TalkState(told_of="crisis", guessed=True)
ABUSED = TalkState(told_of="safeguarding", guessed=True)


@pytest.mark.parametrize(
    ("state", "text", "left"),
    [
        (GUESSED, "no im not suicidal!! i mean i havent told esa about the dog walking",
         "i havent told esa about the dog walking"),
        (ABUSED, "what?? nobody is hurting me i asked about pay. i dont need a person", "i asked about pay."),
        (ABUSED, "please stop. i am not being abused. i want to talk about access to work",
         "i want to talk about access to work"),
        (ABUSED, "why are you telling me about abuse?? my wife is lovely. i asked about taxis",
         "my wife is lovely. i asked about taxis"),
        (GUESSED, "it was a figure of speech", ""),
    ],
)  # fmt: skip
def test_a_guess_is_put_right_and_the_rest_is_read(state, text, left):
    note = CRISIS if state is GUESSED else ABUSE
    assert put_right(text, state) == PutRight(note, left)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("im safe. physio time off", "physio time off"),
        ("yes im safe why you asking. i lost my job", "i lost my job"),
        ("yes im at home now. what can i do about him", "what can i do about him"),
    ],
)
def test_what_stands_beside_being_safe_is_read(text, left):
    assert put_right(text, TalkState(offers=ASKED)) == PutRight(SAFE, left)


def test_what_was_said_plainly_is_not_put_right():
    said = TalkState(told_of="crisis", guessed=False)
    assert put_right("im not suicidal, forget it", said) is None
    assert put_right("i want to kill myself, i mean it", GUESSED) is None
    assert put_right("how do i apply for pip", GUESSED) is None


@pytest.mark.parametrize(
    "text", ["yes", "yeah", "yep sorry", "i did", "no i really did", "yes i have"]
)
def test_after_not_safe_a_yes_says_nothing_of_being_safe(text):
    assert after_crisis(text, unsafe=True) == "not_safe"


@pytest.mark.parametrize(
    "text", ["10 minutes ago", "its gone numb", "shall i wait", "i want to sleep", "nobody"]
)
def test_once_something_was_taken_every_word_of_it_is_danger(text):
    assert after_crisis(text, harmed=True) == "not_safe"


def test_a_question_about_benefits_is_one_also_then():
    assert after_crisis("and will they stop my esa", harmed=True) is None


@pytest.mark.parametrize(
    "text",
    [
        "i wont go to hospital",
        "should i have called 999",
        "they are not coming",
        "scared of the hospital",
    ],
)
def test_help_that_is_only_spoken_of_has_not_come(text):
    assert after_crisis(text, harmed=True) == "not_safe"
