"""Words that leave no doubt, however odd: a human, who is told, a number, another day, thanks."""

import pytest

from bot.conversations.meant import meant
from bot.conversations.state import TalkState


@pytest.mark.parametrize(
    "words",
    [
        "put me through to a living soul",
        "I'd rather talk to flesh and blood",
        "have someone to phone me",
        "could I speak to someone who is disabled",
        "i want a person not a machine",
    ],
)
def test_a_human_in_other_words(partner, words):
    heard = partner().write(words)
    assert heard.intent == "talk_to_human" and "May I show them" in heard


def test_wondering_whether_there_are_humans(partner):
    heard = partner().write("are there any living beings in this office")
    assert heard.answers == ["bot_challenge"]


@pytest.mark.parametrize(
    "words", ["hello anybody there", "have you forgotten me", "where is my adviser"]
)
def test_asking_after_the_person_while_they_wait(partner, words):
    heard = partner().write("can I talk to someone", "yes", words)
    assert heard.intent == "handover_chase" and "marked it" in heard


def test_nobody_waits_after_it_was_cancelled(partner):
    them = partner()
    them.write("can I talk to someone", "yes", "I do not need a person any more")
    assert "nobody has taken it" not in them.write("where is my adviser")


@pytest.mark.parametrize("words", ["sure, show them", "ok, the adviser can read everything"])
def test_yes_in_a_sentence(partner, words):
    them = partner()
    heard = them.write("can I talk to someone", words)
    assert heard.intent == "affirm" and "They will see what you wrote here" in heard
    assert them.case().shared_from == 0


@pytest.mark.parametrize("words", ["I would rather nobody reads it", "keep it private"])
def test_no_in_a_sentence(partner, words):
    them = partner()
    heard = them.write("what is access to work", "can I talk to someone", words)
    assert "will not see" in heard and them.case().shared_from > 0


@pytest.mark.parametrize("words", ["can they read it?", "they can see it but not the first part"])
def test_a_question_or_half_a_yes_is_no_consent(partner, words):
    them = partner()
    them.write("can I talk to someone", words)
    case = them.case()
    assert case is None or case.shared_from > 0


def test_the_talk_may_be_shown_later(partner):
    them = partner()
    them.write("what is access to work", "can I talk to someone", "no")
    heard = them.write("oh let them see it then")
    assert "They will see what you wrote here" in heard
    assert them.case().shared_from == 0


def test_how_to_be_reached_is_passed_on_and_nothing_else(partner):
    them = partner()
    them.write("what is access to work", "can I talk to someone")
    heard = them.write("emails are best for me, I cannot do phone calls")
    assert heard.intent == "talk_to_human" and heard.state == "waiting_for_human"
    case = them.case()
    assert case.shared_from == 5, "their message about how to be reached, none before it"
    assert "Which of these" not in them.write("what is a job club")


def test_who_would_be_told(partner):
    heard = partner().write(
        "I did some work and never told universal credit", "will you report me for it"
    )
    assert heard.answers == ["privacy.report"] and heard.text.startswith("No.")


def test_sums_are_not_for_this_talk(partner):
    heard = partner().write(
        "I did some work and never told universal credit", "it was 40 pounds a week since last May"
    )
    assert heard.answers == ["benefits_undeclared_work.details"]
    assert "40" not in heard and "May" not in heard


@pytest.mark.parametrize(
    "words", ["what is the number for acas", "how do I get hold of the equality advisory service"]
)
def test_the_number_of_a_helpline(partner, words):
    assert "Relay UK" in partner().write(words)


def test_another_day_keeps_the_topic(partner):
    heard = partner().write(
        "I am deaf and have an interview on Monday, who pays the interpreter",
        "oops I meant Friday the 4th",
    )
    assert heard.intent == "atw_interview" and "Friday the 4th" in heard


def test_the_employer_refuses_what_they_were_asked_for(partner):
    heard = partner().write("how do I ask for a reasonable adjustment", "and if they refuse")
    assert heard.answers[0].startswith("adjustments_refused")


@pytest.mark.parametrize("words", ["sorry for shouting before", "sorry, I was rude"])
def test_sorry_is_met_kindly(partner, words):
    assert partner().write(words).answers == ["thank.no_harm"]


@pytest.mark.parametrize(
    ("words", "intent"),
    [
        ("good bot", "thank"),
        ("cheers mate", "thank"),
        ("thanks for that, bye now", "goodbye"),
        ("can you tell me about council tax", None),
        ("do I have to tell the dwp", None),
        ("will my employer tell the dwp", None),
        ("is it a real job", None),
        ("actual pay", None),
        ("is anyone there please help I am scared", None),
        ("put me through to the jobcentre", None),
        ("thanks but how do I apply, bye", None),
    ],
)
def test_what_is_left_to_the_model(words, intent):
    said = meant(words, TalkState())
    assert (said.intent if said else None) == intent


def test_what_the_adviser_said(partner):
    them = partner()
    them.write("can I talk to someone", "yes")
    them.happens("adviser_joins", name="Ade")
    them.happens("adviser_says", text="The club meets on Wednesdays at two.")
    them.happens("adviser_hands_back")
    heard = them.write("what day did she say?")
    assert "Ade wrote this" in heard and "Wednesdays at two" in heard


def test_somebody_to_ask_about_benefits_is_no_job_club(partner):
    heard = partner().write(
        "what happens to my universal credit if I work", "who could I ask about it in Ealing"
    )
    assert "advice" in heard and "Which of these" not in heard


def test_a_place_after_no_food_is_where_help_is_for_today(partner):
    heard = partner("sms").write("I have no food and no money", "Newham")
    assert "crisis payment" in heard and "What should I look for" not in heard


def test_the_list_again_some_time_later(partner):
    them = partner()
    first = them.write("groups run by disabled people in Lambeth")
    heard = them.write("thanks", "what was that group again")
    assert heard.names == first.names


@pytest.mark.parametrize("words", ["I cannot use buses", "how do I get a freedom pass"])
def test_getting_about(partner, words):
    assert partner().write(words).answers == ["wider_support.transport"]


@pytest.mark.parametrize(
    "words",
    [
        "thanks for all of it. goodbye now. somebody look after the cat",
        "i want to talk to a real person before i end it all",
    ],
)
def test_plain_words_with_danger_in_them_are_not_taken_for_plain(partner, words):
    heard = partner().write(words)
    assert "116 123" in heard and "999" in heard
