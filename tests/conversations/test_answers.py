"""What is said: figures with dates, sources, variants, several questions, easier words."""

import re

import pytest


def newest(them) -> dict:
    return them.bodies()[-1]


def test_figures_come_with_the_answer_and_its_sources_with_dates(partner):
    them = partner()
    heard = them.write("how much can i earn on permitted work")
    assert heard.answers == ["benefits_permitted_work"]
    assert re.search(r"less than 16 hours a week.*£\d+(\.\d\d)? a week", heard.text, re.DOTALL)
    assert "{" not in heard and "[[" not in heard
    body = newest(them)
    assert body["checked"] >= "2026-01-01"
    assert body["sources"]
    for publisher, title, url, date in body["sources"]:
        assert publisher and title and url.startswith("https://") and date


def test_waiting_times_carry_their_date(partner):
    heard = partner().write("how long does access to work take")
    assert heard.answers == ["atw_waiting"]
    assert re.search(r"In \w+ 20\d\d it was \d+ working days", heard.text)


@pytest.mark.parametrize(
    "words, answer, says",
    [
        ("Will I lose my ESA if I work?", "benefits_lose_if_work.esa", "permitted work"),
        ("will i lose universal credit if i work", "benefits_lose_if_work.uc", "Universal Credit"),
        ("Will I lose my PIP if I work?", "benefits_pip_work", "Work does not stop PIP by itself"),
    ],
)
def test_the_variant_for_the_benefit_is_chosen(partner, words, answer, says):
    heard = partner().write(words)
    assert heard.answers == [answer]
    assert says in heard
    assert "adviser" in heard
    assert "better off" not in heard


def test_a_benefit_named_before_chooses_the_variant_later(partner):
    heard = partner().write("I get ESA", "will i lose my benefits if i try work?")
    assert heard.answers == ["benefits_lose_if_work.esa"]


@pytest.mark.parametrize(
    "words, answer, name",
    [
        ("is remploy still going?", "programme_old.remploy", "Remploy"),
        (
            "what happened to the work and health programme",
            "programme_old.work_and_health_programme",
            "Work and Health Programme",
        ),
    ],
)
def test_an_old_programme_is_answered_by_name(partner, words, answer, name):
    heard = partner().write(words)
    assert heard.answers == [answer]
    assert name in heard
    assert re.search(r"\b20\d\d\b", heard.text)


def test_several_questions_in_one_message_are_all_answered(partner):
    heard = partner().write(
        "What is Access to Work? Do I have to tell my employer I am disabled? "
        "Will I lose my PIP if I work?"
    )
    assert sorted(heard.answers) == ["atw_what", "benefits_pip_work", "disclosure_should_i"]
    assert heard.text.count("About ") == 2
    assert "I have not answered one part" not in heard


def test_simpler_repeat_and_more(partner):
    them = partner()
    first = them.write("how long does access to work take")
    simple = them.write("simpler please")
    assert simple.answers == first.answers
    assert len(simple.text) < len(first.text)
    assert max(len(line.split()) for line in simple.text.splitlines()) <= 25
    assert them.write("say that again").text == simple.text
    more = them.write("tell me more")
    assert more.answers == first.answers
    assert more.text != simple.text
    assert "From: " in more and "We checked it on " in more


def test_simpler_holds_for_later_answers_too(partner):
    them = partner()
    plain = partner().write("do i have to tell my employer")
    heard = them.write("what is access to work", "simpler", "do i have to tell my employer")
    assert heard.answers == plain.answers


@pytest.mark.parametrize("words", ["say that again", "simpler", "tell me more"])
def test_before_anything_was_said_there_is_nothing_to_repeat(partner, words):
    assert "We have not talked about anything yet." in partner().write(words)


def test_offers_are_chosen_by_number_and_by_name(partner):
    them = partner()
    heard = them.write("what is access to work")
    assert "[2] How to apply for Access to Work" in heard
    assert them.write("2").answers == ["atw_apply"]
    them.write("what is access to work")
    assert them.write("How to apply for Access to Work").answers == ["atw_apply"]


def test_unclear_words_are_asked_about_by_number(partner):
    for words in ("money and job", "letter from work coach about work", "the letter", "work"):
        them = partner()
        if "Which of these do you mean?" in (heard := them.write(words)):
            break
    assert "[1] " in heard and "[2] " in heard
    assert "Something else: talk to a person" in heard
    assert them.write("2").answers


@pytest.mark.parametrize(
    "words",
    [
        "what is access to work",
        "will i lose my pip if i work",
        "do i have to tell my employer",
        "can I be sanctioned for leaving a job",
        "what is a job club",
    ],
)
def test_every_text_message_fits_two_segments(partner, words):
    them = partner("sms")
    heard = them.write(words)
    while "Reply MORE." in heard:
        assert all(count <= 2 for count in heard.segments)
        heard = them.write("MORE")
    assert heard.segments and all(count <= 2 for count in heard.segments)


def test_the_tracker_does_not_grow_with_the_talk(partner):
    them, sizes = partner(), []
    questions = ("what is access to work", "do i have to tell my employer", "who runs this")
    for _ in range(4):
        them.write(*questions)
        sizes.append(len(str(them.tracker())))
    assert sizes[-1] <= sizes[1] * 1.05


@pytest.mark.parametrize(
    "words", ["my mum is on ESA", "my husband gets PIP", "my sons dla has come through"]
)
def test_the_benefit_of_somebody_else_is_not_kept_as_their_own(partner, words):
    them = partner()
    assert "I will not take that as your own benefit." in them.write(words)
    heard = them.write("will I lose my benefits if I work")
    assert heard.answers[-1:] in (["benefits_lose_if_work"], []), heard
    assert them.slots().get("benefit") is None


def test_their_own_benefit_is_kept_beside_that_of_somebody_else(partner):
    them = partner()
    them.write("my husband gets PIP and I get JSA")
    assert them.slots()["benefit"] == "jsa"
    heard = them.write("my husband gets PIP and I get JSA, is it safe for me to try volunteering")
    assert "You get: JSA. You want to: volunteer." in heard


def test_a_question_for_somebody_else_is_answered_for_their_benefit(partner):
    heard = partner().write("my son is on carers allowance, will he lose it if he works")
    assert heard.answers == ["benefits_lose_if_work.ca"]


@pytest.mark.parametrize("channel", ["web", "sms"])
def test_somebody_who_cannot_phone_is_told_of_ways_without_a_phone(partner, channel):
    them = partner(channel)
    heard = them.write("my boss refused my adjustments", "i cant use a phone")
    assert "www.equalityadvisoryservice.com" in heard and "in writing" in heard
    assert "call you back" not in heard
