"""Who is threatened by another person is in danger themselves: no wish to die, and nobody else's danger."""

import pytest

from bot.safety import screen

THREATENED = [
    "my wife says she will kill me",
    "He told me he'd smash my chair up",
    "the bloke next door held a knife to me",
    "my son threatened to burn my flat",
    "stepdad said hell break my legs, hes not joking",
    "moja matka, partner mnie bije",
    "mi esposo me golpea",
    "mon pere me frappe",
    "sotul ma ameninta",
    "mera bhai mujhe marta hai",
]
SAYINGS = [
    "my mum says she will kill me if i forget my lunch",
    "my boss said he would kill for a tea",
    "my uncle said he would beat me at chess",
    "the work coach said she will cut me off",
    "my mate threatened to kill me lol",
    "i used to play a game where he wants to kill me",
]


@pytest.mark.parametrize("text", THREATENED)
def test_a_threat_by_another_person_is_danger_to_the_writer(text):
    found = screen(text)
    assert found.by_another and not found.crisis and found.about is None


@pytest.mark.parametrize("text", SAYINGS)
def test_a_saying_a_joke_and_a_game_are_no_threat(text):
    assert not screen(text).by_another


@pytest.mark.parametrize(
    "text",
    [
        "my husband says he will kill me and I want to die",
        "my husband says he will kill me. I'm going to kill myself first",
        "the voices say they will kill me, I took all my tablets",
    ],
)
def test_a_crisis_beside_a_threat_stays_a_crisis(text):
    assert screen(text).crisis and not screen(text).by_another
