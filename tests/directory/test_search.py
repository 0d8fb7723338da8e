"""Who can help from here: area served, ranking, age and what is left out."""

import secrets
from datetime import date
from pathlib import Path

import pytest

from bot.directory.export import export
from bot.directory.load import date_checked, load
from bot.directory.models import Organisation, Serves, Service
from bot.directory.places import Places
from bot.directory.search import Wish, search
from bot.errors import PlainError
from bot.settings import PROJECT
from bot.storage.engine import open_database
from bot.storage.migrate import migrate

PLACES = Places(PROJECT / "data" / "places", Path("nowhere.npy"))


@pytest.fixture
def database(tmp_path):
    database = open_database(None, tmp_path / "directory.db", secrets.token_bytes(32))
    migrate(database)
    yield database
    database.close()


def add(session, name, borough=None, kind="job_club", **more):
    organisation = Organisation(
        id=name, name=name, user_led=more.pop("user_led", "no"), all_london=borough is None,
        closed=more.pop("closed", False), serves=[Serves(borough=borough)] if borough else [],
    )  # fmt: skip
    session.add(organisation)
    session.flush()
    session.add(Service(id=f"{name}-1", organisation_id=name, name=name, kind=kind, **more))
    session.flush()


def found(session, place, **wish):
    result = search(session, PLACES, PLACES.resolve(place), Wish(**wish))
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


def test_a_wished_access_fact_comes_first(database):
    with database.begin() as session:
        add(session, "Stairs", "Camden", accessibility="Up one flight")
        add(session, "Level", "Camden", accessibility="Step-free entrance")
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
        assert found(session, "Camden", kind="job_club", skip=("A-1",))[0] == ["B"]


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


def test_the_starter_directory_loads_and_comes_back_the_same(database, tmp_path):
    with database.begin() as session:
        first = load(session, PROJECT / "data" / "services", Path("nowhere.npy"))
    with database.read() as session:
        assert export(session, tmp_path / "out") == first
    with database.begin() as session:
        assert load(session, tmp_path / "out", Path("nowhere.npy")) == first
    with database.read() as session:
        export(session, tmp_path / "again")
    for name in ("organisations.csv", "services.csv"):
        assert (tmp_path / "out" / name).read_text() == (tmp_path / "again" / name).read_text()


def test_a_wrong_row_is_named_and_nothing_changes(database, tmp_path):
    folder = PROJECT / "data" / "services"
    organisations = (folder / "organisations.csv").read_text()
    (tmp_path / "organisations.csv").write_text(organisations)
    (tmp_path / "services.csv").write_text("id,organisation_id,name,kind\na,nobody,Name,job_club\n")
    with database.begin() as session:
        before = load(session, folder, Path("nowhere.npy"))
    with pytest.raises(PlainError, match="services.csv, row 2, organisation_id"):
        with database.begin() as session:
            load(session, tmp_path, Path("nowhere.npy"))
    with database.read() as session:
        assert export(session, tmp_path / "out") == before
