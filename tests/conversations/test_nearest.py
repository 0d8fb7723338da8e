"""Asked about what was just answered: just the part that fits, where it is from, or that there is none."""

import pytest

PART = "What I know about that:"


@pytest.mark.parametrize(
    ("first", "then", "hears", "not_this"),
    [
        ("can i earn on carers allowance", "whats the limit", "£204 a week", "PW1"),
        ("access to work said no to my taxis", "can i go to a tribunal about it", "no appeal to a tribunal", "1 month"),
        ("how many hours can i work on esa", "and how much a week", "£203.50", "Access to Work"),
        ("whats a claimant commitment", "what if i refuse to accept it", "ask an adviser what could happen", "employer"),
    ],
)  # fmt: skip
def test_the_part_that_fits_is_said(partner, first, then, hears, not_this):
    heard = partner().write(first, then)
    assert PART in heard and hears in heard and not_this not in heard
    assert "From:" in heard and "Check with an adviser" in heard


def test_the_talk_goes_on_about_the_same_question(partner):
    them = partner()
    them.write("how many hours can i work on esa", "whats the limit")
    assert "can end" in them.write("and if i go over it")


def test_the_same_part_is_not_said_twice_running(partner):
    them = partner()
    them.write("do I have to go to the job club")
    in_writing = "Is this job club voluntary?"
    first, second = them.write("is it voluntary"), them.write("but is it voluntary really")
    assert first.answers == second.answers == ["job_club_voluntary"]
    assert in_writing in first and in_writing not in second


def test_no_answer_is_better_than_one_about_something_else(partner):
    them = partner()
    them.write("can i challenge my pip decision")
    heard = them.write("how long is the wait for it")
    assert heard.answers == ["benefits_claim_appeal"] and "month" in heard
    assert "109 working days" not in heard and "Access to Work" not in heard


def test_another_matter_that_is_named_is_answered_as_ever(partner):
    heard = partner().write("can i challenge my pip decision", "what is access to work")
    assert heard.answers == ["atw_what"] and heard.text.startswith("Access to Work is money")


def test_danger_is_no_follow_up(partner):
    heard = partner().write("can i challenge my pip decision", "what if i just kill myself")
    assert heard.answers == ["crisis"] and "call 999" in heard


def test_by_text_message_it_stays_short(partner):
    heard = partner("sms").write("how many hours can i work on esa", "whats the limit")
    assert PART in heard and "£203.50" in heard and sum(heard.segments) <= 4


def test_who_takes_easy_read_gets_it_in_lines(partner):
    them = partner()
    them.write("how many hours can i work on esa", "easy read please")
    heard = them.write("whats the limit")
    assert PART in heard
    assert "You must work less than 16 hours a week.\nYou can keep up to £203.50 a week" in heard
