"""Whatever a directory holds, writing it out and reading it back gives the same directory."""

import shutil
from datetime import UTC, date, datetime
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.directory import cells, feed
from bot.directory.export import export
from bot.directory.gather import Batch, bring_in
from bot.directory.load import read_folder
from bot.directory.models import (
    KINDS,
    NEEDS,
    STATUSES,
    Location,
    Organisation,
    Service,
    ServiceTerm,
    Taxonomy,
    TaxonomyTerm,
)
from bot.directory.record import records

NO_TABLE = Path("nowhere.npy")
NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
# Anything that can be typed; the readers of every way in make it plain first, and so it is here.
typed = st.text(max_size=60).map(cells.plain)
named = typed.map(lambda text: text or "A name")
known = st.sampled_from(("yes", "no", "unknown"))
ids = st.uuids().map(str)
days = st.one_of(st.none(), st.dates(date(1990, 1, 1), date(2026, 11, 21)))
organisations = st.fixed_dictionaries({
    "id": ids, "name": named, "description": typed, "user_led": known, "areas": typed, "notes": typed,
    "postcode": st.sampled_from(("", "SE15 4NX")), "checked": days, "closed": st.booleans(),
    "phones": st.lists(
        st.fixed_dictionaries({"id": ids, "number": named, "use": st.sampled_from(("voice", "text"))}),
        max_size=2,
    ),
    "marks": st.lists(
        st.fixed_dictionaries({"id": ids, "name": named, "level": typed, "awarded": days}), max_size=1
    ),
})  # fmt: skip
locations = st.fixed_dictionaries({
    "id": ids, "name": typed, "address": typed, "city": typed, "postcode": st.just(""),
    "latitude": st.one_of(st.none(), st.floats(50, 58)), "longitude": st.floats(-5, 1), "station": typed,
})  # fmt: skip
services = st.fixed_dictionaries({
    "id": ids, "name": named, "kind": st.sampled_from(KINDS), "description": typed,
    "status": st.sampled_from(STATUSES), "eligibility": typed, "how_to_join": typed, "alert": typed,
    "minimum_age": st.one_of(st.none(), st.integers(0, 99).map(float)), "paid_for": typed,
    "accessibility": typed, "pays_travel": known, "checked": days,
    "url": st.sampled_from(("", "https://example.org/a?b=c,d")),
    "areas": st.lists(st.fixed_dictionaries({"id": ids, "name": named}), max_size=3),
    "access": st.lists(
        st.fixed_dictionaries({
            "id": ids, "need": st.sampled_from(NEEDS), "known": st.sampled_from(("yes", "no")),
            "words": typed,
        }), max_size=3,
    ),
    "schedules": st.lists(
        st.fixed_dictionaries({
            "id": ids, "byday": st.sampled_from(("", "MO,TH", "2TU")), "opens_at": st.just("10:00"),
            "description": typed, "valid_from": days,
        }), max_size=2,
    ),
    "costs": st.lists(
        st.fixed_dictionaries({
            "id": ids, "words": typed, "amount": st.one_of(st.none(), st.integers(0, 99).map(float)),
        }), max_size=2,
    ),
    "contacts": st.lists(st.fixed_dictionaries({"id": ids, "name": named, "phone": typed}), max_size=1),
    "places": st.lists(st.fixed_dictionaries({"id": ids, "location": locations}), max_size=2),
    "terms": st.lists(
        st.fixed_dictionaries({
            "id": ids, "term": st.fixed_dictionaries({"id": ids, "term": named, "taxonomy": typed}),
        }), max_size=1,
    ),
})  # fmt: skip
directories = st.lists(st.tuples(organisations, st.lists(services, max_size=2)), max_size=3)


def batch_of(made) -> Batch:
    batch = Batch(whole=True)
    for organisation, offers in made:
        owner = feed.own_record(Organisation, organisation)
        batch.organisations[owner["id"]] = owner
        for offer in offers:
            record = feed.own_record(Service, {**offer, "organisation_id": owner["id"]})
            for place in record["places"]:
                feed.place_on_grid(place["location"], NO_TABLE)
            batch.services[record["id"]] = record
    return batch


def everything(database) -> tuple[dict, dict]:
    with database.read() as session:
        return records(session, Organisation), records(session, Service)


def empty(database) -> None:
    with database.begin() as session:
        for model in (Service, Organisation, ServiceTerm, TaxonomyTerm, Taxonomy, Location):
            for row in session.query(model):
                session.delete(row)
            session.flush()


@settings(max_examples=25, deadline=None, derandomize=True, database=None,
          suppress_health_check=list(HealthCheck))  # fmt: skip
@given(made=directories)
def test_what_is_written_out_comes_back_the_same(lite, tmp_path, made):
    folder = tmp_path / "out"
    empty(lite)
    with lite.begin() as session:
        bring_in(session, batch_of(made), NOW, "test")
    before = everything(lite)
    shutil.rmtree(folder, ignore_errors=True)
    with lite.read() as session:
        export(session, folder)
        feed.write_file(session, folder / "open.json", "https://example.org/api/open-referral")
    for read in (
        lambda: read_folder(folder, NO_TABLE, NOW.date()),
        lambda: feed.read_files([folder / "open.json"], NO_TABLE),
    ):
        with lite.begin() as session:
            again = bring_in(session, read(), NOW, "test")
        assert (again.new, again.changed, again.gone, again.organisations_changed) == (
            [],
            [],
            [],
            0,
        )
        empty(lite)
        with lite.begin() as session:
            bring_in(session, read(), NOW, "test")
        assert everything(lite) == before
