"""What a person hears of when somebody is there: a time at which an adviser really is."""

from datetime import datetime

import pytest

from bot.cases.models import AdviceArea, AdviceOrganisation, Case
from bot.cases.roles import Role
from bot.clock import LONDON
from bot.conversations.worker import lapse_case
from bot.dialogue.client import Understood
from tests.console.conftest import House, Person
from tests.console.test_held import change

MONDAY = datetime(2026, 11, 23, 12, 0)


@pytest.fixture
def monday(house: House) -> House:
    house.clock.set(MONDAY)
    return house


def asks(house: House, person: Person, share: str = "yes") -> str:
    """The person asks for somebody; what they hear."""
    plan = [{"handover": {"kind": "asked", "share": share}}]
    house.gateway.rasa.ask = lambda *_, **__: Understood("talk_to_human", 0.9, plan=plan)
    person.write("can I talk to someone")
    return house.words(house.messages()[-1])


def due(house: House) -> datetime:
    return house.rows(Case)[0].due.astimezone(LONDON).replace(tzinfo=None, microsecond=0)


def test_open_with_nobody_on_shift_is_not_called_open(monday):
    monday.adviser("Sam")
    change(monday, "Sam", shifts="Tue 10:00-11:00; Tue 15:00-17:00")
    assert "We open again tomorrow at 10am." in asks(monday, monday.person())
    assert due(monday) == datetime(2026, 11, 24, 11, 0)
    monday.clock.set(datetime(2026, 11, 24, 12, 0))
    assert "We open again today at 3pm." in asks(monday, monday.person())


def test_it_lapses_after_an_hour_in_which_somebody_was_there(monday):
    monday.adviser("Sam")
    change(monday, "Sam", shifts="Tue 10:00-10:30; Wed 14:00-16:00")
    person = monday.person()
    asks(monday, person)
    case = person.case()
    monday.clock.set(datetime(2026, 11, 25, 14, 29))
    lapse_case(monday.gateway, case)
    assert monday.rows(Case)[0].state == "waiting"
    monday.clock.set(datetime(2026, 11, 25, 14, 31))
    lapse_case(monday.gateway, case)
    assert "We are open now, until 4pm." in monday.words(monday.messages()[-1])


def test_one_of_two_advisers_is_enough(monday):
    for name, shifts in (("Sam", "Tue 10:00-13:00"), ("Kim", "Mon 11:00-14:00")):
        monday.adviser(name)
        change(monday, name, shifts=shifts)
    assert "We are open now, until 2pm." in asks(monday, monday.person())


def test_a_break_of_everybody_is_told(monday):
    monday.adviser("Sam")
    change(monday, "Sam", away=monday.clock.now())
    assert "Everybody is on a break just now." in asks(monday, monday.person())
    monday.adviser("Kim")
    assert "We are open now, until 4pm." in asks(monday, monday.person())


def test_no_time_is_made_up_when_nobody_has_a_shift(monday):
    monday.gateway.settings.opening_hours = ""
    assert "I do not know yet when somebody is back." in asks(monday, monday.person())


def test_an_adviser_promises_a_call_back_for_when_they_are_there(monday):
    person, sam = monday.person(), monday.adviser("Sam")
    change(monday, "Sam", shifts="Fri 13:00-15:00")
    case = person.ask_for_person()
    sam.post(case, "claim")
    sam.post(case, "promise_callback")
    assert "Sam will get back to you by Friday 27 November at 2pm." in person.page()
    assert due(monday) == datetime(2026, 11, 27, 14, 0)


def test_put_back_the_hours_are_those_of_the_organisation(monday):
    organisation = serving(monday, "Camden", "Wed 10:00-12:00")
    sam, person = monday.adviser("Sam", Role.ADVISER), monday.person()
    change(monday, "Sam", organisation_id=organisation)
    case = person.ask_for_person()
    sam.post(case, "claim")
    sam.post(case, "release")
    assert "We open again Wednesday 25 November at 10am." in person.page()
    assert due(monday) == datetime(2026, 11, 25, 11, 0)


def test_a_manager_sees_the_times_people_are_told(monday):
    organisation = serving(monday, "Camden", "Mon-Fri 10:00-16:00")
    boss = monday.adviser("Boss", Role.SERVICE_MANAGER)
    change(monday, "Boss", organisation_id=organisation, shifts="Tue 10:00-12:00; Tue 14:00-15:00")
    page = boss.get("/console/manage").text
    assert "Tuesday 24 November: 10am to 12pm and 2pm to 3pm" in page
    assert "Wednesday 25 November: closed" in page


def serving(house: House, borough: str, hours: str) -> str:
    """An organisation that answers people of this borough; its id."""
    with house.database.begin() as session:
        row = AdviceOrganisation(name=f"{borough} Access", hours=hours, created=house.clock.now())
        session.add(row)
        session.flush()
        session.add(AdviceArea(organisation_id=row.id, borough=borough))
        return row.id
