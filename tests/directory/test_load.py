"""Our CSV in and out: nothing half-done, wrong cells named, and a round trip that loses nothing."""

import csv
import shutil
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.directory import cells, edit, starter
from bot.directory.export import export
from bot.directory.gather import bring_in
from bot.directory.load import read_folder
from bot.directory.models import Organisation, Service
from bot.directory.record import records
from bot.directory.search import Wish, search
from bot.errors import PlainError
from bot.settings import PROJECT
from tests.directory.test_search import PLACES

STARTER = PROJECT / "data" / "services"
NO_TABLE = Path("nowhere.npy")
NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)


def take(session, folder: Path):
    return bring_in(session, read_folder(folder, NO_TABLE, NOW.date()), NOW, "test")


def everything(database) -> tuple[dict, dict]:
    with database.read() as session:
        return records(session, Organisation), records(session, Service)


def test_every_starter_listing_goes_through_the_form_of_the_console_unchanged(lite):
    with lite.begin() as session:
        starter.load(session, STARTER, NO_TABLE, NOW)
        for id in session.scalars(select(Service.id)).all():
            values = edit.values_of(*edit.listing(session, id))
            assert edit.save(session, id, values, NO_TABLE, NOW, "test", True) is None


def test_the_starter_directory_loaded_again_changes_nothing(database):
    with database.begin() as session:
        first = starter.load(session, STARTER, NO_TABLE, NOW)
        assert (first.organisations, len(first.new)) == (105, 127)
    before = everything(database)
    with database.begin() as session:
        again = starter.load(session, STARTER, NO_TABLE, NOW)
    assert (again.new, again.changed, again.gone, again.same) == ([], [], [], 127)
    assert everything(database) == before


def full_folder(folder: Path) -> Path:
    """A directory that uses every column and every table of details."""
    folder.mkdir()
    write(folder / "organisations.csv", [{
        "id": "aid", "name": "Aid & Co", "boroughs": "Lambeth; Southwark", "is_ddpo": "yes",
        "description": "We <b>help</b> each other", "website": "aid.example.org",
        "phone": "020 7946 0000", "text_relay": "18001 020 7946 0000", "email": "a@example.org",
        "address": "1 High Road", "postcode": "se15 4nx", "source_url": "https://example.org",
        "source_date": "2026-07-01", "checked": "01/08/2026", "checked_by": "Sam",
        "confidence": "high", "notes": "quiet", "closed": "no",
    }])  # fmt: skip
    write(folder / "services.csv", [{
        "id": "club", "organisation_id": "aid", "name": "Club", "kind": "job_club",
        "description": "A club", "minimum_age": "16", "maximum_age": "", "cost": "Free",
        "days": "Monday and Thu", "opens_at": "10am", "closes_at": "12.30", "step_free": "yes",
        "captions": "no", "pays_travel": "yes", "pays_childcare": "no", "status": "active",
        "accessibility": "BSL; no hearing loop", "travel_childcare_refreshments": "Fares paid",
        "latitude": "51.47", "longitude": "-0.06", "boroughs": "",
    }])  # fmt: skip
    return folder


def write(file: Path, rows: list[dict]) -> None:
    with file.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.DictWriter(handle, rows[0])
        writer.writeheader()
        writer.writerows(rows)


def test_every_column_is_read(lite, tmp_path):
    with lite.begin() as session:
        take(session, full_folder(tmp_path / "in"))
    organisations, services = everything(lite)
    [organisation], [service] = organisations.values(), services.values()
    assert organisation["description"] == "We help each other"
    assert organisation["website"] == "https://aid.example.org"
    assert organisation["postcode"] == "SE15 4NX"
    assert organisation["checked"] == date(2026, 8, 1)
    assert [p["use"] for p in organisation["phones"]].count("text") == 1
    assert (service["minimum_age"], service["maximum_age"]) == (16, None)
    [schedule] = service["schedules"]
    assert (schedule["byday"], schedule["opens_at"], schedule["closes_at"]) == (
        "MO,TH", "10:00", "12:30"
    )  # fmt: skip
    facts = {fact["need"]: fact["known"] for fact in service["access"]}
    assert facts == {"step_free": "yes", "captions": "no", "bsl": "yes", "hearing_loop": "no"}
    assert (service["pays_travel"], service["pays_childcare"]) == ("yes", "no")
    assert {a["name"] for a in service["areas"]} == {"Lambeth", "Southwark"}
    [place] = service["places"]
    assert place["location"]["easting"] == pytest.approx(534_700, abs=300)


@pytest.mark.parametrize("made_by", ["starter", "full"])
def test_export_and_import_give_the_same_directory(database, tmp_path, made_by):
    folder = STARTER if made_by == "starter" else full_folder(tmp_path / "in")
    with database.begin() as session:
        take(session, folder)
    before = everything(database)
    with database.read() as session:
        export(session, tmp_path / "out")
    with database.begin() as session:
        again = take(session, tmp_path / "out")
        assert (again.new, again.changed, again.gone, again.organisations_changed) == (
            [],
            [],
            [],
            0,
        )
        for record in (*session.query(Service), *session.query(Organisation)):
            session.delete(record)
    with database.begin() as session:
        take(session, tmp_path / "out")
    assert everything(database) == before


