"""Finding a service near somewhere, or without saying where."""

import csv
import json

import pytest

from bot.settings import PROJECT

BOROUGHS = [row["name"] for row in csv.DictReader((PROJECT / "data/places/boroughs.csv").open())]


def boroughs_with_a_job_club() -> set[str]:
    """Read from the starter directory itself, not through the code under test."""
    services = list(csv.DictReader((PROJECT / "data/services/services.csv").open()))
    organisations = csv.DictReader((PROJECT / "data/services/organisations.csv").open())
    areas = {row["id"]: [b.strip() for b in row["boroughs"].split(";")] for row in organisations}
    found: set[str] = set()
    for club in (row for row in services if row["kind"] == "job_club"):
        works_in = areas[club["organisation_id"]]
        # Who a club is for may name fewer boroughs than its organisation works in.
        found.update([b for b in works_in if b in club["eligibility"]] or works_in)
    return found


def test_an_outcode_in_two_boroughs_is_answered_for_both(partner):
    them = partner()
    heard = them.write("job club near SE5")
    assert "For SE5 (Southwark or Lambeth) I have this listed:" in heard
    assert heard.names[0] == "Workstart job club, Toucan Employment"
    assert "What it is: a job club." in heard
    assert "Who runs it: not run by disabled people." in heard
    assert "How to reach it: " in heard
    assert "Access: my list does not say." in heard
    assert (
        "This is old: last known right on 15 June 2017. Ring first, or contact them another way."
        in heard
    )
    assert "Going is your choice." in heard

    seen = list(heard.names)
    while heard.names and len(seen) < 40:
        heard = them.write("others")
        seen += heard.names
    assert "Connect to Work Southwark, Southwark Works" in " / ".join(seen)
    assert any("Lambeth" in name for name in seen)
    assert len(seen) == len(set(seen)), "nothing is shown twice"


def test_a_full_postcode_gives_the_distance_where_it_is_known(partner):
    heard = partner().write("peer support group near SW6 7ST")
    assert "For your postcode (Hammersmith and Fulham) I have this listed:" in heard
    assert "Hammersmith and Fulham Coalition Against Cuts" in heard
    assert "Why this one: less than a mile away, serves Hammersmith and Fulham" in heard


def test_a_postcode_by_itself_is_understood_and_searched_when_we_know_for_what(partner):
    them = partner()
    assert "Your postcode (Southwark)" in them.write("SE15 4NX")
    heard = them.write("a job club")
    assert "For Southwark I have this listed:" in heard
    assert "How to reach it: " in heard


@pytest.mark.parametrize("text", ["job club in peckam", "peckam job clubs", "job club in pekham"])
def test_a_misspelt_neighbourhood_is_found(partner, text):
    assert "For Peckham (Southwark) I have this listed:" in partner().write(text)


def test_a_bare_neighbourhood_is_recognised(partner):
    assert "Peckham (Southwark)" in partner().write("peckam")


def test_where_no_job_club_is_listed_it_says_so_and_gives_the_nearest(partner):
    heard = partner().write("is there a job club in Tower Hamlets")
    assert "I have no job club listed for Tower Hamlets." in heard
    assert "The closest I have is this:" in heard
    assert "What it is: a job club" not in heard
    assert heard.names
    assert "Ask a person to help me look" in heard


@pytest.mark.parametrize("borough", BOROUGHS)
def test_a_job_club_is_claimed_only_where_the_data_has_one(partner, borough):
    heard = partner().write(f"job club in {borough}")
    there = borough in boroughs_with_a_job_club()
    assert ("What it is: a job club" in heard) == there
    assert (f"I have no job club listed for {borough}." in heard) == (not there)
    assert heard.names


def test_near_me_asks_where_says_why_and_takes_a_place(partner):
    them = partner()
    heard = them.write("find a job club near me")
    assert "Where should I look?" in heard
    assert "I ask so that I can find what is near you." in heard
    assert "rather not say" in heard
    assert not heard.names
    assert "For Peckham (Southwark) I have this listed:" in them.write("peckam")


