"""Whom a case goes to: its organisation, the fallback, and the order in which an adviser sees the queue."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from bot.cases import desk, routing
from bot.cases.models import AdviceArea, AdviceOrganisation, Adviser, Case, Conflict, Kind, State
from tests.cases.test_machine import conversation

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


@pytest.fixture
def session(database):
    with database.begin() as session:
        yield session
        session.rollback()


def organisation(session: Session, name: str, *boroughs: str, **more) -> AdviceOrganisation:
    row = AdviceOrganisation(name=name, created=NOW, **more)
    session.add(row)
    session.flush()
    session.add_all(AdviceArea(organisation_id=row.id, borough=b) for b in boroughs)
    session.flush()
    return row


def adviser(session: Session, name: str, **more) -> Adviser:
    row = Adviser(name=name, created=NOW, **{"skills": [], **more})
    session.add(row)
    session.flush()
    return row


def case(session: Session, minutes: int, kind: Kind = Kind.ASKED, **more) -> Case:
    """A case that was opened so many minutes ago."""
    at = NOW - timedelta(minutes=minutes)
    row, _ = desk.open_case(session, conversation(session), kind, at, due=None)
    for name, value in more.items():
        setattr(row, name, value)
    return row


def test_the_borough_finds_its_organisation_then_the_fallback_then_that_of_the_settings(session):
    assert routing.organisation_for(session, "Camden") is None
    fallback = organisation(session, "All London", fallback=True)
    camden = organisation(session, "Camden Access", "Camden")
    organisation(session, "Gone", "Hackney", closed=NOW)
    found = {b: routing.organisation_for(session, b) for b in ("camden", "Hackney", "")}
    assert found == {"camden": camden, "Hackney": fallback, "": fallback}


def test_the_order_of_the_queue(session):
    home = organisation(session, "Home", "Camden")
    sam = adviser(session, "Sam", organisation_id=home.id, skills=["bsl"])
    kim = adviser(session, "Kim")
    plain = {"organisation_id": home.id}
    longest = case(session, 50, **plain)
    signs = case(session, 40, **plain)
    cannot = case(session, 60, **plain)
    other = case(session, 90)
    kept = case(session, 5, organisation_id=None, wanted=sam.id)
    kims = case(session, 99, **plain, wanted=kim.id)
    worry = case(session, 2, Kind.SAFEGUARDING)
    danger = case(session, 1, Kind.CRISIS)
    needs = {signs.id: ["bsl", "phone"], cannot.id: ["language"]}
    rows = [longest, signs, cannot, other, kept, kims, worry, danger]

    def order(**change) -> list[Case]:
        for name, value in change.items():
            setattr(sam, name, value)
        return routing.in_order(rows, sam, needs, NOW, there={kim.id})

    assert order() == [danger, worry, kept, longest, signs, cannot, other, kims]
    # What is kept for somebody who is not there is everybody's.
    assert routing.in_order(rows, sam, needs, NOW, there=())[3] is kims
    # Who comes from a crisis talk has other people first.
    assert order(resting_until=NOW + timedelta(minutes=1))[-1] is danger


def test_the_adviser_who_helped_before_is_asked_first_unless_they_know_the_person(session):
    sam = adviser(session, "Sam")
    old = case(session, 9_000, state=State.CLOSED, holder=sam.id, ended=NOW - timedelta(days=6))
    session.flush()
    talk = old.conversation_id
    assert routing.helped_before(session, talk) == sam.id
    session.add(Conflict(adviser_id=sam.id, conversation_id=talk, at=NOW))
    session.flush()
    assert routing.helped_before(session, talk) is None


def test_a_limit_of_talks_counts_what_one_holds_now(session):
    sam = adviser(session, "Sam", capacity=1)
    assert not routing.is_full(session, sam)
    case(session, 5, state=State.TALKING, holder=sam.id)
    case(session, 5, state=State.CLOSED, holder=sam.id, ended=NOW)
    session.flush()
    assert routing.is_full(session, sam)