def test_what_is_missing_from_a_new_file_is_archived_and_no_longer_found(database, tmp_path):
    folder = full_folder(tmp_path / "in")
    rows = list(csv.DictReader((folder / "services.csv").open()))
    write(folder / "services.csv", [*rows, {**rows[0], "id": "other", "name": "Other club"}])
    with database.begin() as session:
        take(session, folder)
        write(folder / "services.csv", [{**rows[0], "description": "A new club"}])
        summary = take(session, folder)
        assert (summary.new, summary.changed, summary.gone) == ([], ["Club"], ["Other club"])
        found = search(session, PLACES, PLACES.resolve("Lambeth"), Wish("job_club"))
        assert [x.service.name for x in found.listings] == ["Club"]
        take(session, folder)
        kept = records(session, Service)
    assert sorted((r["name"], r["status"]) for r in kept.values()) == [
        ("Club", "active"), ("Other club", "inactive"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("file", "column", "value", "says"),
    [
        ("services", "organisation_id", "nobody", "there is no organisation 'nobody'"),
        ("services", "kind", "jobclub", "'jobclub' is not one of job_club"),
        ("services", "days", "Mon, Fooday", "'Fooday' is not a day"),
        ("services", "opens_at", "25:00", "'25:00' is not a time"),
        ("services", "closes_at", "9am", "it closes at 09:00, before it opens at 10:00"),
        ("services", "minimum_age", "old", "must be a number from 0 to 130"),
        ("services", "latitude", "0", "must be a number from 49 to 61.5"),
        ("services", "step_free", "maybe", "must be yes, no or unknown"),
        ("services", "name", "", "this must not be empty"),
        ("organisations", "checked", "31/02/2026", "is not a date"),
        ("organisations", "checked", "12/31/2025", "is not a date"),
        ("organisations", "checked", "2027-01-01", "is in the future"),
        ("organisations", "postcode", "SE15 4N", "is not a UK postcode"),
        ("organisations", "postcode", "75001", "is not a UK postcode"),
        ("organisations", "website", "javascript:alert(1)", "is not a web address"),
        ("organisations", "email", "nobody", "is not an email address"),
    ],
)
def test_a_wrong_cell_is_named_with_row_and_column_and_nothing_changes(
    lite, tmp_path, file, column, value, says
):
    folder = full_folder(tmp_path / "in")
    with lite.begin() as session:
        take(session, STARTER)
    before = everything(lite)
    [row] = csv.DictReader((folder / f"{file}.csv").open())
    write(folder / f"{file}.csv", [{**row, column: value}])
    with pytest.raises(PlainError) as refused, lite.begin() as session:
        take(session, folder)
    assert str(refused.value).startswith(f"{file}.csv, row 2, {column}: ")
    assert says in str(refused.value)
    assert everything(lite) == before


@pytest.mark.parametrize(
    "text",
    ["2026-07-01", "01/07/2026", "1.7.2026", "1/7/26", "1 July 2026", "1st July 2026", "July 1, 2026",
     "1 Jul 2026", "01-Jul-26", "2026/07/01", "2026-07-01T09:30:00Z"],
)  # fmt: skip
def test_a_day_in_any_usual_order(text):
    assert cells.day(text) == date(2026, 7, 1)


@pytest.mark.parametrize(
    "text", ["07/25/2026", "31/02/2026", "2026-13-01", "soon", "1/7", "0001-01-01"]
)
def test_what_is_no_day_is_told_how_to_write_one(text):
    with pytest.raises(ValueError, match="is not a date: write it as 2026-07-01 or 01/07/2026"):
        cells.day(text)


def test_wrong_columns_are_named(tmp_path):
    folder = full_folder(tmp_path / "in")
    write(
        folder / "services.csv", [{"id": "a", "organisation": "aid", "name": "x", "kind": "debt"}]
    )
    with pytest.raises(PlainError, match="row 1: the column 'organisation_id' is missing"):
        read_folder(folder, NO_TABLE)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"\xff\xfe\x00i\x00d", "is not UTF-8"),
        (b"id,name,boroughs,is_ddpo\na,b\n", "organisations.csv, row 2: it has fewer cells"),
        (b"id,name,boroughs,is_ddpo\na,b,c,d,e,f\n", "organisations.csv, row 2: it has more cells"),
        (b"id,name,boroughs,is_ddpo\na,b,,\na,c,,\n", "row 3, id: 'a' stands there twice"),
        (b"PK\x03\x04\x00\x00", "is not a CSV file"),
    ],
)
def test_a_file_that_is_no_table_is_refused(tmp_path, content, says):
    folder = full_folder(tmp_path / "in")
    (folder / "organisations.csv").write_bytes(content)
    with pytest.raises(PlainError, match=says):
        read_folder(folder, NO_TABLE)


def test_a_missing_folder_is_told(tmp_path):
    with pytest.raises(PlainError, match="is missing: put it there"):
        read_folder(tmp_path / "none", NO_TABLE)


def test_scripts_in_a_description_are_gone(lite, tmp_path):
    folder = full_folder(tmp_path / "in")
    [row] = csv.DictReader((folder / "services.csv").open())
    nasty = "Hi <script>alert(1)</script><img src=x onerror=alert(2)> &lt;script&gt;x&lt;/script&gt; 2 < 3"
    write(folder / "services.csv", [{**row, "description": nasty}])
    with lite.begin() as session:
        take(session, folder)
        [service] = records(session, Service).values()
    assert "<script" not in service["description"] and "onerror" not in service["description"]
    assert service["description"].startswith("Hi") and "2 < 3" in service["description"]


def test_a_copied_starter_folder_is_the_same_directory(lite, tmp_path):
    shutil.copytree(STARTER, tmp_path / "copy")
    with lite.begin() as session:
        starter.load(session, STARTER, NO_TABLE, NOW)
        assert take(session, tmp_path / "copy").changed == []
