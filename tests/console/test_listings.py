"""The pages about the directory, as advisers and leads use them, without JavaScript."""

import re
from datetime import date
from html import unescape

import html5lib
import pytest
from sqlalchemy import select

from bot.cases.models import AdviceOrganisation, Adviser
from bot.cases.roles import Role
from bot.conversations import inbox
from bot.directory.changes import ListingReport
from bot.directory.index import reindex
from bot.directory.models import AreaServed, Organisation, Phone, SearchRow, Service
from bot.storage.base import new_id

LISTINGS = "/console/listings"


@pytest.fixture
def club(house) -> str:
    """A club of an organisation; its id."""
    id, owner = new_id(), new_id()
    with house.database.begin() as session:
        session.add(
            Organisation(id=owner, name="Aid Trust", phones=[Phone(number="020 7946 0000")])
        )
        session.flush()
        area = AreaServed(name="Camden")
        session.add(
            Service(id=id, organisation_id=owner, name="Work club", kind="job_club", areas=[area])
        )
        session.flush()
        reindex(session, [id])
    return id


@pytest.fixture
def lead(house):
    return house.adviser("Lee", Role.LEAD)


def controls(tree) -> list:
    return [e for e in tree.iter() if e.tag in ("input", "textarea", "select")]


def fields(page: str) -> dict[str, str]:
    """What a browser would send of the last form of a page, untouched."""
    form = html5lib.parse(page, namespaceHTMLElements=False).findall(".//form")[-1]
    found = {}
    for item in controls(form):
        if item.tag == "select":
            chosen = [o for o in item.iter("option") if "selected" in o.attrib]
            found[item.get("name")] = (chosen or list(item.iter("option")))[0].get("value")
        else:
            text = item.text.strip() if item.tag == "textarea" and item.text else ""
            found[item.get("name")] = item.get("value") or text
    found.pop(None, None)
    return found


def edit(browser, id: str, **values: str):
    """Open the form, change some fields and send it."""
    page = browser.get(f"{LISTINGS}/{id}/edit").text
    return browser.client.post(f"{LISTINGS}/{id}/edit", data={**fields(page), **values})


def press(browser, id: str, action: str, **values: str):
    token = browser.form_token()
    return browser.client.post(f"{LISTINGS}/{id}/{action}", data={"form_token": token, **values})


def row(house, id: str) -> Service:
    with house.database.read() as session:
        found = session.get(Service, id)
        assert found.schedules is not None and found.access is not None and found.areas
        return found


def searchable(house, id: str) -> SearchRow | None:
    with house.database.read() as session:
        return session.scalar(select(SearchRow).where(SearchRow.service_id == id))


def test_a_lead_edits_a_listing_and_it_is_in_its_history(house, lead, club):
    page = edit(lead, club, days="Monday", opens_at="10am", step_free="yes", phone="020 7946 0999",
                boroughs="Camden; Islington", description="We <b>meet</b>")  # fmt: skip
    text = unescape(page.text)
    assert "The listing is changed." in text
    assert "Days: from “nothing” to “MO”" in text and "Edited – Lee" in text
    assert "Phone: from “020 7946 0000” to “020 7946 0999”" in text
    found = row(house, club)
    assert found.schedules[0].opens_at == "10:00" and found.description == "We meet"
    assert searchable(house, club).days == 1 and searchable(house, club).has == 1


def test_a_lead_writes_down_a_quality_mark_a_text_number_a_station_and_the_source(
    house, lead, club
):
    page = edit(lead, club, mark="Advice Quality Standard", mark_level="Casework",
                mark_awarded="1 July 2026", mark_source="https://example.org/marks",
                text_phone="07700 900123", postcode="NW1 0JH", station="Camden Road",
                source_url="https://example.org/club")  # fmt: skip
    text = unescape(page.text)
    assert "Quality mark: from “nothing” to “Advice Quality Standard”" in text
    assert "Nothing was changed: it was like that already." in unescape(edit(lead, club).text)
    with house.database.read() as session:
        found = session.get(Service, club)
        mark = found.organisation.marks[0]
        assert (mark.name, mark.level, mark.awarded) == (
            "Advice Quality Standard", "Casework", date(2026, 7, 1)
        )  # fmt: skip
        assert {p.use: p.number for p in found.organisation.phones} == {
            "voice": "020 7946 0000", "text": "07700 900123"
        }  # fmt: skip
        assert found.places[0].location.station == "Camden Road"
        assert found.source_url == "https://example.org/club"


def test_a_station_without_a_place_and_a_level_without_a_mark_are_asked_about(house, lead, club):
    page = edit(lead, club, station="Camden Road", mark_level="Casework")
    text = unescape(page.text)
    assert page.status_code == 422
    assert 'id="station-problem"' in text and 'id="mark-problem"' in text


