"""Threatened by somebody, left without care, or not heard by those who should help."""

import pytest

from bot.cases.models import Kind

DYING = "I want to kill myself"


@pytest.mark.parametrize("channel", ["web", "sms"])
@pytest.mark.parametrize(
    "words",
    ["my husband says he will kill me", "me scare. son say he stab me", "mój mąż mnie bije"],
)
def test_who_is_threatened_is_the_one_in_danger(partner, channel, words):
    them = partner(channel)
    heard = them.write(words)
    assert (heard.intent, heard.answers) == ("safeguarding", ["safeguarding"])
    assert "0808 2000 247" in heard and them.case().kind == Kind.SAFEGUARDING


def test_who_would_be_glad_of_it_is_in_a_crisis(partner):
    heard = partner().write("he says he will kill me and i want to die anyway")
    assert heard.answers == ["crisis"]


def test_a_child_who_is_threatened_hears_of_childline(partner):
    heard = partner().write("im 13, my stepdad says he will break my arm")
    assert heard.answers == ["safeguarding.child"]


@pytest.mark.parametrize("words", ["they hung up", "no one came", "im on hold", "the line is busy"])
def test_who_was_not_heard_in_a_crisis_gets_another_way(partner, words):
    heard = partner().write(DYING, words)
    assert heard.answers == ["crisis.unanswered"]
    assert "999" in heard and "85258" in heard


def test_after_taking_something_it_is_999_whoever_did_not_come(partner):
    heard = partner().write("I took all my tablets", "no one came")
    assert heard.answers == ["crisis.harmed"]


def test_who_was_not_heard_about_abuse_gets_another_way(partner):
    heard = partner().write("my carer hits me", "nobody came")
    assert heard.answers == ["safeguarding.unanswered"]


@pytest.mark.parametrize("danger", [DYING, "my carer hits me"])
def test_what_to_say_is_told_in_words_to_copy(partner, danger):
    heard = partner().write(danger, "what do i say to them")
    assert heard.answers[-1] in ("crisis.say", "safeguarding.say") and "help now" in heard


def test_a_benefit_line_that_hangs_up_is_no_danger(partner):
    heard = partner().write("they hung up on me at the PIP line")
    assert heard.state == "bot" and "999" not in heard


def test_who_told_of_abuse_and_lost_the_care_hears_who_must_help_today(partner):
    heard = partner().write("my carer hits me", "who will feed me now if they take her away")
    assert heard.answers == ["safeguarding.care"] and "Call your council today" in heard


@pytest.mark.parametrize(
    "talk",
    [
        ("quiero morir", "estoy sola, ayuda"),
        ("je veux mourir", "non je ne suis pas en sécurité"),
        ("vreau sa mor", "nu sunt in siguranta"),
        ("main marna chahti hun", "madad karo"),
    ],
)
def test_help_in_another_language_in_a_crisis_is_met_with_999(partner, talk):
    heard = partner().write(*talk)
    assert heard.answers == ["crisis.not_safe"] and "call 999 now" in heard


def test_tablets_taken_are_understood_in_another_language(partner):
    assert partner().write("je veux mourir", "j'ai pris des cachets").answers == ["crisis.harmed"]


def test_words_that_nobody_knows_are_no_sign_that_all_is_well(partner):
    heard = partner().write("chcę umrzeć", "dziękuję, że jesteś dla mnie")
    assert heard.answers == ["crisis.again"] and "Are you safe right now?" in heard


@pytest.mark.parametrize(
    "words", ["Im 14 can I get a job", "i am 15 and blind, where do i find work experience"]
)
def test_a_child_who_asks_about_work_is_met_kindly_and_told_who_knows(partner, words):
    heard = partner().write(words)
    assert heard.answers == ["training_apprenticeship.school_age"] and heard.state == "bot"


def test_a_child_in_danger_is_not_answered_about_work(partner):
    assert partner().write("im 14, i got a job and my boss hits me").answers == [
        "safeguarding.child"
    ]
