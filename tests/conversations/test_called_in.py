"""A meeting at the Jobcentre can be a must: nobody is told that it is their choice, as a club is."""

import pytest

MUST = "benefits_claimant_commitment.meeting"
CHOICE = "Joining a DDPO's job club is your choice"


@pytest.mark.parametrize(
    "text",
    [
        "do i have to go to my jobcentre appointment",
        "my work coach booked me a meeting do i have to turn up",
        "can i stay home instead of going to jobcentre",
    ],
)
def test_whether_they_must_go_is_answered_for_the_jobcentre(partner, text):
    heard = partner().write(text)
    assert heard.answers == [MUST] and heard.text.startswith("You may have to go.")


@pytest.mark.parametrize(
    ("text", "hears"),
    [
        ("what happens if i miss a work focused interview", "Do the thing you missed"),
        ("got a letter for a work focussed interview next tuesday, is it compulsory", "You may have to go."),
        ("letter from dwp says must attend, scared", "Which of these do you mean?"),
        ("they want me to come in for a health and work conversation", "You may have to go."),
    ],
)  # fmt: skip
def test_where_it_is_not_plain_they_are_asked_or_warned_and_never_told_it_is_a_choice(
    partner, text, hears
):
    heard = partner().write(text)
    assert hears in heard and CHOICE not in heard
    assert heard.answers in ([], [MUST], ["benefits_sanction"])


@pytest.mark.parametrize(
    "text",
    [
        "do i have to go to the jobcentre as well",
        "and my jobcentre interview, is that my choice too",
    ],
)
def test_after_talk_of_clubs_too(partner, text):
    them = partner()
    assert CHOICE in them.write("is a job club compulsory")
    heard = them.write(text)
    assert heard.answers == [MUST] and heard.text.startswith("You may have to go.")


def test_after_a_list_of_clubs_too(partner):
    heard = partner().write("job club in Lewisham", "letter says i must attend the jobcentre")
    assert heard.answers == [MUST] and heard.text.startswith("You may have to go.")


def test_by_text_too_nobody_is_told_to_stay_away(partner):
    heard = partner("sms").write("do i have to go to my jobcentre appointment")
    assert "Do not just stay away" in heard


def test_a_fit_note_is_no_leave_to_stay_away(partner):
    heard = partner().write("is it compulsory to see a work coach when im signed off")
    assert "By itself it may not stop meetings" in heard
    assert "Do not stay away until they have said yes." in heard


def test_what_can_be_asked_for_is_said(partner):
    heard = partner().write("cant do stairs, can my jobcentre appointment be on the phone")
    assert heard.answers == ["benefits_claimant_commitment.adjustments"]
    assert "a phone or video meeting in place of a visit" in heard
    assert "say before each meeting why you cannot come" in heard


@pytest.mark.parametrize(
    "text",
    [
        "can i miss my pip assessment",
        "i cant get to my work capability assessment, too many stairs",
    ],
)
def test_an_assessment_is_answered_in_the_first_line(partner, text):
    heard = partner().write(text)
    assert heard.answers == ["benefits_claim_appeal.assessment"]
    assert heard.text.startswith("Do not just miss a health assessment.")


def test_what_a_commitment_is_comes_where_that_is_asked(partner):
    heard = partner().write(
        "what is a claimant commitment and must i sign it at the jobcentre meeting"
    )
    assert heard.answers == ["benefits_claimant_commitment"]


def test_in_scotland_an_assessment_is_told_as_it_is_there(partner):
    heard = partner().write("I live in Glasgow", "do i have to go to my pip assessment")
    assert heard.answers == ["benefits_claim_appeal.assessment"]
    assert "Social Security Scotland decides" in heard
