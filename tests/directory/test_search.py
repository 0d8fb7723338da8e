"""Who can help from here: area served, ranking, filters, and what is left out."""

from datetime import date
from pathlib import Path

import pytest

from bot.directory.load import date_checked
from bot.directory.models import AccessFact, AreaServed, Location, Schedule, ServiceAtLocation
from bot.directory.places import Place, Places
from bot.directory.search import Wish, search
from bot.settings import PROJECT
from tests.directory.conftest import add, id_of

PLACES = Places(PROJECT / "data" / "places", Path("nowhere.npy"))


def found(session, place, **wish):
    place = PLACES.resolve(place) if isinstance(place, str) else place
    result = search(session, PLACES, place, Wish(**wish))
    return [listing.service.name for listing in result.listings], result


def test_a_service_of_one_borough_is_not_offered_far_away(database):
    with database.begin() as session:
        add(session, "Lambeth club", "Lambeth")
        assert found(session, "Lambeth", kind="job_club")[0] == ["Lambeth club"]
        assert found(session, "Enfield", kind="job_club")[0] == []


def test_a_neighbouring_borough_is_offered_when_nothing_is_local(database):
    with database.begin() as session:
        add(session, "Lambeth club", "Lambeth")
        names, result = found(session, "Southwark", kind="job_club")
        assert names == ["Lambeth club"] and not result.exact
        assert result.listings[0].reach == "neighbour"


def test_local_comes_before_london_wide_and_disabled_led_before_others(database):
    with database.begin() as session:
        add(session, "Everywhere")
        add(session, "Ordinary", "Camden")
        add(session, "Led", "Camden", user_led="yes")
        assert found(session, "Camden", kind="job_club")[0] == ["Led", "Ordinary", "Everywhere"]


def test_who_asks_for_advice_is_not_sent_to_the_dwp_first(database):
    with database.begin() as session:
        add(session, "Claims line (DWP)", "England", checked=date(2026, 2, 1))
        add(session, "Jobcentre Plus", "London", checked=date(2026, 2, 1))
        add(
            session,
            "Adviceline",
            "England",
            areas=[AreaServed(name=n) for n in ("England", "Wales")],
        )
        names, _ = found(session, "Camden", kind="job_club")
        assert sorted(names[1:]) == ["Claims line (DWP)", "Jobcentre Plus"]


def test_a_wished_access_fact_comes_first(database):
    with database.begin() as session:
        add(session, "Silent", "Camden")
        add(session, "Level", "Camden", access=[AccessFact(need="step_free", known="yes")])
        names, _ = found(session, "Camden", kind="job_club", access=("step_free",))
        assert names[0] == "Level"


def test_closed_organisations_never_appear(database):
    with database.begin() as session:
        add(session, "Gone", "Camden", closed=True)
        assert found(session, "Camden", kind="job_club")[0] == []


def test_what_was_shown_before_is_not_shown_again(database):
    with database.begin() as session:
        add(session, "A", "Camden")
        add(session, "B", "Camden")
        assert found(session, "Camden", kind="job_club", skip=(id_of("A"),))[0] == ["B"]


def test_only_groups_run_by_disabled_people(database):
    with database.begin() as session:
        add(session, "Led", "Camden", kind="peer_support", user_led="yes")
        add(session, "Not", "Camden", kind="peer_support")
        assert found(session, "Camden", kind="ddpo")[0] == ["Led"]


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("2026-07-01", date(2026, 7, 1)),
        ("2024-09 (latest events named on page)", date(2024, 9, 1)),
        ("2025", date(2025, 1, 1)),
        ("not stated (2022 inferred)", None),
        ("2020-12 (inferred)", None),
        ("", None),
        ("2025-13", None),
    ],
)
def test_a_guessed_date_is_no_date(words, day):
    assert date_checked(words) == day


def test_a_place_known_to_lack_what_is_needed_is_left_out_and_that_is_said(database):
    with database.begin() as session:
        add(session, "Stairs", "Camden", access=[AccessFact(need="step_free", known="no")])
        add(session, "Silent", "Camden")
        names, result = found(session, "Camden", kind="job_club", access=("wheelchair",))
        assert names == ["Silent"]
        assert result.left_out == {"step_free": 1}


