"""The day somebody means, from today on."""

from datetime import date

import pytest

from bot.content.guides.plan_day import is_written, review_day

TODAY = date(2026, 11, 26)
"""A Thursday."""


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("In 4 weeks", (2026, 12, 24)), ("in a fortnight", (2026, 12, 10)),
        ("a couple of weeks", (2026, 12, 10)), ("In 3 months", (2027, 2, 26)),
        ("1 march", (2027, 3, 1)), ("3rd of sept", (2027, 9, 3)), ("March 1st, 2027", (2027, 3, 1)),
        ("01/03/2027", (2027, 3, 1)), ("1.12", (2026, 12, 1)), ("2026-12-01", (2026, 12, 1)),
        ("next friday", (2026, 12, 4)), ("on monday", (2026, 11, 30)), ("tomorrow", (2026, 11, 27)),
        ("maybe in June", (2027, 6, 1)), ("next month", (2026, 12, 26)),
        ("In 4 weeks, 24 December 2026", (2026, 12, 24)),
    ],
)  # fmt: skip
def test_a_day_that_is_meant_is_found(text, day):
    assert review_day(text, TODAY) == date(*day)


@pytest.mark.parametrize(
    "text",
    ["", "may be never", "marching on", "after christmas", "31 feb", "12/13", "yesterday", "in 900 days",
     "1 march 2020", "when sam is back", "3pm"],
)  # fmt: skip
def test_what_is_no_coming_day_is_none(text):
    assert review_day(text, TODAY) is None


def test_the_end_of_a_short_month():
    assert review_day("in 3 months", date(2026, 11, 30)) == date(2027, 2, 28)


def test_a_day_of_the_calendar_is_told_from_one_that_is_counted():
    assert is_written("1 March") and not is_written("in 4 weeks")
