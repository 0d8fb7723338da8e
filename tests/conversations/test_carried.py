"""Follow-ups that name those of the talk with a small word: the office, the employer, the club."""

import pytest


@pytest.mark.parametrize(
    ("first", "then", "answer"),
    [
        ("I applied for access to work 3 months ago and heard nothing", "can i ring them", "atw_waiting.chase"),
        ("what is access to work", "can I still get UC", "atw_what.benefits"),
        ("what is access to work", "who do i ring", "atw_waiting.chase"),
        ("how much can i earn on uc with lcwra", "is that before or after tax", "benefits_lose_if_work.tax"),
        ("what is a job club", "does it have a lift", "job_club_what.access"),
        ("my boss refused my reasonable adjustment", "they said it costs too much", "adjustments_refused.cost"),
        ("should I tell my employer about my bipolar", "what if it goes wrong", "discrimination"),
        ("what is my claimant commitment", "can I bring someone to the meeting", "benefits_claimant_commitment.meeting"),
        ("can i volunteer at a charity shop on uc", "how many hours is ok", "benefits_volunteering"),
    ],
)  # fmt: skip
def test_they_are_those_of_the_talk(partner, first, then, answer):
    heard = partner().write(first, then)
    assert [name for name in heard.answers if name == answer] or (
        heard.answers == [answer.partition(".")[0]] and "." not in answer
    )


@pytest.mark.parametrize(
    ("first", "then", "hears"),
    [
        ("they want to sanction me because i was in hospital", "what do i do now", "mandatory reconsideration"),
        ("they want to sanction me because i was in hospital", "wot do i do now", "mandatory reconsideration"),
        ("my boss refused my reasonable adjustment", "do I need to put it in writing", "in writing"),
        ("my boss refused my reasonable adjustment", "how long have I got to complain", "three months less one day"),
        ("how do i apply for access to work", "what should i have ready", "work address"),
    ],
)  # fmt: skip
def test_the_question_stays_with_the_answer_it_leans_on(partner, first, then, hears):
    assert hears in partner().write(first, then)


def test_a_fear_for_the_job_is_no_question_of_safety(partner):
    heard = partner().write(
        "should I tell my manager about my bipolar", "what if she sacks me for it"
    )
    assert heard.answers == ["discrimination"]


def test_a_threat_is_still_asked_about(partner):
    heard = partner().write(
        "should I tell my manager about my bipolar", "what if she hits me for it"
    )
    assert heard.answers != ["discrimination"] and "999" in heard


def test_a_wish_for_a_person_is_still_one(partner):
    heard = partner().write("what is access to work", "can someone ring me about it")
    assert "May I show them" in heard


def test_those_of_the_list_have_hours_of_their_own(partner):
    heard = partner().write("benefits advice in hackney", "are they open on saturday")
    assert "my list does not say the day or time" in heard


@pytest.mark.parametrize("then", ["and if I can't keep it up", "what if it doesnt work out"])
def test_a_job_that_may_not_last_is_about_getting_the_benefit_back(partner, then):
    heard = partner().write("will i lose my esa if i get a job", then)
    assert heard.answers == ["benefits_return.esa"]


def test_a_club_that_may_be_too_much_is_no_question_of_benefits(partner):
    heard = partner().write("what happens at a job club", "and if I can't keep it up")
    assert not heard.answers[0].startswith("benefits")