def test_people_are_told_what_the_listing_says_now(house, lead, club):
    directory = house.gateway.directory
    assert directory.services([club])[0].description != "We meet on Mondays"
    edit(lead, club, description="We meet on Mondays")
    assert directory.services([club])[0].description == "We meet on Mondays"


def test_sending_the_form_untouched_changes_nothing(house, lead, club):
    assert "Nothing was changed" in edit(lead, club).text
    assert "Nothing was changed since it came" in lead.get(f"{LISTINGS}/{club}").text


def test_wrong_fields_are_named_with_what_was_typed_and_nothing_is_saved(house, lead, club):
    page = edit(
        lead, club, days="Fooday", postcode="XX", name="", url="javascript:x", minimum_age="old"
    )
    assert page.status_code == 422
    text = unescape(page.text)
    for name in ("days", "postcode", "name", "url", "minimum_age"):
        assert f'href="#{name}-text"' in text and f'id="{name}-problem"' in text
    assert "'Fooday' is not a day" in text and 'value="Fooday"' in text
    assert re.search(r"<title>Error: ", text)
    assert row(house, club).name == "Work club" and not row(house, club).schedules


def test_marked_as_checked_today(house, lead, club):
    page = unescape(press(lead, club, "checked").text)
    today = house.clock.london().date()
    assert f"Last checked on {today.day} {today:%B %Y} by Lee." in page
    assert row(house, club).checked == today and row(house, club).checked_by == "Lee"


def test_archived_it_is_not_found_and_it_can_come_back(house, lead, club):
    assert "This listing is not shown to people." in press(lead, club, "archive").text
    assert searchable(house, club) is None
    assert "Work club" in lead.get(f"{LISTINGS}?show=archived").text
    assert "Work club" not in lead.get(LISTINGS).text
    press(lead, club, "restore")
    assert searchable(house, club) is not None
    history = unescape(lead.get(f"{LISTINGS}/{club}").text)
    assert "Archived – Lee" in history and "Restored – Lee" in history


def test_an_advisers_change_waits_for_a_lead(house, lead, club):
    sam = house.adviser("Sam")
    page = unescape(edit(sam, club, cost="Free").text)
    assert "A lead will look at your change." in page and "Cost: from “nothing” to “Free”" in page
    assert press(sam, club, "decide", change="x", decision="approve").status_code == 403
    listed = unescape(lead.get(f"{LISTINGS}?show=proposed").text)
    assert "Work club, Aid Trust" in listed and "Changes that wait: 1." in listed
    shown = lead.get(f"{LISTINGS}/{club}").text
    change = re.search(r'name="change" value="([^"]+)"', shown)[1]
    page = unescape(press(lead, club, "decide", change=change, decision="approve").text)
    assert "The change is made." in page and "Edited – Sam" in page and "Approved by Lee" in page
    again = press(lead, club, "decide", change=change, decision="refuse")
    assert again.status_code == 409 and "has decided about this change already" in again.text


def test_a_refused_change_changes_nothing_and_is_kept(house, lead, club):
    edit(house.adviser("Sam"), club, name="Other name")
    change = re.search(r'name="change" value="([^"]+)"', lead.get(f"{LISTINGS}/{club}").text)[1]
    page = unescape(press(lead, club, "decide", change=change, decision="refuse").text)
    assert "Refused by Lee" in page and row(house, club).name == "Work club"


def test_people_of_another_organisation_cannot_change_it(house, club):
    sam = house.adviser("Sam")
    with house.database.begin() as session:
        other = AdviceOrganisation(name="Elsewhere", listing=new_id(), created=house.clock.now())
        session.add(other)
        session.flush()
        session.scalars(
            select(Adviser).where(Adviser.name == "Sam")
        ).one().organisation_id = other.id
    assert "Only people of Aid Trust and leads" in sam.get(f"{LISTINGS}/{club}").text
    assert sam.get(f"{LISTINGS}/{club}/edit").status_code == 403
    for action in ("edit", "checked", "settle"):
        assert press(sam, club, action, name="Taken").status_code == 403
    assert row(house, club).name == "Work club"


def test_a_new_listing_of_a_new_organisation(house, lead):
    form = fields(lead.get(f"{LISTINGS}/new").text)
    sent = {**form, "new_organisation": "New Trust", "name": "Choir", "kind": "peer_support",
            "boroughs": "Camden", "bsl": "yes"}  # fmt: skip
    page = unescape(lead.client.post(f"{LISTINGS}/new", data=sent).text)
    assert "The listing is added." in page and "Choir, New Trust" in page and "Added – Lee" in page
    lead.client.post(f"{LISTINGS}/new", data=sent)
    assert [r.name for r in house.rows(Service)] == ["Choir"]
    assert searchable(house, form["id"]).kind == "peer_support"


