"""The plan of a person: kept sealed, shown to advisers only after a yes, gone when deleted."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from bot.conversations import support_plan
from bot.conversations.models import Person, SupportPlan
from bot.privacy.keys import temporary_keys
from bot.privacy.vault import Vault

NOW = datetime(2026, 11, 24, 11, 0, tzinfo=UTC)
WORDS = {"goal": "A job in a library", "helps": "Quiet\nand my sister", "who": "Me: the form"}


@pytest.fixture
def vault() -> Vault:
    return Vault(temporary_keys())


@pytest.fixture
def person(database) -> str:
    with database.begin() as session:
        session.add(Person(id="p1", created=NOW))
    return "p1"


def test_a_plan_is_kept_in_the_persons_words_and_sealed(database, vault, person):
    with database.begin() as session:
        support_plan.keep_plan(session, vault, person, {**WORDS, "unknown": "x"}, NOW)
    with database.read() as session:
        assert support_plan.plan_of(session, vault, person).fields == WORDS
        stored = session.scalars(select(SupportPlan)).one()
        assert b"library" not in stored.body


def test_no_plan_takes_no_agreement_and_nothing_to_show(database, vault, person):
    with database.begin() as session:
        assert support_plan.plan_of(session, vault, person) is None
        assert not support_plan.add_to_plan(session, vault, person, "Call them", "Sam", NOW)
        assert not support_plan.show_plan_to_advisers(session, person, NOW)
        assert not support_plan.forget_plan(session, person)


def test_what_was_agreed_stays_when_a_field_changes(database, vault, person):
    with database.begin() as session:
        support_plan.keep_plan(session, vault, person, WORDS, NOW)
        assert support_plan.add_to_plan(session, vault, person, "Ring the club", "Sam", NOW)
        support_plan.keep_plan(session, vault, person, {**WORDS, "goal": "A cafe"}, NOW)
        plan = support_plan.plan_of(session, vault, person)
    assert plan.fields["goal"] == "A cafe"
    assert plan.agreed == [{"what": "Ring the club", "who": "Sam", "day": "2026-11-24"}]


def test_advisers_see_it_only_after_the_person_agreed(database, vault, person):
    with database.begin() as session:
        support_plan.keep_plan(session, vault, person, WORDS, NOW)
        assert support_plan.plan_for_adviser(session, vault, person) is None
        assert support_plan.show_plan_to_advisers(session, person, NOW)
        assert support_plan.plan_for_adviser(session, vault, person).fields == WORDS


def test_a_deleted_plan_is_gone(database, vault, person):
    with database.begin() as session:
        support_plan.keep_plan(session, vault, person, WORDS, NOW)
        assert support_plan.forget_plan(session, person)
        assert support_plan.plan_of(session, vault, person) is None
