"""An adviser sees a person's plan only if the person agreed to that."""

import pytest

from bot.conversations import inbox, support_plan


@pytest.fixture
def person(house):
    """Somebody with a plan who asked for a person."""
    person = house.person()
    person.write("hello")
    with house.database.begin() as session:
        talk = inbox.talk_of(session, house.gateway.vault, person.talk_id)
        person.id = talk.row.person_id
        fields = {"goal": "Work with dogs"}
        support_plan.keep_plan(session, house.gateway.vault, person.id, fields, house.clock.now())
    person.ask_for_person()
    return person


def test_without_a_yes_the_plan_is_not_shown(house, person):
    adviser = house.adviser()
    adviser.post(person.case(), "claim")
    assert "Work with dogs" not in adviser.read(person.case())


def test_after_a_yes_the_holder_sees_it_and_nobody_else(house, person):
    with house.database.begin() as session:
        assert support_plan.show_plan_to_advisers(session, person.id, house.clock.now())
    adviser, other = house.adviser(), house.adviser("Kim")
    assert "Work with dogs" not in adviser.read(person.case()), "not before the case is taken"
    adviser.post(person.case(), "claim")
    page = adviser.read(person.case())
    assert "The person's plan" in page and "They agreed that advisers who help them see it." in page
    assert "Work with dogs" in page
    assert "Work with dogs" not in other.read(person.case())
