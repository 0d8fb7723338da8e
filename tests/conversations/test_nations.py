"""Scotland, Wales and Northern Ireland have laws of their own; the answer says so or is theirs."""

import pytest


@pytest.mark.parametrize(
    "words, says",
    [
        (["i live in glasgow", "i have no money for food"], "Scottish Welfare Fund"),
        (["i am in Cardiff", "i have no money for food"], "Discretionary Assistance Fund"),
        (["i live in Belfast", "i have no money for food"], "Discretionary Support"),
        (["i live in Belfast", "my boss sacked me because i am disabled"], "www.equalityni.org"),
        (["i live in Edinburgh", "will i lose my pip if i work"], "Adult Disability Payment"),
    ],
)
def test_where_the_law_differs_the_answer_is_that_of_the_nation(partner, words, says):
    assert says in partner().write(*words)


def test_without_a_variant_it_says_whose_rule_it_is_and_where_to_look(partner):
    heard = partner().write("i live in Belfast", "what is a sanction")
    assert "this is for England, Scotland and Wales" in heard
    assert "www.nidirect.gov.uk" in heard


def test_in_london_nothing_is_said_about_other_nations(partner):
    heard = partner().write("i live in Peckham", "what is a sanction")
    assert "this is for" not in heard


def test_somebody_who_moves_gets_the_law_of_the_new_place(partner):
    them = partner()
    them.write("i live in glasgow")
    assert "Scottish Welfare Fund" in them.write("i have no money for food")
    them.write("i live in Peckham")
    assert "Scottish Welfare Fund" not in them.write("i have no money for food")


@pytest.mark.parametrize(
    "words, nation",
    [
        (["what is Connect to Work in Scotland"], "Scotland"),
        (["i live in Glasgow", "can I join connect to work"], "Scotland"),
        (["is there connect to work in northern ireland"], "Northern Ireland"),
    ],
)
@pytest.mark.parametrize("channel", ["web", "sms"])
def test_connect_to_work_is_not_said_to_be_where_it_is_not(partner, channel, words, nation):
    heard = partner(channel).write(*words)
    assert f"Connect to Work is not in {nation}" in heard
    assert "running" not in heard


def test_connect_to_work_in_wales_is_running(partner):
    assert "Connect to Work is running." in partner().write("connect to work in Cardiff?")


def test_an_older_scheme_does_not_send_somebody_in_scotland_to_one_that_is_not_there(partner):
    heard = partner().write("i live in Glasgow", "what was WORKSTEP")
    assert "Not in Scotland: Connect to Work." in heard


@pytest.mark.parametrize(
    "words, covers",
    [
        ("I am in Belfast, is it safe to try volunteering on PIP", "England and Wales"),
        ("I am in Belfast, is it safe to try volunteering on JSA", "England, Scotland and Wales"),
        ("I am in Glasgow, is it safe to try volunteering on PIP", "England and Wales"),
    ],
)
def test_the_guide_says_whose_rules_it_tells(partner, words, covers):
    assert f"this is for {covers}" in partner().write(words)


def test_on_an_island_outside_the_uk_it_says_that_the_rules_are_not_theirs(partner):
    heard = partner().write("i live in Jersey", "what is a sanction")
    assert "Some of it is different in Jersey. For Jersey, see www.gov.je" in heard
