"""Replies to choices, and words that are obeyed at once."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversations.choices import choose, is_unsure
from bot.conversations.commands import command_in
from bot.conversations.state import Offer, TalkState

OFFERS = [
    Offer("Will work change my benefits", "benefits_lose_if_work"),
    Offer("How long Access to Work takes", "atw_waiting"),
    Offer("Talk to a person", "talk_to_human", word="yes"),
]


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("1", "benefits_lose_if_work"),
        ("2.", "atw_waiting"),
        ("the second one", "atw_waiting"),
        ("First one please", "benefits_lose_if_work"),
        ("option 3", "talk_to_human"),
        ("last one", "talk_to_human"),
        ("the benefits one", "benefits_lose_if_work"),
        ("talk to a person", "talk_to_human"),
        ("Yes please", "talk_to_human"),
    ],
)
def test_a_choice_is_picked_by_number_word_or_label(text, intent):
    assert choose(text, OFFERS).intent == intent


@pytest.mark.parametrize("text", ["", "4", "0", "99", "what is pip", "no", "x" * 500])
def test_anything_else_is_not_a_choice(text):
    assert choose(text, OFFERS) is None


@pytest.mark.parametrize("text", ["maybe", "Not sure.", "I don't know", "perhaps"])
def test_maybe_is_neither_yes_nor_no(text):
    assert is_unsure(text) and choose(text, OFFERS) is None


SHOW = [
    Offer("Yes, show them", "affirm", word="yes"),
    Offer("No, do not show them", "deny", word="no"),
]


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("yes, that's fine by", None),
        ("Yes I'm certain", "affirm"),
        ("ok go on then", "affirm"),
        ("yeah they can look at it", "affirm"),
        ("yes please show them what I wrote", "affirm"),
        ("no please don't", "deny"),
        ("yes but leave my name out", None),
        ("yes if they are kind", None),
        ("yes can they see my name", None),
        ("yes, who reads it", None),
        ("yes delete it", None),
        ("ok thanks", None),
        ("no I want that", None),
    ],
)
def test_a_yes_or_no_among_words_that_go_with_it(text, intent):
    chosen = choose(text, SHOW)
    assert (chosen.intent if chosen else None) == intent


def test_whether_somebody_is_safe_is_not_read_from_a_long_yes():
    safe = [Offer("I am not safe", "crisis", word="no"), Offer("I am safe", "menu", word="yes")]
    assert choose("yes I am sure that they would", safe) is None


@given(st.text(max_size=200))
def test_a_choice_is_always_one_of_those_offered(text):
    assert choose(text, OFFERS) in (*OFFERS, None)
    assert choose(text, []) is None


@pytest.mark.parametrize(
    "text",
    ["STOP", "stop.", "Unsubscribe", "please stop texting me", "dont text me again",
     "no more messages please", "take my number off your list", "STOPIWCH"],
)  # fmt: skip
def test_stop_in_many_words(text):
    assert command_in(text, "sms") == "stop"


@pytest.mark.parametrize(
    "text",
    ["can they stop my pip", "stop", "the jobcentre wont stop texting me", "bus stop",
     "how do i stop the dwp messaging me", "dont tell my boss"],
)  # fmt: skip
def test_stopping_something_else_is_not_stop(text):
    assert (command_in(text, "sms") == "stop") == (text == "stop")


def test_end_is_stop_by_text_only():
    assert command_in("END", "sms") == "stop"
    assert command_in("end", "web") is None


def test_yes_is_start_only_for_somebody_who_stopped():
    assert command_in("YES", "sms", opted_out=True) == "start"
    assert command_in("YES", "sms") is None


def test_the_memory_of_a_talk_survives_being_written_down():
    state = TalkState(offers=OFFERS, answers=["atw_what"], misses=1, pages=["rest"])
    assert TalkState.from_json(state.to_json()) == state


def test_a_number_that_differs_is_no_misspelling():
    offers = [Offer("In 4 weeks", "affirm"), Offer("In 3 months", "affirm")]
    assert choose("in 4 weeks", offers) and choose("in 4 weks", offers)
    assert choose("in 2 weeks", offers) is None and choose("in 2 months", offers) is None