@pytest.mark.parametrize(
    "words",
    ["I'm not telling you where I live.", "why should i tell you that", "online only please"],
)
def test_not_saying_where_in_ones_own_words_brings_what_is_open_to_all(partner, words):
    heard = partner().write("find me a job club", words)
    assert "all of London" in heard and "Where should I look" not in heard


@pytest.mark.parametrize("answer", ["rather not say", "no thanks", "I would rather not say", "1"])
def test_not_saying_where_gives_all_of_london_and_online(partner, answer):
    heard = partner().write("job club near me", answer)
    assert "I have no job club listed for all of London." in heard
    assert "These reach all of London or work by phone or online:" in heard
    assert heard.names


def test_why_do_you_ask_is_answered(partner):
    them = partner()
    heard = them.write("find a job club near me", "why do you need that?")
    assert "I ask only so that I can find what is near you." in heard
    assert "For SE15 (Southwark) I have this listed:" in them.write("SE15")


def test_a_question_in_between_is_answered_and_the_place_is_asked_for_in_other_words(partner):
    them = partner()
    asked = them.write("find a job club near me")
    heard = them.write("will i lose my pip if i work?")
    assert heard.answers == ["benefits_pip_work"]
    assert "If you still want me to look for something near you" in heard
    assert asked.text.split("?")[0] not in heard
    assert "For SE5 (Southwark or Lambeth)" in them.write("SE5")


def test_asking_again_instead_of_saying_where_does_not_get_stuck(partner):
    them = partner()
    heard = them.write("find a job club near me", "find me a job club", "a job club please")
    assert heard.text.count("tell me an area or the first half of a postcode") == 1
    assert "did not understand" not in heard
    assert "I have no job club listed for Hackney." in them.write("Hackney")


def test_an_unknown_place_is_told_and_the_next_one_is_taken(partner):
    them = partner()
    heard = them.write("find a job club near me", "qwxzzy")
    assert "I do not know that place." in heard
    assert "Where should I look" not in heard
    assert "For Camberwell" in them.write("camberwell")


def test_a_postcode_that_does_not_exist_is_told(partner):
    them = partner()
    heard = them.write("is there a job club near ZZ99 9ZZ")
    assert "I do not know that place." in heard and "SE15" in heard
    assert "I ask only so that I can find what is near you" in them.write("why do you need that?")
    assert "all of London" in them.write("rather not say")


def test_the_place_can_be_changed_midway(partner):
    them = partner()
    assert "For SE5 (Southwark or Lambeth)" in them.write("job club near SE5")
    heard = them.write("what about Tower Hamlets instead")
    assert "I have no job club listed for Tower Hamlets." in heard
    assert "For Lewisham I have this listed:" in them.write("and in Lewisham?")
    assert them.slots()["location"] == "Lewisham"


def test_details_of_what_was_shown(partner):
    them = partner()
    them.write("job club near SE5")
    heard = them.write("what day is it")
    assert "Workstart job club (Toucan Employment): my list does not say the day or time." in heard
    assert "Please ask them" in heard
    heard = them.write("is there step-free access")
    assert "Workstart job club (Toucan Employment): my list does not say if there is" in heard
    assert "step-free access" in heard


def test_details_that_the_list_has_are_given(partner):
    them = partner()
    them.write("benefits advice in Croydon")
    heard = them.write("what is the phone number")
    assert "020 8688 2486" in heard


def test_access_wishes_that_are_not_listed_are_called_unknown(partner):
    heard = partner().write("job club in Lewisham with step-free access")
    assert "Access: my list does not say. Please ask them." in heard
    assert "Access: step-free" not in heard


@pytest.mark.parametrize(
    "place, nation",
    [("Manchester", ""), ("Cardiff", "Some rules differ in Wales."), ("M1 1AE", "")],
)
def test_outside_london(partner, place, nation):
    heard = partner().write(f"job club in {place}")
    assert "My list of local services covers London, and" in heard
    assert "outside it" in heard
    assert nation in heard
    assert "These work across the UK, by phone or online:" in heard
    assert "What it is: a job club" not in heard


