"""Who has lost somebody to suicide is met with care, and is not told to ring 999 for the dead."""

import pytest

from bot.safety import screen
from bot.safety.mourning import bereaved, mourns, tells_of_suicide

PAST = [
    "my mate killed himself last year and i cant face the jobcentre",
    "My brother took his own life in 2019, do I tell an employer why I stopped?",
    "i lost my son to suicide two years ago. can I work",
    "dad hung himself when i was 9",
]
NOT_PAST = [
    "my brother just killed himself, I found him this morning",
    "my son tried to kill himself last night",
    "she nearly killed herself last year",
    "he says he is going to kill himself like his dad did years ago",
    "my friend killed herself",
]


@pytest.mark.parametrize("text", PAST)
def test_a_suicide_told_as_past_is_mourning(text):
    assert mourns(text) and screen(text).about is None


@pytest.mark.parametrize("text", NOT_PAST)
def test_what_may_be_happening_now_stays_danger(text):
    assert not mourns(text) and screen(text).about == "other"


def test_the_writers_own_danger_is_found_beside_the_loss():
    found = screen("my brother killed himself last year and I want to be with him")
    assert found.crisis and found.about == "self"


@pytest.mark.parametrize(
    "text",
    [
        "my sister died in june",
        "ive just lost my nan",
        "we buried my dad",
        "my partner has passed away",
    ],
)
def test_news_of_a_death_is_known(text):
    assert bereaved(text)


@pytest.mark.parametrize(
    "text",
    [
        "my laptop died",
        "my dad nearly died",
        "what if my mum died",
        "my mum died ten years ago",
        "i lost my dads number",
    ],
)
def test_other_words_are_no_news_of_a_death(text):
    assert not bereaved(text)


def test_a_suicide_that_is_over_is_told_from_one_that_is_tried():
    assert tells_of_suicide("my neighbour took his own life")
    assert not tells_of_suicide(
        "my neighbour is going to take his own life like his dad took his own life"
    )
    assert not tells_of_suicide("my brother just killed himself, I found him this morning")
