"""After a message about danger the talk goes on: what is asked is answered, and nothing is said twice running."""

import pytest

from bot.cases.models import Kind

HURT = "my boyfriend hits me"
FRIEND = "my cousin says she will end her life tonight"
DYING = "I want to kill myself"


@pytest.mark.parametrize("channel", ["web", "sms"])
@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("what will the person here do then", "person"),
        ("how can the adviser help", "person"),
        ("what happens next", "person"),
        ("will somebody ring him", "told"),
        ("do you write to my partner?", "told"),
        ("please no police", "told"),
        ("no social services please, he is their dad", "told"),
    ],
)
def test_what_comes_of_telling_is_answered(partner, channel, words, answer):
    heard = partner(channel).write(HURT, words)
    assert heard.answers == [f"safeguarding.{answer}"] and "999" in heard
    assert heard.state == "waiting_for_human"


@pytest.mark.parametrize("before", [HURT, DYING, "what is access to work"])
@pytest.mark.parametrize("words", ["when i send stop does it work at once", "if i text STOP will you go quiet?"])  # fmt: skip
def test_how_stop_works_is_told_and_nothing_is_stopped(partner, before, words):
    heard = partner("sms").write(before, words)
    assert "no more texts come from us" in heard and heard.state != "ended"
    assert ("999" in heard) == (before != "what is access to work")


@pytest.mark.parametrize("words", ["ok then", "right", "hm"])
def test_the_same_block_is_not_said_twice_running(partner, words):
    them = partner()
    first = them.write(HURT, "ok thanks")
    heard = them.write(words)
    assert first.answers == ["safeguarding.after"] and heard.answers == ["safeguarding.again"]
    assert "nobody rings you" in heard and "999" in heard


def test_who_tells_more_of_it_is_alarmed_about_and_does_not_read_the_long_text_again(partner):
    them = partner()
    heard = them.write(HURT, "my boyfriend also takes all my money off me")
    assert heard.answers == ["safeguarding.again"] and "999" in heard
    assert "urgent" in them.alarms(them.case().id)


def test_a_question_about_what_was_just_answered_goes_on_from_it(partner):
    heard = partner().write(HURT, "who helps with debt", "are they open at weekends?")
    assert "safeguarding.after" not in heard.answers and "999" in heard


def test_who_asks_for_a_person_after_abuse_is_not_asked_for_leave(partner):
    them = partner()
    heard = them.write(HURT, "can I talk to a person")
    assert "May I show them" not in heard and "has already been asked" in heard
    assert them.case().kind == Kind.SAFEGUARDING and "999" in heard


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("she would never forgive me if i called the police", "now"),
        ("dad has got her now", "helped"),
        ("my aunt is with her. should i ask her about it", "say"),
        ("i am shaking all over", "shaken"),
        ("does the jobcentre find out about this", "told"),
    ],
)
@pytest.mark.parametrize("channel", ["web", "sms"])
def test_fear_for_somebody_goes_on_about_them_and_the_writer(partner, channel, words, answer):
    heard = partner(channel).write(FRIEND, words)
    assert heard.answers == [f"crisis_other.{answer}"]
    assert "999" in heard and "116 123" in heard


@pytest.mark.parametrize("words", ["ok its me", "it is me, sorry", "there is no friend"])
def test_the_friend_who_is_the_writer_is_a_crisis(partner, words):
    them = partner()
    heard = them.write("asking for a friend, she says she wants to end it all", words)
    assert heard.answers == ["crisis"] and them.case().kind == Kind.CRISIS


def test_how_to_be_reached_in_a_crisis_is_for_the_person_here(partner):
    heard = partner().write(DYING, "can I talk to a person, only text me, I cant do calls")
    assert "crisis.text" not in heard.answers and "116 123" in heard


def test_a_person_who_is_called_off_until_another_day_is_called_off(partner):
    heard = partner().write("can I talk to a person", "forget it, i'll try again tomorrow")
    assert heard.state == "bot" and heard.case is None and "did not understand" not in heard