def test_a_full_postcode_is_not_kept_after_the_search(partner):
    them = partner()
    them.write("job club near SE15 4NX")
    assert them.slots()["location"] == "Southwark"
    assert "listed for Southwark" in them.write("and benefits advice there?")
    them.write("thanks", "what is access to work", "who runs this", "thank you")
    assert "4NX" not in json.dumps(them.tracker())


@pytest.mark.parametrize("postcode", ["SE15 4ZZ", "SE99 9ZZ", "EH1 1ZZ"])
def test_a_postcode_that_is_not_in_the_table_is_not_kept_either(partner, postcode):
    them = partner()
    heard = them.write(f"job club near {postcode}")
    inward = postcode.partition(" ")[2]
    assert inward not in heard
    assert inward not in json.dumps(them.slots())
    them.write("thanks", "what is access to work", "who runs this", "thank you")
    assert inward not in json.dumps(them.tracker())


@pytest.mark.parametrize(
    ("text", "where"),
    [("JE2 3AB", "Jersey"), ("GY1 1AA", "Guernsey"), ("IM1 1AA", "the Isle of Man"),
     ("Jersey", "Jersey"), ("the Isle of Man", "Isle of Man")],
)  # fmt: skip
def test_an_island_outside_the_uk_is_told_that_it_is_outside_the_list(partner, text, where):
    them = partner()
    assert f"{where} is outside it" in them.write(f"find a job club in {text}")
    assert them.write("job club in Camden").names


def test_the_first_part_of_a_second_half_is_not_taken_for_another_district(partner):
    heard = partner().write("job club near SE1 9")
    assert "(Southwark)" in heard and "Croydon" not in heard


def test_an_outcode_outside_london_is_a_place(partner):
    heard = partner().write("im in LS6, any job clubs")
    assert "LS6 is outside it" in heard


def test_run_by_deaf_people_is_a_wish_about_who_runs_it(partner):
    heard = partner().write("I want help run by deaf people in Enfield")
    assert "Who runs it: not" not in heard and "I left out: " in heard


def test_by_text_message_two_listings_come_in_two_segments(partner):
    them = partner("sms")
    heard = them.write("job club near SE5")
    assert "1. Workstart job club, Toucan Employment: serves Southwark" in heard
    assert "Jun 2017: old, ring first." in heard
    assert "\n2. " in heard
    assert heard.text.endswith("Send MORE for others.")
    assert heard.segments == [2]
    more = them.write("MORE")
    assert "1. " in more and "Workstart" not in more
    assert max(more.segments) <= 2


def test_who_asks_for_benefits_advice_hears_of_others_before_the_dwp(partner):
    them = partner()
    heard = them.write("benefits advice near Brighton")
    assert heard.names and not any("DWP" in name for name in heard.names)
    while heard.names and not any("DWP" in name for name in heard.names):
        heard = them.write("others")
    assert "What it is: a service of the DWP." in heard


def test_a_question_about_an_empty_list_is_answered_too(partner):
    heard = partner().write("social group in all of london", "do they have a quiet room")
    assert "I listed nothing here" in heard and "Ask a person to help me look" in heard


def test_a_club_for_three_boroughs_is_not_said_to_serve_a_fourth(partner):
    heard = partner().write("job club in Haringey")
    assert "I have no job club listed for Haringey." in heard


@pytest.mark.parametrize(
    "text", ["job club in Dartford", "job club near KT19", "job club in Epsom"]
)
def test_just_outside_london_is_outside(partner, text):
    assert "is outside it" in partner().write(text)


@pytest.mark.parametrize(
    "text", ["is there a DDPO in Tower Hamlets", "group run by disabled people in Ealing"]
)
def test_a_group_of_which_no_single_service_is_known_is_listed(partner, text):
    assert "Group run by disabled people" in partner().write(text)


def test_help_with_a_form_somewhere_is_benefits_advice(partner):
    heard = partner().write("who can help me with my pip form near brixton")
    assert heard.names and "benefits advice" in heard.text.lower()
