"""The same few words ask for another answer after each answer; what is sure of itself does not."""

import pytest

ESA = "i get new style esa, can i do a few hours of paid work"
BOSS = "should i tell my new boss that i have epilepsy"


@pytest.mark.parametrize(
    ("first", "then", "answer"),
    [
        (ESA, "who do i tell", "benefits_report"),
        (BOSS, "who do i tell", "disclosure"),
        ("what is access to work", "how long does it all take", "atw_waiting"),
        ("how do i challenge my pip decision", "how long have i got", "benefits_claim_appeal"),
        ("my boss said no to a chair that i need", "how long have i got", ("adjustments", "discrimination")),
        (BOSS, "could he sack me for that", "discrimination"),
        ("what is access to work", "does it pay for a taxi as well", "atw_what"),
    ],
)  # fmt: skip
def test_the_same_words_after_another_answer(partner, first, then, answer):
    heard = partner().write(first, then)
    assert heard.answers and heard.answers[0].startswith(answer)


def test_after_a_question_that_was_only_asked_back_about_the_next_words_go_on_from_it(partner):
    heard = partner().write("they say i am fit for work and i am not. my mate wants me for 5 hours")
    if not heard.answers:
        heard = partner().write(
            "they say i am fit for work and i am not. my mate wants me for 5 hours",
            "how long have i got to appeal",
        )
    assert heard.answers[0].startswith("benefits_")


@pytest.mark.parametrize(
    ("then", "intent"),
    [
        ("thanks, that's all", "thank"),
        ("say that again please", "repeat"),
        ("delete everything you have on me", "delete_my_data"),
        ("are you a robot", "bot_challenge"),
        ("i want to end my life", "crisis"),
    ],
)
def test_what_means_the_same_after_any_answer_is_that(partner, then, intent):
    assert partner().write(ESA, then).intent == intent


def test_after_a_list_few_words_ask_about_the_list(partner):
    heard = partner().write("job club near SE15", "is it run by disabled people")
    assert heard.answers != ["who_runs_this"] and "run by" in heard.text.lower()


def test_a_work_rule_is_of_the_benefit_that_has_one(partner):
    heard = partner().write(
        "i am on new style jsa and looking for work",
        "i get pip as well, does a job change that",
        "can they sanction me if i leave the job",
    )
    assert "no sanction on PIP" not in heard and heard.answers != ["benefits_sanction.pip"]


def test_a_charity_shop_that_pays_is_a_job(partner):
    heard = partner().write(
        "i get new style esa support group and pip. a charity shop would pay me for a few hours, is it safe"
    )
    assert "volunteer at" not in heard.text
