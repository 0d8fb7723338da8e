"""What people ask once danger was told: who knows of it, where they can go, their money."""

import pytest

from bot.content.load import load_store
from bot.conversations.aftercare import asked_after
from bot.conversations.safe import asks
from bot.settings import PROJECT

ABUSE, CRISIS = "safeguarding", "crisis"


@pytest.mark.parametrize(
    ("told_of", "text", "answer"),
    [
        (ABUSE, "who else has been told", "told"),
        (ABUSE, "have you rung the police", "told"),
        (ABUSE, "please dont tell my mum", "told"),
        (ABUSE, "are they going to take my children", "told"),
        (ABUSE, "is there a refuge with a ramp", "leave"),
        (ABUSE, "i have nowhere to go", "leave"),
        (ABUSE, "i have two small children", "leave"),
        (ABUSE, "can i have benefits of my own", "benefits"),
        (ABUSE, "what about my uc if i leave her", "benefits"),
        (ABUSE, "can he see my journal", "benefits"),
        (ABUSE, "so who do i ring", "report"),
        (ABUSE, "how do i report it", "report"),
        (ABUSE, "would that be a hate crime", "hate"),
        (CRISIS, "who did you contact", "told"),
        (CRISIS, "are the police on their way, will they come here", "told"),
        (CRISIS, "do not send anyone", "told"),
        (CRISIS, "will they section me", "told"),
        (CRISIS, "will my work coach find out", "told"),
        (CRISIS, "will they take my daughter", "told"),
    ],
)  # fmt: skip
def test_a_question_about_what_follows_has_an_answer(told_of, text, answer):
    assert asked_after(text, told_of) == f"{told_of}.{answer}"


@pytest.mark.parametrize(
    ("told_of", "text"),
    [
        (ABUSE, "can you tell me about job clubs"),
        (ABUSE, "how do i leave this chat"),
        (ABUSE, "how much may i earn on esa"),
        (ABUSE, "he hit me again"),
        (ABUSE, "thank you"),
        (CRISIS, "i never told anyone before"),
        (CRISIS, "i was sectioned years ago"),
        (CRISIS, "can somebody call me tomorrow"),
        (CRISIS, "the jobcentre told me to come in"),
        (CRISIS, "yes"),
        ("", "who did you tell"),
        ("crisis_other", "who did you tell"),
    ],
)  # fmt: skip
def test_other_words_are_read_as_ever(told_of, text):
    assert asked_after(text, told_of) is None


@pytest.mark.parametrize("told_of", [ABUSE, CRISIS])
def test_words_of_a_crisis_never_get_it(told_of):
    assert asked_after("dont tell anyone, i am going to kill myself", told_of) is None


def test_who_was_told_asks_again_whether_they_are_safe():
    assert asks(["crisis.told"])


@pytest.mark.parametrize(
    "name",
    ["crisis.told", "safeguarding.told", "safeguarding.leave", "safeguarding.benefits",
     "safeguarding.report", "safeguarding.hate"],
)  # fmt: skip
def test_these_texts_give_nothing_away_on_a_locked_screen_and_name_999(name):
    store = load_store(PROJECT / "data")
    answer = store.get(name)
    for form in ("sms", "plain"):
        assert not store.telling.in_first_words(answer.forms[form]), form
        assert "999" in answer.forms[form], form
    assert not answer.careful
