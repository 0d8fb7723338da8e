"""Opening hours over weekends, bank holidays and the days when the clocks change."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from bot.cases.hours import Hours, in_words
from bot.clock import LONDON
from bot.errors import PlainError

WEEK = Hours.parse("Mon-Fri 10:00-16:00")


def at(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=LONDON)


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)


def test_open_from_the_first_minute_to_the_last():
    assert not WEEK.open_at(at(2026, 11, 23, 9, 59))
    assert WEEK.open_at(at(2026, 11, 23, 10, 0))
    assert WEEK.open_at(at(2026, 11, 23, 15, 59))
    assert not WEEK.open_at(at(2026, 11, 23, 16, 0))
    assert not WEEK.open_at(at(2026, 11, 21, 12, 0))


def test_closing_is_the_end_of_the_same_day():
    assert WEEK.closing(at(2026, 11, 23, 10, 0)) == at(2026, 11, 23, 16, 0)
    assert WEEK.closing(at(2026, 11, 23, 15, 59, 59)) == at(2026, 11, 23, 16, 0)


def test_christmas_is_closed_and_so_is_the_day_in_place_of_boxing_day():
    # 25 December 2026 is a Friday; Monday 28 stands for Saturday 26.
    assert not WEEK.open_at(at(2026, 12, 25, 12, 0))
    assert WEEK.next_opening(at(2026, 12, 24, 17, 0)) == at(2026, 12, 29, 10, 0)
    assert WEEK.after_open_minutes(at(2026, 12, 24, 15, 30), 60) == at(2026, 12, 29, 10, 30)


def test_opening_minutes_run_over_a_weekend():
    assert WEEK.after_open_minutes(at(2026, 11, 20, 15, 30), 60) == at(2026, 11, 23, 10, 30)
    assert WEEK.after_open_minutes(at(2026, 11, 21, 3, 0), 60) == at(2026, 11, 23, 11, 0)
    assert WEEK.after_open_minutes(at(2026, 11, 23, 11, 0), 60) == at(2026, 11, 23, 12, 0)
    assert WEEK.after_open_minutes(at(2026, 11, 23, 10, 0), 3 * 360) == at(2026, 11, 25, 16, 0)


def test_the_clocks_change_at_the_weekend():
    assert WEEK.after_open_minutes(at(2026, 10, 23, 15, 30), 60) == utc(2026, 10, 26, 10, 30)
    assert WEEK.after_open_minutes(at(2026, 3, 27, 15, 30), 60) == utc(2026, 3, 30, 9, 30)
    assert WEEK.next_opening(at(2026, 10, 24, 12, 0)) == utc(2026, 10, 26, 10, 0)
    assert WEEK.next_opening(at(2026, 3, 28, 12, 0)) == utc(2026, 3, 30, 9, 0)


def test_a_night_with_an_hour_more_has_an_hour_more():
    nights = Hours.parse("Sun 00:00-06:00")
    assert nights.after_open_minutes(utc(2026, 10, 24, 12, 0), 7 * 60) == utc(2026, 10, 25, 6, 0)
    assert nights.after_open_minutes(utc(2026, 3, 28, 12, 0), 5 * 60) == utc(2026, 3, 29, 5, 0)


def test_never_open():
    never = Hours.parse("")
    assert never.next_opening(utc(2026, 11, 23, 9, 0)) is None
    assert never.after_open_minutes(utc(2026, 11, 23, 9, 0), 60) == utc(2026, 11, 23, 10, 0)


def test_a_day_may_have_a_gap():
    day = Hours.parse("Mon-Tue 10:00-12:00; Mon 14:00-16:00")
    assert not day.open_at(at(2026, 11, 23, 13, 0))
    assert day.closing(at(2026, 11, 23, 10, 0)) == at(2026, 11, 23, 12, 0)
    assert day.next_opening(at(2026, 11, 23, 11, 0)) == at(2026, 11, 23, 14, 0)
    assert day.after_open_minutes(at(2026, 11, 23, 11, 30), 60) == at(2026, 11, 23, 14, 30)
    assert day.on(at(2026, 11, 23).date())[1] == "10am to 12pm and 2pm to 4pm"
    assert day.on(at(2026, 11, 24).date())[1] == "10am to 12pm"


def test_somebody_is_there_while_one_of_several_is_each_with_their_days_closed():
    morning = Hours.parse("Mon-Wed 10:00-13:00")
    noon = replace(Hours.parse("Mon-Tue 12:00-15:00"), closed=frozenset({date(2026, 11, 24)}))
    both = replace(morning, others=(noon,))
    assert both.closing(at(2026, 11, 23, 10, 0)) == at(2026, 11, 23, 15, 0)
    assert both.closing(at(2026, 11, 24, 10, 0)) == at(2026, 11, 24, 13, 0)
    assert both.after_open_minutes(at(2026, 11, 23, 12, 0), 4 * 60) == at(2026, 11, 24, 11, 0)


@pytest.mark.parametrize("text", ["always", "Mon 25:00-26:00", "Mon-Fry 10:00-16:00", "Mon 10-16"])
def test_hours_of_another_shape_are_refused(text):
    with pytest.raises(PlainError, match="ALONGSIDE_OPENING_HOURS"):
        Hours.parse(text)


def test_moments_in_words():
    now = at(2026, 11, 20, 9, 0)
    assert in_words(at(2026, 11, 20, 14, 0), now) == "today at 2pm"
    assert in_words(at(2026, 11, 21, 10, 30), now) == "tomorrow at 10:30am"
    assert in_words(utc(2026, 11, 23, 10, 0), now) == "Monday 23 November at 10am"
