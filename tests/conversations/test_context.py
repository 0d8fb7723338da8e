"""What people mean by what was said before: follow-ups, corrections, and what is remembered."""

import pytest

from tests.conversations.test_find_service import boroughs_with_a_job_club


@pytest.mark.parametrize(
    ("first", "then", "answer"),
    [
        ("what is a job club", "is it compulsory?", "job_club_voluntary"),
        ("what is access to work", "what about interviews", "atw_interview"),
        ("what is access to work", "how long does it take", "atw_waiting"),
        ("should I tell my employer I am disabled", "and what if they say no to changes", "adjustments_refused"),
        ("should I tell my employer I am disabled", "who will see it", "disclosure_confidential"),
        ("what is restart, my work coach is making me go", "is it compulsory?", "programme_pushed"),
        ("how long does access to work take", "what if they say no", "atw_problem"),
        ("my boss says he can't afford the chair access to work said I need", "he says its unreasonable", "adjustments_refused"),
        ("can I volunteer at a cat shelter on ESA", "how many hours", "benefits_volunteering"),
    ],
)  # fmt: skip
def test_a_short_question_is_about_what_was_answered_last(partner, first, then, answer):
    assert partner().write(first, then).answers == [answer]


def test_words_that_lean_on_the_answer_are_not_taken_for_another_topic(partner):
    them = partner()
    them.write("my employer refused the adjustments that I asked for")
    heard = them.write("how long have i got to do something about it")
    assert heard.answers[0] in ("adjustments_refused", "discrimination"), "not the wait for a grant"


@pytest.mark.parametrize("then", ["thanks", "can I talk to someone", "what is universal credit"])
def test_words_that_mean_the_same_anywhere_are_not_bent_to_the_topic(partner, then):
    heard = partner().write("what is a job club", then)
    assert not [name for name in heard.answers if name.startswith("job_club")]


def test_a_question_is_answered_again_for_another_benefit(partner):
    them = partner()
    heard = them.write("will I lose my benefits if I work, I'm on universal credit")
    assert heard.answers == ["benefits_lose_if_work.uc"]
    assert them.write("and if I'm on ESA?").answers == ["benefits_lose_if_work.esa"]


def test_a_benefit_is_corrected(partner):
    them = partner()
    them.write("will I lose my benefits if I work, I'm on ESA")
    assert them.write("sorry, not ESA, universal credit").answers == ["benefits_lose_if_work.uc"]
    assert them.slots()["benefit"] in ("uc", ["uc"])


@pytest.mark.parametrize("words", ["no, Croydon", "not Peckham, Croydon", "I meant Croydon"])
def test_a_place_is_corrected(partner, words):
    them = partner()
    them.write("job club in Peckham")
    heard = them.write(words)
    assert "Croydon" in heard and "Peckham" not in heard


def test_place_and_benefit_are_known_three_turns_later(partner):
    them = partner()
    them.write("find a job club in Lewisham", "I'm on ESA", "what is access to work")
    them.write("how do I apply for access to work", "thanks")
    heard = them.write("is there benefits advice near me")
    assert "Lewisham" in heard and "Where" not in heard
    assert them.write("will my money stop if I work").answers == ["benefits_lose_if_work.esa"]


def test_something_looked_for_while_consent_is_asked_is_not_lost(partner):
    them = partner()
    heard = them.write("can I talk to someone", "find a job club")
    assert "I will help you look for that." in heard
    assert "May I show them what you have written here?" in heard
    assert them.write("yes").state == "waiting_for_human"
    borough = sorted(boroughs_with_a_job_club())[0]
    assert "job club" in them.write(borough).text.lower()


def test_a_place_named_while_consent_is_asked_is_searched_and_consent_asked_again(partner):
    borough = sorted(boroughs_with_a_job_club())[0]
    them = partner()
    heard = them.write("can I talk to someone", f"find a job club in {borough}")
    assert heard.names and "Yes, show them" in heard
    assert them.write("no").state == "waiting_for_human"


def test_the_second_one_is_the_second_listed(partner):
    them = partner()
    listed = them.write("job club in Southwark").names
    heard = them.write("the second one")
    assert listed[1].partition(",")[0] in heard and listed[0].partition(",")[0] not in heard


def test_another_benefit_after_pip_is_answered_by_its_own_rules(partner):
    them = partner()
    assert them.write("my daughter gets PIP, can she work").answers == ["benefits_pip_work"]
    assert them.write("and universal credit too").answers == ["benefits_lose_if_work.uc"]


def test_where_it_is_begins_a_search_once_a_club_was_explained(partner):
    heard = partner().write("do I have to go to the job club", "ok where is it then")
    assert "Where should I look?" in heard


def test_asked_about_what_was_just_said_the_person_hears_something_new(partner):
    them = partner()
    first = them.write("do I have to go to the job club")
    again = them.write("but is it really voluntary")
    assert again.answers == first.answers == ["job_club_voluntary"]
    assert "What I know about that:" in again and "Please answer in writing" in again
    assert len(again.text) < len(first.text)
    third = them.write("is it voluntary though")
    assert third.text != again.text and "Talk to a person" in third


def test_a_date_is_not_taken_for_asking_after_somebody_who_was_not_asked_for(partner):
    heard = partner().write("I was sacked for being off sick with my epilepsy", "3 weeks ago")
    assert "not waiting for anybody" not in heard


def test_readings_of_telling_an_employer_are_not_put_to_choice(partner):
    heard = partner().write("do i tell them about my depression in the application form")
    assert heard.answers[0].startswith("disclosure_")


@pytest.mark.parametrize(
    ("first", "then", "answer"),
    [
        ("what is access to work", "how many months back can i go", "atw_problem.payment"),
        ("what is access to work", "can my wife drive me instead", "atw_what"),
        ("i did cash work and did not tell universal credit", "should i just keep my mouth shut", "benefits_undeclared_work"),
        ("how do I challenge my PIP decision", "do i have to go in person", "benefits_claim_appeal"),
        ("i run a cafe, one of my staff has seizures. what must i do", "can i let her go", "i_am_employer.dismissal"),
        ("what free courses are there for disabled people", "what if its 16 hours", "training_apprenticeship"),
    ],
)  # fmt: skip
def test_a_follow_up_that_names_no_matter_is_about_the_last_one(partner, first, then, answer):
    heard = partner().write(first, then)
    assert heard.answers and heard.answers[0].startswith(answer)


@pytest.mark.parametrize(
    ("then", "answer"),
    [
        ("what is a job club", "job_club_what"),
        ("am i still in the queue for someone", ""),
        ("are you a robot", "bot_challenge"),
        ("thanks", "thank"),
    ],
)
def test_what_has_a_matter_of_its_own_is_about_that(partner, then, answer):
    heard = partner().write("what is access to work", then)
    assert not any(name.startswith("atw") for name in heard.answers)
    assert not answer or heard.answers == [answer]


def test_whether_it_is_the_same_in_scotland_is_answered_for_scotland(partner):
    heard = partner().write("how do I challenge my PIP decision", "and in scotland is it the same")
    assert heard.answers == ["benefits_claim_appeal"] and "Social Security Scotland" in heard
