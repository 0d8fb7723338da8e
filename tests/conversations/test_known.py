"""What was told once is not asked again, and wishes can be taken back."""

import pytest

from bot.conversations import consent
from bot.conversations.callback import said_besides
from bot.conversations.follow_up import read
from bot.conversations.state import Offer, TalkState
from bot.directory.search import Wish
from bot.directory.spotted import Spotter
from bot.installation import places_of
from bot.settings import settings


def test_a_benefit_told_before_is_not_asked_by_the_guide(partner):
    heard = partner().write("I'm on ESA", "is it safe to try volunteering")
    assert "You told me before: ESA." in heard and "Which benefits do you get?" not in heard


def test_all_benefits_of_one_message_are_known_later(partner):
    heard = partner().write("I get PIP and UC", "is it safe to try volunteering")
    assert "You told me before: PIP and Universal Credit." in heard


def test_the_benefit_of_a_relative_is_not_taken_for_ones_own(partner):
    heard = partner().write("my mum is on ESA", "is it safe for me to try volunteering")
    assert "You told me before" not in heard


def test_all_access_needs_of_one_message_hold_for_the_next_place(partner):
    them = partner()
    them.write("job club with a lift and BSL near Lewisham", "no, Croydon")
    assert set(them.slots()["access_need"]) == {"step_free", "bsl"}


def test_after_a_list_of_clubs_must_i_is_about_clubs(partner):
    assert partner().write("job club in Lewisham", "is it mandatory?").answers == [
        "job_club_voluntary"
    ]


WISH = Wish(kind="job_club", days="SA", access=("step_free", "bsl"), user_led=True)


@pytest.fixture(scope="module")
def spotter() -> Spotter:
    return Spotter(places_of(settings().folder))


@pytest.mark.parametrize(
    ("text", "changed"),
    [
        ("forget the Saturday", {"days": ""}),
        ("any day will do", {"days": ""}),
        ("never mind about step free", {"access": ("bsl",)}),
        ("it doesn't have to be run by disabled people", {"user_led": False}),
    ],
)
def test_a_wish_is_taken_back(text, changed):
    found = read(text, WISH, 3)
    assert found.do == "filter" and {name: getattr(found.wish, name) for name in changed} == changed


@pytest.mark.parametrize(
    ("text", "do"),
    [("nothing?", "more"), ("is there nothing else", "more"), ("too far for me", "nearer")],
)
def test_other_ways_to_ask_for_others(text, do):
    assert read(text, Wish(kind="job_club"), 3).do == do


def test_no_thanks_is_not_asking_for_more():
    assert read("nothing thanks", Wish(kind="job_club"), 3) is None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("e 8 1 e a", "E8 1EA"),
        ("S.E. 15 4 NX", "SE15 4NX"),
        ("s e 1 5", "SE15"),
        ("nw 3", "NW3"),
        ("club near w 5", "W5"),
    ],
)
def test_a_postcode_in_any_spacing(spotter, text, name):
    assert [spot[0] for spot in spotter.spot(text)] == [name]


@pytest.mark.parametrize("text", ["e 3 days", "me n 1 other", "at 5 5 am", "we 1 2 pm", "2 w 3"])
def test_single_letters_are_no_postcode(spotter, text):
    assert spotter.spot(text) == []


ASKED = TalkState(offers=[Offer("Ask for a call back", "", command="callback")], waiting=True)


@pytest.mark.parametrize(
    "text", ["tomorrow at 2pm", "thursday morning", "07700 900123", "can they ring me on monday"]
)
def test_a_time_or_number_after_a_person_was_asked_for(text):
    assert consent.says_how(text, ASKED)


@pytest.mark.parametrize(
    "text", ["what is access to work", "my interview is soon", "is it open tomorrow?"]
)
def test_what_is_no_word_on_how_to_reach_them(text):
    assert not consent.says_how(text, ASKED)


def test_a_time_for_the_call_is_not_a_goodbye(partner):
    them = partner()
    them.write("can someone ring me", "yes")
    heard = them.write("tomorrow at 2pm")
    assert "Noted." in heard and heard.intent == "talk_to_human"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("text", "how"),
        ("phone me please", "how"),
        ("bsl video", "how"),
        ("friday at 3pm", "when"),
        ("07700 900123", "reach"),
    ],
)
def test_the_call_back_form_takes_answers_in_any_order(text, found):
    assert list(said_besides(text, "how")) == [found]


def test_a_call_back_is_promised_whatever_comes_first(partner):
    them = partner()
    them.write("call me back please", "friday at 3pm", "07700 900123", "what is access to work")
    heard = them.write("phone", "nothing special", "no", "Sam")
    assert "I have asked for a call back: Phone call, 07700 900123." in heard


def test_how_long_and_forget_it_while_somebody_is_awaited_are_about_them(partner):
    them = partner()
    them.write("person", "yes")
    assert them.write("how long will it be").intent == "handover_chase"
    assert "You are out of the queue" in them.write("forget it")


def test_a_no_to_showing_the_talk_can_be_taken_back(partner):
    them = partner()
    them.write("person", "no", "actually yes they can see it")
    assert them.case().shared_from == 0


def test_dropping_what_was_never_wished_for_leaves_the_list(partner):
    heard = partner().write("job club in Lewisham", "forget the quiet")
    assert heard.names and "not waiting for anybody" not in heard


def test_a_street_named_after_a_place_is_not_that_place(spotter):
    assert [spot[0] for spot in spotter.spot("my address is 12 Croydon Road, Beckenham")] == [
        "Beckenham"
    ]
    assert [spot[0] for spot in spotter.spot("near Croydon")] == ["Croydon"]
