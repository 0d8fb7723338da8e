"""The messages after one about danger: they are about whoever is in danger, and nobody is told off."""

import pytest

from bot.cases.models import Kind

FRIEND = "my friend says she will end it tonight and she is not answering"
HURT = "my husband hits me when I talk about work"
IN_PASSING = "its pointless really. ive put all my pills in a row and i wont need next week"


@pytest.mark.parametrize("before", ["can I talk to someone", "find a job club near me"])
def test_danger_that_only_the_model_sees_comes_before_a_form(partner, before):
    them = partner()
    heard = them.write(before, IN_PASSING)
    assert (heard.intent, heard.answers) == ("crisis", ["crisis"])
    assert them.case().kind == Kind.CRISIS


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("she lives in Cardiff, would 999 here work", "far"),
        ("can I call 999 if I am not with her", "far"),
        ("the police found her, she is safe", "helped"),
        ("she rang back", "helped"),
        ("I never called her back, it is my fault", "blame"),
        ("thank you. goodnight", "after"),
        ("thanks", "after"),
    ],
)
@pytest.mark.parametrize("channel", ["web", "sms"])
def test_worry_about_somebody_goes_on_about_them(partner, channel, words, answer):
    heard = partner(channel).write(FRIEND, words)
    assert heard.answers == [f"crisis_other.{answer}"]
    assert "116 123" in heard and "999" in heard
    assert heard.state == "waiting_for_human"


def test_it_is_about_the_writer_when_they_say_so(partner):
    heard = partner().write(FRIEND, "it is my fault, I want to kill myself")
    assert (heard.intent, heard.answers) == ("crisis", ["crisis"])


def test_bad_news_is_not_met_with_relief(partner):
    heard = partner().write(FRIEND, "they found her, she is dead")
    assert "good to hear" not in heard


def test_something_else_can_be_asked(partner):
    heard = partner().write(FRIEND, "what is access to work")
    assert heard.answers == ["atw_what"]


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("he is coming back", "now"),
        ("hes outside the door", "now"),
        ("i cant phone anybody, he would hear", "silent"),
        ("too scared to speak", "silent"),
        ("he reads my messages", "watched"),
    ],
)
@pytest.mark.parametrize("channel", ["web", "sms"])
def test_who_is_hurt_may_have_to_be_quick_and_quiet(partner, channel, words, answer):
    heard = partner(channel).write(HURT, words)
    assert (heard.intent, heard.answers) == ("safeguarding", [f"safeguarding.{answer}"])
    assert "999" in heard and "55" in heard
    if answer == "now":
        assert len(heard.text) < 260


def test_not_safe_is_a_crisis_and_safe_is_a_yes(partner):
    them = partner()
    assert them.write("I want to kill myself", "no").intent == "crisis"
    assert partner().write("I want to kill myself", "yes, I am safe").intent == "affirm"


def test_still_not_safe_is_not_told_the_same_again(partner):
    them = partner()
    first = them.write("I want to kill myself", "no")
    heard = them.write("not really")
    assert heard.answers == ["crisis.still_not_safe"] and heard.text != first.text
    assert all(words in heard for words in ("999", "116 123", "SHOUT"))


@pytest.mark.parametrize(
    "words", ["she is in Croydon", "what do I say to her", "how can I help her"]
)
def test_right_after_it_a_place_or_what_to_say_is_about_the_person_in_danger(partner, words):
    heard = partner().write(FRIEND, words)
    assert heard.answers[0].startswith("crisis_other.") and "999" in heard and "116 123" in heard
    assert "What should I look for there?" not in heard


def test_some_time_later_a_place_is_a_place_again(partner):
    heard = partner().write(FRIEND, "what is a job club", "Croydon")
    assert "999" not in heard.text.split("\n")[0] and "Croydon" in heard


@pytest.mark.parametrize("channel", ["web", "sms"])
def test_who_asks_who_was_told_hears_it(partner, channel):
    heard = partner(channel).write("I want to kill myself", "did you tell the police")
    assert heard.answers == ["crisis.told"] and heard.state == "waiting_for_human"
    assert "nobody else" in heard and "999" in heard
    assert "Are you safe right now?" in heard


def test_who_was_told_is_followed_by_being_safe_or_not(partner):
    them = partner()
    them.write("I want to kill myself", "who have you told")
    assert them.write("no").answers == ["crisis.not_safe"]


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("who did you tell about this", "told"),
        ("where can I go with my children", "leave"),
        ("can I get my own benefits", "benefits"),
        ("who should I report him to", "report"),
    ],
)
@pytest.mark.parametrize("channel", ["web", "sms"])
def test_who_is_hurt_and_asks_what_next_is_not_told_of_work(partner, channel, words, answer):
    heard = partner(channel).write(HURT, words)
    assert (heard.intent, heard.answers) == ("safeguarding", [f"safeguarding.{answer}"])
    assert "999" in heard and heard.state == "waiting_for_human"


def test_after_abuse_something_else_can_be_asked(partner):
    assert partner().write(HURT, "what is access to work").answers == ["atw_what"]
