"""Somebody whose words were taken for danger puts it right, and gets what they had asked."""

from dataclasses import replace

import pytest

from bot.cases.models import Kind

ABUSE = {"answer": "safeguarding", "handover": {"kind": "safeguarding"}}
CRISIS = {"answer": "crisis", "handover": {"kind": "crisis"}}


@pytest.fixture
def misread(partner, monkeypatch):
    """A person whose first message, about Access to Work, is taken for what `plan` says."""

    def make(plan: dict, intent: str, channel: str = "web"):
        them = partner(channel)
        ask = them.gateway.rasa.ask

        def wrongly(*args, **more):
            return replace(ask(*args, **more), intent=intent, confidence=0.6, plan=[plan], parts=[])

        with monkeypatch.context() as patched:
            patched.setattr(them.gateway.rasa, "ask", wrongly)
            them.write("she is my support worker, who pays her while we wait")
        return them

    return make


@pytest.mark.parametrize("channel", ["web", "sms"])
def test_a_misreading_is_met_with_sorry_and_the_question_is_answered(misread, channel):
    them = misread(ABUSE, "safeguarding", channel)
    heard = them.write("what?? nobody is hurting me. i mean what is access to work")
    assert "took that the wrong way" in heard.text[:60]
    assert heard.answers == ["atw_what"]


def test_after_it_the_talk_goes_on_as_any_other(misread):
    them = misread(ABUSE, "safeguarding")
    them.write("nobody is hurting me, i asked about access to work")
    assert them.write("thanks").answers == ["thank"]


def test_whoever_was_told_stays_told(misread):
    them = misread(CRISIS, "crisis")
    heard = them.write("im not suicidal. how do i apply for access to work")
    assert heard.answers == ["atw_apply"] and "116 123" in heard
    assert them.case().kind == Kind.CRISIS and heard.state == "waiting_for_human"


def test_with_nothing_beside_it_they_are_asked_what_they_want_to_know(misread):
    heard = misread(CRISIS, "crisis").write("it was a figure of speech")
    assert "took that the wrong way" in heard and "What would you like to ask?" in heard


def test_a_plea_to_stop_in_the_middle_of_it_is_no_end_of_all_messages(misread):
    them = misread(ABUSE, "safeguarding")
    heard = them.write("please stop. i am not being abused. i want to talk about access to work")
    assert heard.state != "ended" and heard.answers[0].startswith("atw_")


def test_danger_said_plainly_is_not_put_right_by_the_next_words(partner):
    heard = partner().write("I want to kill myself", "im not suicidal, what is access to work")
    assert "took that the wrong way" not in heard and "116 123" in heard


@pytest.mark.parametrize(
    "words",
    ["yes i took them", "yh got the rope", "ok bye", "fine ill do it then", "yes i am but not for long",
     "im safe now the tablets are kicking in", "safe from what. im on the roof", "sunday"],
)  # fmt: skip
def test_a_yes_with_more_in_it_is_no_word_that_all_is_well(partner, words):
    heard = partner().write("i want to die", words)
    assert "I am glad that you are safe" not in heard
    assert "999" in heard and "116 123" in heard


def test_to_whom_it_seemed_over_a_lie_is_told(partner):
    heard = partner().write("i want to die", "yeh im fine", "i lied")
    assert heard.answers == ["crisis.not_safe"]


def test_whether_to_ring_anybody_is_answered_yes(partner):
    heard = partner().write(
        "i took some tablets to end it", "i feel ok tho. do i need to ring them"
    )
    assert heard.answers == ["crisis.harmed"] and "also if you feel well" in heard


def test_a_question_after_a_crisis_is_not_met_with_the_same_words_again(partner):
    them = partner()
    them.write("i want to kill myself", "im safe now")
    heard = them.write("how do i apply for access to work")
    assert heard.answers == ["atw_apply"] and "116 123" in heard


def test_anger_at_somebody_is_heard(partner):
    heard = partner().write("i want to hurt the man at the jobcentre")
    assert "how angry you are" in heard and "999" in heard and "It is not your fault" not in heard


@pytest.mark.parametrize(
    "words", ["yes", "i dont know", "hes not answering", "he made me promise not to tell anyone"]
)
def test_who_fears_for_a_friend_is_told_to_call_now(partner, words):
    heard = partner().write("my brother says he will kill himself tonight", words)
    assert heard.answers == ["crisis_other.now"] and "call 999 now" in heard.text[:60]


@pytest.mark.parametrize("words", ["yes", "im ok", "yes but i feel sleepy"])
def test_after_an_overdose_no_word_makes_it_safe(partner, words):
    heard = partner().write("i have taken too many tablets to end it", words)
    assert heard.answers == ["crisis.harmed"] and "also if you feel well" in heard


def test_to_be_left_alone_in_a_crisis_is_no_end_of_all_messages(partner):
    heard = partner().write("i want to die", "leave me alone")
    assert heard.state == "waiting_for_human"


@pytest.mark.parametrize("word", ["STOP", "canslo", "diwedd"])
def test_the_bare_word_stops_messages_in_a_crisis_too(partner, word):
    assert partner("sms").write("i want to die", word).state == "ended"


def test_who_may_hurt_somebody_is_told_to_go_away_from_there(partner):
    heard = partner().write("im going to burn the jobcentre down", "yes")
    assert "Please go away from there now" in heard and "999" in heard


def test_how_to_clear_the_screen_is_answered_at_once(partner):
    assert "Leave this page" in partner().write("how do i clear this chat")


def test_a_call_back_that_is_called_off_is_not_booked(partner):
    them = partner()
    heard = them.write(
        "can i talk to someone",
        "no",
        "ask for a call back",
        "phone",
        "07700 900123",
        "changed my mind cancel",
    )
    assert "I have asked for a call back" not in heard and them.case().callback is None
