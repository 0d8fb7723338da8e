"""Places as people type them, offline."""

import csv
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyproj import Geod, Transformer

from bot.directory import postcodes
from bot.directory.places import Place, Places
from bot.directory.spotted import Spotter
from bot.settings import PROJECT


@pytest.fixture(scope="module")
def places(tmp_path_factory) -> Places:
    table = tmp_path_factory.mktemp("postcodes") / "postcodes.npy"
    assert postcodes.build(table) > 1_500_000
    return Places(PROJECT / "data" / "places", table)


@pytest.fixture(scope="module")
def spotter(places: Places) -> Spotter:
    return Spotter(places)


def named(spotter: Spotter, text: str) -> list[str]:
    return [name for name, _, _ in spotter.spot(text)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("job club near SE5", ["SE5"]),
        ("SE15 4NX", ["SE15 4NX"]),
        ("se154nx pls", ["SE15 4NX"]),
        ("its EN3 5", ["EN3 5"]),
        ("peckam", ["Peckham"]),
        ("Tower Hamlets", ["Tower Hamlets"]),
        ("walthamstoe", ["Walthamstow"]),
        ("no, croydon", ["Croydon"]),
        ("i live in bank", ["Bank"]),
        ("somewhere round elefant and castle", ["Elephant and Castle"]),
        ("Manchester", ["Manchester"]),
    ],
)
def test_a_place_is_found_and_spelled_right(spotter, text, names):
    assert named(spotter, text) == names


@pytest.mark.parametrize(
    "text",
    ["near me", "im barking mad", "I went to the bank", "is it in person", "can i go in general",
     "what is access to work", "am i too old for it", ""],
)  # fmt: skip
def test_everyday_words_are_not_places(spotter, text):
    assert named(spotter, text) == []


def misspelt() -> list[tuple[str, str]]:
    """(as typed, what is meant): slips, spellings by ear and short forms, none known as an alias."""
    file = Path(__file__).with_name("misspelt_places.csv")
    with file.open(encoding="utf-8") as rows:
        return [(row["typed"], row["meant"]) for row in csv.DictReader(rows)]


@pytest.mark.parametrize(
    "around", ["{}", "job club in {}", "any job clubs near {} pls", "i live in {}"]
)
def test_misspelt_places_are_found_and_none_is_taken_for_another_borough(places, spotter, around):
    unread, wrong = [], []
    for typed, meant in misspelt():
        found = named(spotter, around.format(typed))
        boroughs = {places.resolve(name).borough for name in found}
        if not found:
            unread.append(typed)
        elif boroughs != {places.resolve(meant).borough}:
            wrong.append((typed, found))
    assert not wrong
    assert len(unread) <= 0.03 * len(misspelt()), unread


@pytest.mark.parametrize(
    "text",
    ["next question", "people to talk to", "write to people", "in action", "is it set in stone",
     "sitting in", "blame it on me", "purple", "a stranger in the house", "in the morning"],
)  # fmt: skip
def test_words_that_only_sound_like_a_place_are_none(spotter, text):
    assert named(spotter, text) == []


def test_an_outcode_on_a_border_keeps_both_boroughs(places):
    place = places.resolve("SE5")
    assert place.boroughs == ("Southwark", "Lambeth") and place.straddles


def test_a_new_postcode_falls_back_to_its_sector(places):
    place = places.resolve("SE15 9ZZ")
    assert (place.kind, place.borough) == ("sector", "Southwark")


@pytest.mark.parametrize(
    ("text", "borough"), [("E1 6", "Tower Hamlets"), ("SE1 9", "Southwark"), ("E1 5ZZ", "Tower Hamlets")]
)  # fmt: skip
def test_a_sector_is_not_mixed_with_a_district_that_begins_alike(places, text, borough):
    place = places.resolve(text)
    assert (place.kind, place.borough) == ("sector", borough)
    middle = places.middle(borough)
    assert middle.kilometres_to(place.easting, place.northing) < 5


