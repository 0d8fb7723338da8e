"""Asked whether they are safe: the question is answered by what answers it, and not by any other no or yes."""

from dataclasses import replace

import pytest

from bot.cases.models import Kind

DYING = "I want to kill myself"
STRONG = ("crisis.not_safe", "crisis.still_not_safe", "crisis.harmed")
ASKED = "Are you safe right now?"
OPEN = 'write "not safe"'


@pytest.fixture
def doubted(partner, monkeypatch):
    """Makes somebody of whose plain question only the model doubts; `always`: of all that they say."""

    def make(always: bool = False, channel: str = "web"):
        them = partner(channel)
        ask = them.gateway.rasa.ask

        def in_doubt(*args, **more):
            found = ask(*args, **more)
            known = more.get("calm") or "choice" in more
            return found if known else replace(found, plan=[{"ask": "safe"}])

        if always:
            monkeypatch.setattr(them.gateway.rasa, "ask", in_doubt)
            them.write("what is access to work")
        else:
            with monkeypatch.context() as patched:
                patched.setattr(them.gateway.rasa, "ask", in_doubt)
                them.write("what is access to work")
        return them

    return make


@pytest.mark.parametrize(
    "words", ["no, leave it", "no thanks", "no phone calls", "no dont show them", "I dont want your numbers"]
)  # fmt: skip
def test_a_no_to_something_else_is_no_crisis(doubted, words):
    heard = doubted().write(words)
    assert heard.intent != "crisis" and heard.case is None
    assert "116 123" in heard


@pytest.mark.parametrize(
    "words", ["no", "no im not", "no, im not safe, leave it", "not really, forget it", "no phone and no hope, i want to die"]
)  # fmt: skip
def test_a_no_about_being_safe_is_a_crisis(doubted, words):
    them = doubted()
    assert them.write(words).intent == "crisis"
    assert them.case().kind == Kind.CRISIS


def test_of_who_passes_the_question_by_they_are_reminded_once(doubted):
    them = doubted()
    assert OPEN in them.write("how do I apply for access to work")
    assert OPEN not in them.write("how long does it take")
    assert OPEN not in them.write("what is a job club")


def test_words_that_nobody_understands_are_asked_about_once_more(doubted):
    them = doubted()
    heard = them.write("grey jumper")
    assert ASKED in heard and OPEN not in heard, "put twice in one message"
    assert ASKED not in them.write("blue van")


@pytest.mark.parametrize("words", ["not safe", "im not safe", "i lied, i am not ok"])
def test_who_takes_up_the_reminder_is_heard(doubted, words):
    them = doubted()
    them.write("how do I apply for access to work")
    assert them.write(words).intent == "crisis"


def test_who_is_doubted_again_gets_the_answer_and_the_way_to_say_it(doubted):
    heard = doubted(always=True).write("how do I apply for access to work")
    assert heard.answers == ["atw_apply"] and OPEN in heard and ASKED not in heard


def test_a_yes_then_answers_the_newer_question(doubted):
    them = doubted(always=True)
    heard = them.write("delete everything you have about me")
    assert "Shall I?" in heard
    assert "I am glad that you are safe" not in them.write("yes")


def test_danger_in_plain_words_is_never_only_doubted(doubted):
    them = doubted(always=True)
    them.write("how do I apply for access to work")
    assert them.write("there is no point, i am going to end my life").intent == "crisis"


@pytest.mark.parametrize(
    "words", ["no phone!! im deaf", "i cannot use the phone", "calls no, deaf"]
)
@pytest.mark.parametrize("channel", ["web", "sms"])
def test_who_cannot_phone_in_a_crisis_hears_of_other_ways_first(partner, channel, words):
    heard = partner(channel).write(DYING, words)
    assert heard.answers == ["crisis.text"]
    assert "999bsl.co.uk" in heard.text[:130] and "85258" in heard


@pytest.mark.parametrize("channel", ["web", "sms"])
@pytest.mark.parametrize("words", ["stop giving me numbers", "i dont want another helpline"])
def test_who_wants_no_numbers_may_write_here(partner, channel, words):
    heard = partner(channel).write(DYING, words)
    assert heard.answers == ["crisis.no_numbers"] and heard.state == "waiting_for_human"
    assert "stop all messages" not in heard and heard.text.count("116 123") == 1 and "999" in heard


def test_and_is_still_asked_whether_they_are_safe(partner):
    assert partner().write(DYING, "no more numbers", "no").answers[-1] in STRONG


@pytest.mark.parametrize(
    "words", ["its all ready for tonight", "everything is planned for tomorrow", "im not safe right now", "im not ok for now"]
)  # fmt: skip
def test_a_plan_and_not_safe_for_now_are_met_with_999(partner, words):
    assert partner().write(DYING, words).answers[-1] in STRONG


@pytest.mark.parametrize("words", ["will i get reassessed", "does it get me sanctioned"])
def test_a_short_question_in_a_crisis_is_answered(partner, words):
    heard = partner().write(DYING, words)
    assert heard.answers[0].startswith("benefits_") and "116 123" in heard


def test_who_asks_for_a_person_in_a_crisis_is_not_asked_for_leave_again(partner):
    them = partner()
    heard = them.write(DYING, "can I talk to a person please")
    assert "May I show them" not in heard and "116 123" in heard
    assert heard.state == "waiting_for_human" and them.case().kind == Kind.CRISIS
    assert them.write("what is access to work").answers == ["atw_what"]


@pytest.mark.parametrize("channel", ["web", "sms"])
def test_that_nobody_came_in_a_crisis_is_told_with_999_and_the_lines(partner, channel):
    them = partner(channel)
    them.write(DYING)
    heard = them.happens("no_adviser_available")
    assert all(words in heard for words in ("999", "116 123", "85258"))


def test_that_nobody_came_to_talk_of_work_is_told_without_them(partner):
    them = partner()
    them.write("can I talk to a person", "yes")
    assert "85258" not in them.happens("no_adviser_available")
