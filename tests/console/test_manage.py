"""Managing advisers and organisations: who may, what changes, and the history of it."""

import re

import pytest
from sqlalchemy import select

from bot.cases.models import AdviceArea, AdviceOrganisation, Adviser, Change, ClosedDay, SavedReply
from bot.cases.roles import Role
from tests.console.test_held import change


@pytest.fixture
def boss(house):
    return house.adviser("Bo", Role.SERVICE_MANAGER)


def send(browser, action: str, **fields):
    data = {"form_token": browser.form_token(), **fields}
    return browser.client.post(f"/console/manage/{action}", data=data)


def organisation(house, boss, name: str = "Camden Access") -> str:
    send(boss, "organisations", name=name)
    with house.database.read() as session:
        return session.scalar(select(AdviceOrganisation.id).where(AdviceOrganisation.name == name))


def adviser(house, name: str) -> Adviser:
    return next(row for row in house.rows(Adviser) if row.name == name)


def test_an_invitation_link_signs_in_once(house, boss):
    page = send(boss, "advisers", name="Kim", role="lead").text
    token = re.search(r"/console/sign-in/([\w-]+)</code>", page)[1]
    kim = house.browser()
    assert kim.sign_in(token).url.path == "/console/"
    assert house.browser().sign_in(token).status_code == 403
    assert adviser(house, "Kim").role == "lead"
    assert [c.what for c in house.rows(Change)] == ["Added Kim as lead"]
    assert "Added Kim as lead" in boss.get("/console/manage").text


@pytest.mark.parametrize("fields", [{"name": ""}, {"name": "Bo"}, {"name": "K", "role": "boss"}])
def test_a_bad_invitation_adds_nobody(house, boss, fields):
    assert send(boss, "advisers", **{"role": "adviser", **fields}).status_code == 400
    assert len(house.rows(Adviser)) == 1 and house.rows(Change) == []


def test_switching_off_ends_sessions_and_puts_people_back(house, boss):
    sam, person = house.adviser("Sam"), house.person()
    case = person.ask_for_person()
    sam.post(case, "claim")
    page = send(boss, "advisers/disable", adviser=adviser(house, "Sam").id).text
    assert "Sam can no longer sign in. 1 case was put back." in page
    assert sam.get().status_code == 401 and case in boss.get().text
    assert "Your place in the queue is kept" in person.page()


def test_nobody_switches_themselves_off_or_gives_more_than_they_have(house, boss):
    manager = house.adviser("May", Role.ORGANISATION_MANAGER)
    me = adviser(house, "Bo").id
    assert send(boss, "advisers/disable", adviser=me).status_code == 400
    assert send(boss, "advisers/role", adviser=me, role="adviser").status_code == 400
    kim = send(manager, "advisers", name="Kim", role="service_manager")
    assert kim.status_code == 400 and "Only a service manager" in kim.text
    assert send(manager, "advisers/role", adviser=me, role="adviser").status_code == 400
    assert send(manager, "advisers/link", adviser=me).status_code == 400
    assert adviser(house, "Bo").role == "service_manager"


def test_hours_areas_and_days_closed_change_at_once_and_stand_in_the_history(house, boss):
    home = organisation(house, boss)
    page = send(
        boss,
        "organisations/change",
        organisation=home,
        hours="Mon-Tue 09:00-12:30",
        areas="Camden, Islington",
        closed="24/12/2026",
        fallback="true",
    ).text
    assert "Camden Access was changed." in page and "9am to 12:30pm" in page
    assert {a.borough for a in house.rows(AdviceArea)} == {"Camden", "Islington"}
    assert len(house.rows(ClosedDay)) == 1 and house.rows(AdviceOrganisation)[0].fallback
    changes = [c.what for c in house.rows(Change)]
    assert "Camden Access: hours from none to Mon-Tue 09:00-12:30" in changes
    send(boss, "organisations/change", organisation=home, hours="", areas="Camden", closed="")
    assert {a.borough for a in house.rows(AdviceArea)} == {"Camden"}
    assert house.rows(ClosedDay) == []


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"hours": "whenever"}, "must look like"),
        ({"hours": "Mon 16:00-10:00"}, "must look like"),
        ({"closed": "Christmas"}, "is not a date"),
        ({"areas": "x" * 61}, "at most 40 boroughs"),
    ],
)
def test_what_cannot_be_read_changes_nothing_and_is_kept(house, boss, fields, said):
    home = organisation(house, boss)
    good = {"hours": "Mon 10:00-12:00", "areas": "Camden", "closed": ""}
    refused = send(boss, "organisations/change", organisation=home, **{**good, **fields})
    assert refused.status_code == 400 and said in refused.text
    assert next(iter(fields.values())) in refused.text
    assert house.rows(AdviceArea) == [] and house.rows(AdviceOrganisation)[0].hours == ""


def test_a_manager_changes_their_own_organisation_only(house, boss):
    mine, other = organisation(house, boss), organisation(house, boss, "Other")
    manager = house.adviser("May", Role.ORGANISATION_MANAGER)
    with house.database.begin() as session:
        session.get(Adviser, adviser(house, "May").id).organisation_id = mine
    assert "Other" not in manager.get("/console/manage").text
    refused = send(manager, "organisations/change", organisation=other, hours="Mon 10:00-11:00")
    assert refused.status_code == 400 and "your own organisation only" in refused.text
    assert send(manager, "organisations/change", organisation=mine).status_code == 200
    assert send(manager, "organisations", name="Third").status_code == 403
    assert send(manager, "advisers/link", adviser=adviser(house, "Bo").id).status_code == 400


def test_a_shared_reply_is_of_one_organisation_and_its_changes_are_in_the_history(house, boss):
    data = {"shortcut": "hours", "text": "We are open from 10 to 4.", "shared": "true"}
    boss.client.post("/console/saved", data=data | {"form_token": boss.form_token()})
    kim = house.adviser("Kim", Role.ORGANISATION_MANAGER)
    change(house, "Kim", organisation_id=organisation(house, boss))
    theirs = data | {"text": "We are open on Tuesdays.", "form_token": kim.form_token()}
    kim.client.post("/console/saved", data=theirs)
    assert sorted(row.text[:22] for row in house.rows(SavedReply)) == [
        "We are open from 10 to", "We are open on Tuesday",
    ]  # fmt: skip
    for row in house.rows(SavedReply):
        form = {"reply": row.id, "form_token": kim.form_token()}
        kim.client.post("/console/saved/remove", data=form)
    assert [row.text for row in house.rows(SavedReply)] == ["We are open from 10 to 4."]
    page = kim.get("/console/manage").text
    assert "Saved the shared reply /hours – Kim" in page
    assert "Removed the shared reply /hours – Kim" in page