def test_a_listing_an_adviser_adds_is_shown_to_people_after_a_lead_approved(house, lead, club):
    sam = house.adviser("Sam")
    form = fields(sam.get(f"{LISTINGS}/new").text)
    with house.database.read() as session:
        owner = session.get(Service, club).organisation_id
    sent = {**form, "organisation": owner, "name": "Choir", "boroughs": "Camden"}
    sam.client.post(f"{LISTINGS}/new", data=sent)
    assert searchable(house, form["id"]) is None
    change = re.search(r'name="change" value="([^"]+)"', lead.get(f"{LISTINGS}/{form['id']}").text)[
        1
    ]
    press(lead, form["id"], "decide", change=change, decision="approve")
    assert searchable(house, form["id"]) is not None


def test_a_new_listing_needs_an_organisation_and_a_name(house, lead):
    form = fields(lead.get(f"{LISTINGS}/new").text)
    assert "Choose an organisation, or name a new one." in lead.client.post(
        f"{LISTINGS}/new", data={**form, "name": "Choir"}
    ).text  # fmt: skip
    page = lead.client.post(f"{LISTINGS}/new", data={**form, "new_organisation": "New Trust"})
    assert page.status_code == 422 and "Give the service a name." in page.text
    assert house.rows(Organisation) == [] and house.rows(Service) == []


def report(house, club: str, words: str) -> None:
    person = house.person()
    with house.database.begin() as session:
        talk = inbox.talk_of(session, house.gateway.vault, person.talk_id)
        sealed = talk.key.seal("report", words)
        session.add(
            ListingReport(service_id=club, conversation_id=talk.id, what="contact", words=sealed,
                          at=house.clock.now())
        )  # fmt: skip


def test_a_report_stands_beside_the_listing_and_is_settled_with_a_name(house, lead, club):
    report(house, club, "that <number> is wrong")
    assert "Reports that it is wrong: 1." in lead.get(f"{LISTINGS}?show=reports").text
    page = unescape(lead.get(f"{LISTINGS}/{club}").text)
    assert "that <number> is wrong" in page and "Phone, email or website wrong" in page
    assert "<number>" not in lead.get(f"{LISTINGS}/{club}").text
    [kept] = house.rows(ListingReport)
    page = unescape(press(lead, club, "settle", report=kept.id, text="Rang them: new number").text)
    assert "Settled by Lee" in page and "Rang them: new number" in page
    assert "There is none here." in lead.get(f"{LISTINGS}?show=reports").text


def test_to_check_again_the_oldest_come_first(house, lead, club):
    press(lead, club, "checked")
    with house.database.begin() as session:
        owner = session.get(Service, club).organisation_id
        session.add(Service(id=new_id(), organisation_id=owner, name="Never checked"))
    page = lead.get(f"{LISTINGS}?show=check").text
    assert page.index("Never checked") < page.index("Work club")


def test_words_find_a_listing_and_odd_words_none(house, lead, club):
    assert "Work club" in lead.get(f"{LISTINGS}?q=aid+club").text
    for odd in ("%25", "zzz_", "zzz", "<script>"):
        page = lead.get(f"{LISTINGS}?q={odd}")
        assert page.status_code == 200 and "There is none here." in page.text
    assert lead.get(f"{LISTINGS}?q=%00").status_code == 200


@pytest.mark.parametrize("path", ["", "/new", "/{id}", "/{id}/edit", "?show=check", "/none"])
def test_every_page_is_whole_html_and_every_field_has_a_label(house, lead, club, path):
    page = lead.get(f"{LISTINGS}{path.format(id=club)}").text
    parser = html5lib.HTMLParser(namespaceHTMLElements=False, strict=False)
    tree = parser.parse(page)
    assert [e for e in parser.errors if e[1] != "expected-doctype-but-got-start-tag"] == []
    labelled = {label.get("for") for label in tree.iter("label")}
    ids = [e.get("id") for e in tree.iter() if isinstance(e.tag, str) and e.get("id")]
    assert len(ids) == len(set(ids))
    for item in controls(tree):
        if item.get("type") != "hidden":
            assert item.get("id") in labelled
        for other in (item.get("aria-describedby") or "").split():
            assert other in ids


def test_a_form_from_elsewhere_does_nothing(house, lead, club):
    sent = {"form_token": "wrong", "name": "Taken"}
    assert lead.client.post(f"{LISTINGS}/{club}/edit", data=sent).status_code == 403
    assert row(house, club).name == "Work club"
