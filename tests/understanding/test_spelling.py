"""What is typed wrongly is read as what was meant; what is right, a name or another language is left."""

import pytest

from bot.nlu.spelling import Speller, words_in

EXAMPLES = 8 * [
    "can I get access to work for travel",
    "what is an assessment",
    "I don't know whether my benefits stop",
    "please explain the interview",
]


@pytest.fixture(scope="module")
def speller() -> Speller:
    return Speller(words_in(EXAMPLES))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("acess to wrok", "access to work"),
        ("wat is an assesment", "what is an assessment"),
        ("my benifits", "my benefits"),
        ("dont know plz explane", "don't know please explain"),
        ("an interveiw", "an interview"),
    ],
)
def test_a_slip_is_put_right(speller, typed, meant):
    assert speller(typed) == meant


@pytest.mark.parametrize(
    "typed",
    [
        "n",
        "that is a scam",
        "mould in my flat",
        "esa wrag",
        "Peckham",
        "nie znam angielskiego",
        "4pm",
    ],
)
def test_words_that_are_no_slip_are_left(speller, typed):
    assert speller(typed) == typed
