"""What the directory's keepers are told to look at again, and how old is old."""

from datetime import date

import pytest

from bot.directory import freshness
from bot.directory.check import to_check
from bot.directory.models import (
    AccessFact,
    Location,
    Organisation,
    Phone,
    Service,
    ServiceAtLocation,
)
from bot.storage.base import new_id
from tests.directory.conftest import add

TODAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("checked", "stage"),
    [
        (date(2026, 11, 21), "fresh"), (date(2026, 5, 21), "fresh"), (date(2026, 5, 20), "old"),
        (date(2025, 5, 21), "old"), (date(2025, 5, 20), "very_old"), (date(2017, 6, 15), "very_old"),
        (None, "very_old"),
    ],
)  # fmt: skip
def test_over_six_and_over_eighteen_months(checked, stage):
    assert freshness.stage(Service(checked=checked, organisation=Organisation()), TODAY) == stage


def test_a_service_without_a_date_is_as_old_as_its_organisation():
    service = Service(organisation=Organisation(checked=date(2026, 10, 1)))
    assert freshness.stage(service, TODAY) == "fresh"


def organisation(name: str, *numbers: str, **more) -> Organisation:
    phones = [Phone(id=new_id(), number=number) for number in numbers]
    return Organisation(id=new_id(), name=name, phones=phones, **more)


def lines(database, today: date = TODAY) -> list[str]:
    with database.read() as session:
        return to_check(session, today)


def test_the_oldest_come_first_and_what_is_fresh_and_complete_not_at_all(lite):
    facts = [AccessFact(need="bsl", known="yes")]
    reachable = organisation("Fine", email="a@example.org")
    with lite.begin() as session:
        add(session, "Recent", organisation=reachable, checked=date(2026, 11, 1), access=facts)
        add(session, "Old", checked=date(2026, 1, 1), accessibility="Ramp")
        add(session, "Older", checked=date(2024, 1, 1), accessibility="Ramp")
        add(session, "Never")
        add(session, "Shut", status="defunct")
        add(session, "Gone", closed=True)
    found = lines(lite)
    order = [
        line.split(" (")[0].strip()
        for line in found[1 : found.index("Phone numbers that look wrong:")]
    ]
    assert order == ["Never", "Older", "Old"]
    assert "Never (Never): never checked, no way to reach it, no access facts" in found[1]


def test_missing_facts_about_a_room_are_named(lite):
    place = [ServiceAtLocation(location=Location(address="1 Road"))]
    with lite.begin() as session:
        add(session, "Hall", checked=TODAY, places=place, organisation=organisation("O", email="a@b.org"),
            access=[AccessFact(need="step_free", known="no")])  # fmt: skip
    assert "  Hall (O): not known: accessible toilet, hearing loop" in lines(lite)


@pytest.mark.parametrize(
    ("number", "wrong"),
    [
        ("020 7946 0018", False), ("0800 121 7479", False), ("07400 123456", False),
        ("Textphone 0800 121 7579; Relay UK 18001 then 0800 121 7479", False),
        ("020 7946", True), ("ask at the desk", True), ("0999 999 9999", True), ("12345", True),
    ],
)  # fmt: skip
def test_numbers_that_cannot_be_rung(lite, number, wrong):
    with lite.begin() as session:
        add(session, "Club", organisation=organisation("Aid", number))
    found = lines(lite)
    said = found[found.index("Phone numbers that look wrong:") + 1]
    assert said.startswith("  Aid: ") == wrong and (said == "  none") == (not wrong)


def test_nearly_the_same_name_twice(lite):
    with lite.begin() as session:
        first = add(session, "Work club", organisation=organisation("Camden Disability Action"))
        add(session, "Club, work", organisation=first.organisation)
        add(session, "Other", organisation=organisation("Disability Action Camden"))
        add(session, "Else", organisation=organisation("Hackney People First"))
    found = lines(lite)
    twice = found[found.index("Perhaps the same twice:") + 1 :]
    pairs = {
        frozenset(line.strip().removeprefix("Camden Disability Action: ").split(" / "))
        for line in twice
    }
    assert pairs == {
        frozenset({"Camden Disability Action", "Disability Action Camden"}),
        frozenset({"Work club", "Club, work"}),
    }
