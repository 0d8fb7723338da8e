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
