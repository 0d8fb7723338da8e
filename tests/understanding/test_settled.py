"""What a club leaves to choose is not said of the Jobcentre's own meetings, however sure the reading."""

import pytest
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.settle import SettledByNames


def settled(text: str) -> tuple[str, float]:
    """The first reading and its confidence, where the classifier was sure of the club."""
    club = {"name": "job_club_voluntary", "confidence": 0.9, "sure": 0.5}
    message = Message({TEXT: text})
    message.set("intent_ranking", [club, {"name": "menu", "confidence": 0.1, "sure": 0.4}])
    message.set(INTENT, club)
    [message] = SettledByNames().process([message])
    assert message.get(INTENT) == message.get("intent_ranking")[0]
    return message.get(INTENT)["name"], message.get(INTENT)["confidence"]


@pytest.mark.parametrize(
    "text",
    [
        "Must I go to the job centre on Monday?",
        "my coach booked an interview, can i just not go",
        "dwp letter: you MUST ATTEND on the 9th. do i",
        "is the work-focused interview voluntary",
        "do i have to talk to a work coach",
        "do i have to go jobcentre",
        "must i attend the local job-centre",
        "do i have to sign on",
    ],
)
def test_a_meeting_at_the_jobcentre_is_no_choice(text):
    assert settled(text) == ("benefits_claimant_commitment", 0.9)


def test_nor_is_an_assessment():
    assert settled("is the work capability assessment voluntary") == ("benefits_claim_appeal", 0.9)


@pytest.mark.parametrize(
    ("said", "order"),
    [
        (
            {
                "programme_pushed": 0.55,
                "job_club_voluntary": 0.25,
                "benefits_claimant_commitment": 0.2,
            },
            [("programme_pushed", 0.55), ("benefits_claimant_commitment", 0.45)],
        ),
        (
            {
                "benefits_sanction": 0.4,
                "job_club_voluntary": 0.35,
                "benefits_claimant_commitment": 0.2,
            },
            [("benefits_sanction", 0.75), ("benefits_claimant_commitment", 0.2)],
        ),
        (
            {"menu": 0.4, "job_club_voluntary": 0.3, "benefits_claimant_commitment": 0.2},
            [("benefits_claimant_commitment", 0.5), ("menu", 0.4)],
        ),
    ],
)
def test_what_was_thought_of_a_club_goes_to_the_duty_or_to_a_sanction_feared_more(said, order):
    message = Message({TEXT: "must i go to the jobcentre"})
    ranking = [{"name": name, "confidence": c, "sure": 0.5} for name, c in said.items()]
    message.set("intent_ranking", ranking)
    message.set(INTENT, ranking[0])
    [message] = SettledByNames().process([message])
    found = [(r["name"], pytest.approx(r["confidence"])) for r in message.get("intent_ranking")]
    assert found == order


@pytest.mark.parametrize(
    "text",
    [
        "do they tell the jobcentre if i dont go",
        "if i miss a meeting do you tell the jobcentre",
        "are your meetings shared with dwp",
        "does it go to my work coach if i stop",
        "is the meeting with the job coach voluntary",
        "my work coach says i must go to the club",
        "can i be sanctioned for leaving",
        "is your group compulsory or only my jobcentre appointment",
    ],
)
def test_a_club_stays_a_choice(text):
    assert settled(text) == ("job_club_voluntary", 0.9)
