"""Replies that point at something: both, neither, 1 and 2, the rest, yes to the only choice."""

import pytest

from bot.conversations.choices import NONE, choose, takes_none, takes_several, takes_too_many
from bot.conversations.left_over import asked_again
from bot.conversations.state import Offer, TalkState

WHICH = [
    Offer("What a job club is", "job_club_what"),
    Offer("What you must report", "benefits_report"),
    Offer("Something else: talk to a person", "talk_to_human", word=NONE),
]


@pytest.mark.parametrize("text", ["neither", "none of those", "No, none of them", "something else"])
def test_none_of_the_readings(text):
    assert takes_none(text, WHICH)
    assert not takes_none(text, WHICH[:2])


@pytest.mark.parametrize("text", ["both", "both of them please", "1 and 2", "the first and second"])
def test_both_of_two(text):
    assert [o.intent for o in takes_several(text, WHICH)] == ["job_club_what", "benefits_report"]


def test_both_of_three_says_too_little():
    three = [WHICH[0], WHICH[1], Offer("Work and my money", "benefits_lose_if_work")]
    assert takes_several("both", three) == [] and takes_too_many("both", three)
    assert len(takes_several("all three", three)) == 3
    assert takes_several("1 and 9", three) == [] and takes_several("2", three) == []


@pytest.mark.parametrize(("text", "taken"), [("yes please", True), ("yeah", True), ("ok", False)])
def test_yes_takes_the_only_choice_and_a_nod_does_not(text, taken):
    only = [Offer("Talk to a person", "talk_to_human")]
    assert (choose(text, only) is only[0]) is taken
    assert choose("yes", WHICH[:2]) is None


LEFT = TalkState(left=["where can I get debt advice in Newham", "can I complain about a coach?"])


@pytest.mark.parametrize(
    "text", ["the rest", "and the others?", "ok answer the rest please", "what about the other two"]
)
def test_the_rest_is_all_that_was_left_over(text):
    assert asked_again(text, LEFT).count("?") == 2


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("the debt one", "debt"),
        ("the complain question", "complain"),
        ("what about the debt", "debt"),
        ("the cat one", ""),
        ("thanks", ""),
    ],
)
def test_one_of_what_was_left_over_by_a_word_of_it(text, about):
    assert about in asked_again(text, LEFT) and bool(asked_again(text, LEFT)) is bool(about)
    assert asked_again(text, TalkState()) == ""


SIX = (
    "What is a job club? What is access to work? How do I apply for access to work? "
    "Does working affect my PIP? Do I have to tell my boss I am deaf?"
)


def test_what_was_named_as_left_over_is_answered_after_the_rest(partner):
    them = partner()
    first = them.write(SIX)
    assert 'Say "the rest" and I will' in first
    rest = them.write("the rest then")
    assert rest.answers and not set(rest.answers) & set(first.answers)


def test_neither_reading_leads_to_a_person_and_not_to_small_talk(partner):
    them = partner()
    assert "Something else: talk to a person" in them.write("the jobcentre made me wait 2 hours")
    heard = them.write("none of those")
    assert "Would you like a person to answer you?" in heard
    assert "Community Partner" in them.write("yes")


def test_two_of_the_readings_are_answered_in_one_message(partner):
    them = partner()
    them.write("letter")
    heard = them.write("1 and 2")
    assert {a.partition(".")[0] for a in heard.answers} == {
        "benefits_sanction",
        "benefits_reassessment",
    }


def test_both_of_three_is_asked_once_more_with_the_same_choices(partner):
    them = partner()
    asked = them.write("letter")
    again = them.write("both")
    assert again.text == asked.text


def test_danger_in_place_of_a_choice(partner):
    them = partner()
    them.write("letter")
    heard = them.write("neither, i am going to kill myself tonight")
    assert heard.intent == "crisis" and "116 123" in heard
