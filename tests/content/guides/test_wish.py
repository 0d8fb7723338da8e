"""Guides begin from what is meant and a wish to be led, and not from a plain question."""

import pytest

from bot.content.guides.steps import Heard
from bot.content.guides.talk import _WANTED, NAMED_BY, is_change, outcome, topic_before
from bot.content.guides.words import in_full
from bot.nlu.terms import find_terms
from bot.settings import PROJECT


def begun(text: str, intent: str, confidence: float = 0.8, before: str = ""):
    named = tuple((e["entity"], e["value"]) for e in find_terms(text))
    move = outcome(None, Heard(text, intent, confidence, named, before=before), live=True)
    return move.item if move else None


@pytest.mark.parametrize(
    ("text", "intent", "guide"),
    [
        ("can you help me work out if its ok to do voluntry work on uc", "benefits_volunteering", "safety"),
        ("could someone sit and go over it with me, working on esa", "benefits_permitted_work", "safety"),
        ("i want to try a job but dont know where to start with my uc", "benefits_lose_if_work", "safety"),
        ("not sure whether to tell my new boss, can you talk it through", "disclosure_should_i", "disclosure"),
        ("im in two minds about telling them im deaf", "disclosure_should_i", "disclosure"),
        ("i cant decide when to say it", "disclosure_when_how", "disclosure"),
        ("go step by step with me, would i get access to work", "atw_eligibility", "atw"),
        ("can u check if im entitled to it pls", "atw_eligibility", "atw"),
        ("no idea how to begin with the application", "atw_apply", "atw"),
        ("help me choose what to ask work for", "adjustments_ask", "adjustments"),
    ],
)  # fmt: skip
def test_a_wish_to_be_led_begins_the_guide_of_the_topic(text, intent, guide):
    assert begun(text, intent)["guide"] == guide


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("how long does access to work take", "atw_waiting"),
        ("what is access to work", "atw_what"),
        ("do i have to tell my employer", "disclosure_should_i"),
        ("will my uc stop if i work", "benefits_lose_if_work"),
        ("can you help me find a job club", "find_service"),
        ("what are reasonable adjustments", "adjustments_ask"),
        ("help me work out my bills", "wider_support"),
    ],
)
def test_a_plain_question_is_answered_plainly(text, intent):
    assert begun(text, intent) is None


def test_a_course_or_a_business_on_a_named_benefit_is_looked_up():
    item = begun("my esa is the old one can i do a course", "training_apprenticeship", 0.5)
    assert item["answers"]["activity"] == "course" and item["answers"]["esa_group"] == "old"
    assert begun("im on jsa, could i go self employed", "self_employment")["step"] == "result"
    assert begun("what courses are there", "training_apprenticeship") is None


def test_an_unsure_reading_begins_nothing():
    assert begun("can you help me work it out", "benefits_lose_if_work", 0.2) is None


def test_two_benefits_at_once_are_looked_up_together():
    item = begun("i get pip and esa support group can i volunteer", "benefits_volunteering")
    assert item["step"] == "result"
    assert item["answers"]["benefits"] == ["pip", "esa"]
    assert item["answers"]["activity"] == "volunteer"
    assert begun("im on pip can i volunteer", "benefits_volunteering") is None
    # Nothing is known of these two: the general answer says more than two times `I do not know`.
    assert (
        begun("housing benefit and council tax support if i work?", "benefits_lose_if_work") is None
    )


def test_a_benefit_named_after_a_question_answers_that_question():
    item = begun("lcwra", "inform_benefit", before="benefits_volunteering")
    assert item["step"] == "result" and item["answers"]["activity"] == "volunteer"
    assert begun("lcwra", "inform_benefit", before="benefits_lose_if_work") is None
    assert begun("lcwra", "inform_benefit", before="atw_waiting") is None


def test_the_topic_before_is_not_a_word_about_the_answer():
    assert topic_before(["benefits_volunteering", "more_detail", "simpler", "inform_benefit"]) == (
        "benefits_volunteering"
    )
    assert topic_before(["greet"]) == topic_before([]) == ""


@pytest.mark.parametrize(
    ("text", "barrier"),
    [("I can't get there for nine", "travel"), ("phone calls at work are hard", "phone_calls"),
     ("the strip lights in the office", "light_noise")],
)  # fmt: skip
def test_a_barrier_at_work_begins_the_finder_where_nothing_else_is_understood(text, barrier):
    item = begun(text, "urgent_hardship", 0.2)
    assert item["guide"] == "adjustments" and barrier in item["answers"]["barriers"]


@pytest.mark.parametrize(
    "text",
    ["i cant see the point", "the bus", "phone me", "my phone bill", "i cant get out of bed"],
)
def test_words_that_may_be_anything_begin_no_finder(text):
    assert begun(text, "urgent_hardship", 0.2) is None


@pytest.mark.parametrize(
    ("text", "same"),
    [("later start", True), ("a later start time", True), ("starting after ten", True),
     ("start over", False), ("can we start again", False), ("back to the start", False),
     ("start", False), ("begin from the top", False), ("I pressed the wrong thing", False)],
)  # fmt: skip
def test_an_answer_about_a_later_start_does_not_throw_the_talk_away(text, same):
    assert is_change(text) is same


def test_whoever_asks_for_a_guide_uses_one_of_the_words_it_is_looked_for_by():
    said = ["make me a support plan", "what do i put on my access to work form"]
    said += [
        in_full(line.strip().removeprefix("- "))
        for file in sorted((PROJECT / "data" / "nlu").glob("*.yml"))
        for line in file.read_text("utf-8").splitlines()
    ]
    asked = [
        (name, text)
        for name, shapes in _WANTED.items()
        for text in said
        if any(shape.search(text) for shape in shapes)
    ]
    assert {name for name, _text in asked} == set(NAMED_BY)
    assert not [text for name, text in asked if not any(word in text for word in NAMED_BY[name])]
