"""Schemes of all ages by any spelling, and help outside work: a national line and a local search."""

import pytest


@pytest.mark.parametrize(
    "words, scheme",
    [
        ("what happened to workstep", "workstep"),
        ("tell me about the work preperation scheme", "work_preparation"),
        ("does the jobs introduction scheme still exist", "job_introduction_scheme"),
        ("what was the work programme", "work_programme"),
        ("is the work & health programme still going", "work_and_health_programme"),
        ("what happened to journey 2 employment", "journey_to_employment"),
        ("the community partners at the jobcentre, do they still exist", "community_partners_dwp"),
        ("what is disabilty confident", "disability_confident"),
        ("are there still suported businesses", "supported_businesses"),
        ("what was the factory suport grant", "factory_support_grant"),
        ("what is IPS", "ips"),
        ("what is conect to work", "connect_to_work"),
    ],
)
def test_every_scheme_is_answered_in_any_spelling(partner, words, scheme):
    assert partner().write(words).answers == [f"programme_old.{scheme}"]


def test_access_to_work_is_answered_as_itself(partner):
    assert partner().write("what is acess to work").answers == ["atw_what"]


def test_whether_a_named_scheme_is_voluntary_comes_first(partner):
    heard = partner().write("my work coach says i must join the restart scheme")
    assert heard.answers == ["programme_pushed"]
    assert heard.text.startswith("Restart Scheme: Once you are sent, you must take part.")


def test_a_scheme_named_before_does_not_stick(partner):
    them = partner()
    them.write("what happened to remploy")
    assert them.write("what help is there to find a job").answers == ["programme_support"]


@pytest.mark.parametrize(
    "words, line, kind",
    [
        ("i have housing problems", "0808 800 4444", "housing service"),
        ("i am in debt", "0800 138 1111", "debt advice service"),
        ("i need help with social care", "Scope", "social care service"),
    ],
)
def test_a_need_gets_a_national_line_and_then_the_local_search(partner, words, line, kind):
    them = partner()
    asked = them.write(words)
    assert line in asked and "Which area?" in asked
    assert kind in them.write("SE15")


def test_a_need_with_a_place_gets_both_at_once(partner):
    heard = partner().write("I am in debt, who can help in Lewisham")
    assert heard.answers == ["wider_support.debt"]
    assert "debt advice service" in heard


def test_a_need_told_before_is_not_taken_for_the_next(partner):
    them = partner()
    them.write("i am in debt")
    assert them.write("i need help with another problem at home").answers != ["wider_support.debt"]


def test_hardship_has_help_for_today(partner):
    heard = partner().write("i have no food and no money")
    assert heard.answers == ["urgent_hardship"]
    assert "today" in heard and "0808 800 4444" in heard