@pytest.mark.parametrize(
    ("text", "borough"),
    [("EC1", "Islington"), ("EC3", "City of London"), ("WC1", "Camden"), ("SW1", "Westminster")],
)
def test_a_district_that_people_say_without_its_letter_is_in_london(places, spotter, text, borough):
    place = places.resolve(text)
    assert (place.kind, place.borough) == ("outcode", borough)
    assert named(spotter, f"club near {text}") == [text]


def test_outside_london_has_no_borough_and_names_the_nation(places):
    assert places.resolve("M1 1AE").kind == "outside"
    assert places.resolve("EH1 1YZ").nation == "Scotland"
    assert places.resolve("Cardiff").nation == "Wales"


@pytest.mark.parametrize(
    ("text", "nation"),
    [("JE2 3AB", "Jersey"), ("gy1 1aa", "Guernsey"), ("IM1 1AA", "the Isle of Man"),
     ("BT1 5GS", "Northern Ireland"), ("JE2", "Jersey")],
)  # fmt: skip
def test_postcodes_outside_great_britain_say_where_they_are(places, text, nation):
    place = places.resolve(text)
    assert (place.kind, place.nation, place.borough) == ("outside", nation, "")


@pytest.mark.parametrize(
    "text", ["75001", "90210", "D02 X285", "10115 Berlin", "ZZ9 9ZZ", "SE15 4NXX"]
)
def test_postcodes_of_other_countries_are_no_place_here(places, text):
    assert places.resolve(text) is None


def test_a_new_postcode_of_an_unknown_sector_falls_back_to_its_outcode(places):
    place = places.resolve("EC1A 0ZZ")
    assert place.kind in ("sector", "outcode") and place.borough


GRID = Transformer.from_crs("EPSG:27700", "EPSG:4326", always_xy=True)
BRITAIN = st.tuples(st.integers(100_000, 640_000), st.integers(20_000, 1_150_000))


@settings(deadline=None, max_examples=60)
@given(BRITAIN, BRITAIN)
def test_distances_all_over_britain_are_good_to_one_percent(here, there):
    points = [GRID.transform(*p) for p in (here, there)]
    metres = Geod(ellps="WGS84").inv(*points[0], *points[1])[2]
    place = Place("here", "postcode", (), *here)
    assert place.kilometres_to(*there) * 1000 == pytest.approx(metres, rel=0.01, abs=1)


def test_a_distance_agrees_with_the_ellipsoid_within_one_percent(places):
    to_degrees = Transformer.from_crs("EPSG:27700", "EPSG:4326", always_xy=True)
    here, there = places.resolve("SE15 4NX"), places.resolve("EN1 1YU")
    points = [to_degrees.transform(p.easting, p.northing) for p in (here, there)]
    metres = Geod(ellps="WGS84").inv(*points[0], *points[1])[2]
    assert here.kilometres_to(there.easting, there.northing) == pytest.approx(
        metres / 1000, rel=0.01
    )


def test_a_missing_table_still_knows_outcodes():
    places = Places(PROJECT / "data" / "places", Path("nowhere.npy"))
    assert places.resolve("SE15 4NX").name == "SE15"


WITHOUT_TABLE = Places(PROJECT / "data" / "places", Path("nowhere.npy"))
SPOTTER = Spotter(WITHOUT_TABLE)


@settings(deadline=None)
@given(st.text(max_size=300))
def test_any_text_is_read_without_an_error(text):
    for name, start, end in SPOTTER.spot(text):
        assert 0 <= start < end <= len(text)
        assert WITHOUT_TABLE.resolve(name) is not None


def test_half_a_table_of_postcodes_is_none(tmp_path):
    table = tmp_path / "postcodes.npy"
    np.save(table, np.zeros(9, dtype=postcodes.SHAPE))
    assert postcodes.is_whole(table)
    whole = table.read_bytes()
    for part in (whole[:-40], whole[:20], b""):
        table.write_bytes(part)
        assert not postcodes.is_whole(table)
    assert not postcodes.is_whole(tmp_path / "none.npy")
