"""Short messages that only mean something after what was said before them."""

import pytest

CONSENT = ("can I talk to a person please",)


@pytest.mark.parametrize("words", ["yes that's fine, they can look at it", "yeah go on then"])
def test_a_yes_in_more_words_lets_the_adviser_see_the_talk(partner, words):
    heard = partner().write("what is access to work", *CONSENT, words)
    assert heard.state == "waiting_for_human" and "They will see what you wrote" in heard


def test_a_sure_yes_deletes_and_a_yes_with_a_condition_does_not(partner):
    them = partner()
    heard = them.write("what is a job club", "delete my data", "yes but can I have a copy first")
    assert "is deleted" not in heard
    assert "What you wrote before is deleted" in them.write("delete my data", "yes I am certain")


@pytest.mark.parametrize(
    ("first", "then", "answer"),
    [
        ("will I lose my universal credit if I get a job", "ESA", "benefits_lose_if_work.esa"),
        (
            "is there an hours limit for permitted work on universal credit",
            "and on ESA? it's for my dad",
            "benefits_permitted_work",
        ),
        ("what is permitted work, I have lcwra", "and on ESA?", "benefits_permitted_work"),
        (
            "can my employer ask health questions on the application form",
            "and afterwards, when I have the offer?",
            "disclosure_health_questions.offer",
        ),
        (
            "should I tell my employer I am disabled",
            "how do I put it in a few words",
            "disclosure_when_how.words",
        ),
        (
            "my employer refused the adjustments that I asked for",
            "it wasn't in writing, she just laughed",
            "adjustments_refused.spoken",
        ),
        (
            "can I get access to work, I am self employed",
            "and my shifts as a volunteer at the hospice",
            "atw_eligibility.volunteering",
        ),
        ("is remploy still going", "what is there nowadays then, what's around", "programme_support"),
        ("what is access to work", "who can see this chat", "privacy"),
        (
            "can I get access to work, I am self employed",
            "it's just nine hours a week and I'm on universal credit",
            "atw_eligibility.uc",
        ),
    ],
)  # fmt: skip
def test_what_was_said_before_tells_what_is_meant(partner, first, then, answer):
    assert partner().write(first, then).answers == [answer]


def test_words_are_given_in_the_middle_of_the_adjustments_finder(partner):
    them = partner()
    heard = them.write("what adjustments can I ask for", "how should I word it")
    assert heard.answers == ["disclosure_when_how.words"]
    assert "I do not know" in heard, "the open question comes again"


def test_what_was_said_comes_as_numbered_steps(partner):
    heard = partner().write("how do I apply for access to work", "can you put that in steps for me")
    assert "1. " in heard and "2. " in heard and heard.answers == ["atw_apply"]


def test_a_job_with_barriers_that_starts_soon_has_two_answers(partner):
    heard = partner().write(
        "I'm starting on 3 February at a bakery, there are stairs up to it and I use a wheelchair, what now?"
    )
    assert heard.answers == ["atw_waiting", "adjustments_ask"]


def test_nobody_looks_up_a_case_and_a_number_is_hidden(partner):
    them = partner()
    heard = them.write("my nin is QQ 65 43 21 B, can you look up my claim")
    assert "hidden something you typed" in heard and "I cannot see your case" in heard
    assert "65 43 21" not in heard.text and "65 43 21" not in str(them.bodies())


def test_a_place_after_what_exists_now_is_searched_for_job_support(partner):
    heard = partner().write("what happened to the work programme", "E8")
    assert "What should I look for there" not in heard and "Connect to Work" in heard


def test_job_support_that_was_listed_is_asked_about_not_a_club(partner):
    heard = partner().write("employment support in Hackney", "is it compulsory")
    assert heard.answers == ["programme_pushed"]


def test_who_can_help_near_here_after_benefits_is_benefits_advice(partner):
    them = partner()
    heard = them.write(
        "will I lose my benefits if I work, I'm on universal credit",
        "who in Camden could look at the sums with me",
    )
    assert "benefits advice" in heard and "Which of these do you mean" not in heard
    heard = them.write(
        "the first one please, what should I have ready when I call them up tomorrow morning"
    )
    assert "benefit letters" in heard


def test_after_a_list_who_sees_my_plan_is_not_about_the_list(partner):
    heard = partner().write("job club in Hackney", "who can read my plan?")
    assert heard.answers == ["privacy"]


def test_an_interpreter_at_a_listed_club_is_the_clubs_to_pay(partner):
    heard = partner().write("job club in Hackney", "who pays for an interpreter there, me?")
    assert heard.answers == ["job_club_costs"]


def test_a_listing_is_reached_without_the_phone(partner):
    heard = partner().write("job club in Hackney", "can't phone. email? text?")
    assert "I do not answer by email" not in heard


def test_more_after_a_question_inside_a_guide_is_about_its_answer(partner):
    them = partner()
    them.write("what adjustments can I ask for", "the noise", "what if my boss says no to changes")
    heard = them.write("she only laughed, nothing in writing", "more")
    assert "Is it for a job" not in heard and heard.answers[0].startswith("adjustments_refused")


def test_a_scottish_benefit_has_a_scottish_answer(partner):
    heard = partner().write("does a job change my adult disability payment")
    assert "Social Security Scotland" in heard


def test_only_london_is_not_where_they_are(partner):
    heard = partner().write("I'm in Falkirk. have you got job clubs here or is it only London")
    assert "Falkirk" in heard and "for all of London" not in heard


def test_groups_of_disabled_people_near_by_come_before_their_kind(partner):
    heard = partner().write("job club in Croydon", "only groups run by disabled people")
    assert "Croydon People First" in heard


def test_deleting_is_asked_about_before_who_may_see_the_talk(partner):
    them = partner()
    heard = them.write(
        "what is access to work", "can I talk to a person", "delete everything I wrote to you"
    )
    assert "Yes, delete everything" in heard and "Yes, show them" not in heard
    heard = them.write("yes I am certain")
    assert "is deleted" in heard and heard.state == "bot"
