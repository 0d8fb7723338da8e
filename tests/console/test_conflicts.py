"""An adviser who knows the person elsewhere: nothing of that person reaches them, by any way."""

from bot.cases.models import Case, SafeguardingRecord
from bot.cases.roles import Role
from tests.console.conftest import WORDS
from tests.console.test_around import adviser_id


def test_a_case_is_not_passed_on_to_who_knows_the_person(house, person):
    sam, kim, lee, case = (
        house.adviser("Sam"),
        house.adviser("Kim"),
        house.adviser("Lee"),
        person.case(),
    )
    kim.post(case, "conflict")
    sam.post(case, "claim")
    page = sam.read(case)
    assert ">Lee</option>" in page and ">Kim</option>" not in page
    answer = sam.post(case, "pass_on", to=adviser_id(house, "Kim"), text="", seen="99")
    assert answer.status_code == 409 and "Choose the colleague" in answer.text
    assert house.rows(Case)[0].state == "talking" and "Kim" not in person.page()
    assert lee.get(f"/console/cases/{case}").status_code == 200


def test_who_finds_out_after_the_talk_says_so_then_and_reads_no_more(house, person):
    sam, case = house.adviser("Sam"), person.case()
    sam.post(case, "claim")
    assert sam.post(case, "conflict").status_code == 409
    sam.post(case, "hand_back")
    assert "Hide this person from me" in sam.read(case)
    assert sam.post(case, "conflict").status_code == 200
    assert case not in sam.get().text
    for part in ("", "/messages", "/held", "/help"):
        assert WORDS not in sam.get(f"/console/cases/{case}{part}").text
    assert sam.post(case, "step_in").status_code in (404, 409)
    # The person comes back: they are not promised somebody who will not see it.
    person.ask_for_person()
    again = next(row for row in house.rows(Case) if row.state == "waiting")
    assert again.wanted is None


def test_a_worry_is_for_a_lead_who_does_not_know_the_person(house, person):
    sam, case = house.adviser("Sam"), person.case()
    knows, other = house.adviser("Ann", Role.LEAD), house.adviser("Bob", Role.LEAD)
    knows.post(case, "conflict")
    sam.post(case, "claim")
    sam.post(case, "safeguarding", text="she said he locks her in")
    [record] = house.rows(SafeguardingRecord)
    assert record.lead_id == adviser_id(house, "Bob")
    assert record.id in other.get("/console/safeguarding").text
    assert record.id not in knows.get("/console/safeguarding").text
    data = {"form_token": knows.form_token()}
    assert knows.client.post(f"/console/safeguarding/{record.id}", data=data).status_code == 404