def test_known_access_further_away_comes_before_silence_nearby(database):
    with database.begin() as session:
        add(session, "Silent", "Camden")
        add(session, "Signing", access=[AccessFact(need="bsl", known="yes")])
        assert found(session, "Camden", kind="job_club", access=("bsl",))[0] == [
            "Signing",
            "Silent",
        ]


def test_online_only_leaves_out_what_is_not_known_to_be_online(database):
    with database.begin() as session:
        add(session, "Hall", "Camden")
        add(session, "Screen", "Camden", access=[AccessFact(need="online", known="yes")])
        names, result = found(session, "Camden", kind="job_club", online=True)
        assert names == ["Screen"] and result.left_out == {"online": 1}


def test_a_day_leaves_out_other_days_and_keeps_what_does_not_say(database):
    with database.begin() as session:
        add(session, "Monday", "Camden", schedules=[Schedule(byday="MO")])
        add(session, "Thursday", "Camden", schedules=[Schedule(byday="TU,TH")])
        add(session, "Silent", "Camden")
        names, result = found(session, "Camden", kind="job_club", days="TH")
        assert names == ["Thursday", "Silent"] and result.left_out == {"days": 1}


def test_only_run_by_disabled_people_says_who_was_left_out(database):
    with database.begin() as session:
        add(session, "Led", "Camden", user_led="yes")
        add(session, "Not", "Camden", user_led="no")
        add(session, "Silent", "Camden", user_led="unknown")
        names, result = found(session, "Camden", kind="job_club", user_led=True)
        assert names == ["Led"]
        assert result.left_out == {"user_led": 1, "user_led_unknown": 1}


def at(east: int, north: int) -> list[ServiceAtLocation]:
    return [ServiceAtLocation(location=Location(easting=east, northing=north))]


HOME = Place("NW1 0AA", "postcode", ("Camden",), 529_000, 184_000)


def test_the_nearest_comes_first_however_far_it_is(database):
    with database.begin() as session:
        for metres in (9_000, 300, 25_000, 1_200, 4_100, 2_500):
            add(session, f"{metres} m", "Camden", places=at(529_000 + metres, 184_000))
        names, first = found(session, HOME, kind="job_club")
        assert names == ["300 m", "1200 m", "2500 m"]
        assert [round(x.kilometres, 1) for x in first.listings] == [0.3, 1.2, 2.5]
        seen = tuple(x.service.id for x in first.listings)
        assert found(session, HOME, kind="job_club", skip=seen)[0] == [
            "4100 m",
            "9000 m",
            "25000 m",
        ]


def test_a_nearer_service_of_another_borough_is_counted_and_not_offered(database):
    with database.begin() as session:
        add(session, "Ours", "Camden", places=at(529_000, 186_000))
        add(session, "Theirs", "Hammersmith and Fulham", places=at(529_100, 184_000))
        names, result = found(session, HOME, kind="job_club")
        assert names == ["Ours"] and result.left_out == {"area": 1}


def test_a_service_that_does_not_say_whom_it_serves_is_offered_nearby_only(database):
    with database.begin() as session:
        add(session, "Near", areas=[], places=at(530_000, 184_000))
        add(session, "Far", areas=[], places=at(560_000, 184_000))
        names, result = found(session, HOME, kind="job_club")
        assert names == ["Near", "Far"]
        assert [x.reach for x in result.listings] == ["local", "anywhere"]


def test_an_english_service_is_not_offered_in_wales(database):
    with database.begin() as session:
        add(session, "English", "England")
        add(session, "British", "UK")
        assert found(session, "Cardiff", kind="job_club")[0] == ["British"]


def test_a_british_service_is_not_offered_in_jersey(database):
    with database.begin() as session:
        add(session, "British", "UK")
        assert found(session, "JE2 3AB", kind="job_club")[0] == []


def test_one_service_of_each_organisation_is_shown(database):
    with database.begin() as session:
        first = add(session, "Twice", "Camden")
        add(session, "Again", "Camden", organisation=first.organisation)
        add(session, "Other", "Camden")
        names, result = found(session, "Camden", kind="job_club")
        assert len(names) == 2 and "Other" in names
