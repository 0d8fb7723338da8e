"""Several questions in one message: the urgent first, at most three, and the rest is named."""

import pytest

from bot.dialogue.parts import questions_in


@pytest.mark.parametrize(
    ("text", "questions"),
    [
        ("what is atw? who pays?", ["what is atw?", "who pays?"]),
        (
            "whats atw and how do i apply and will i lose my pip",
            ["whats atw", "how do i apply", "will i lose my pip"],
        ),
        (
            "what is a job club question mark do I have to go question mark",
            ["what is a job club?", "do I have to go?"],
        ),
        (
            "My boss said no. What can I do? I am on PIP. Will I lose it?",
            ["My boss said no. What can I do?", "I am on PIP. Will I lose it?"],
        ),
        ("1. what is atw 2. can i get it", ["what is atw", "can i get it"]),
        (
            "do they pay travel, do i have to tell the jobcentre, will i get sanctioned",
            ["do they pay travel", "do i have to tell the jobcentre", "will i get sanctioned"],
        ),
    ],
)
def test_questions_are_found_with_or_without_marks(text, questions):
    assert questions_in(text) == questions


@pytest.mark.parametrize(
    "text",
    [
        "can i get help with my CV and interview",
        "can I go and do a course?",
        "when i told them they said no and when i asked why they laughed",
        "what is access to work?",
        "hi can i ask, is there a job club near me",
        "i dont know, what should i do",
        "",
    ],
)
def test_one_question_stays_whole(text):
    assert questions_in(text) == []


def test_the_urgent_one_is_answered_first(partner):
    heard = partner().write("what is access to work? I have been sanctioned, what can I do?")
    assert heard.answers[0].startswith("benefits_sanction")
    assert "atw_what" in heard.answers


def test_at_most_three_are_answered_and_the_rest_is_named(partner):
    heard = partner().write(
        "What is a job club? What is access to work? How do I apply for access to work? "
        "Does working affect my PIP?"
    )
    assert len(heard.answers) == 3
    assert "I have not answered this yet:" in heard


def test_what_nobody_understands_is_named_in_the_persons_words(partner):
    heard = partner().write("What is access to work? And what about blarg fnord?")
    assert heard.answers == ["atw_what"]
    assert '"And what about blarg fnord?"' in heard


def test_without_marks_all_are_answered_too(partner):
    heard = partner().write("what is access to work and does working affect my pip")
    assert {name.partition(".")[0] for name in heard.answers} == {"atw_what", "benefits_pip_work"}
