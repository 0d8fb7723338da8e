"""The pages about the directory in a real browser: axe on each of them, and a walk by keys alone."""

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from bot.cases.models import AdviceOrganisation, Adviser
from bot.cases.roles import Role
from bot.conversations import inbox
from bot.directory.changes import ListingReport
from bot.directory.index import reindex
from bot.directory.models import AreaServed, Organisation, Service
from bot.storage.base import new_id
from tests.browser import test_console as base
from tests.browser.axe import violations
from tests.browser.test_console import open_details, open_page_list, sign_in, walk_to
from tests.console.conftest import House

console, page = base.console, base.page
LISTINGS = "/console/listings"


@pytest.fixture
def club(console) -> str:
    return two_listings(console.house)


def two_listings(house: House) -> str:
    """The listing of a club of Aid Trust; another organisation has one too."""
    ids = new_id(), new_id()
    with house.database.begin() as session:
        for id, owner, name in (
            (ids[0], "Aid Trust", "Work club"),
            (ids[1], "Elsewhere", "Choir"),
        ):
            organisation = Organisation(id=new_id(), name=owner)
            areas = [AreaServed(name="Camden")]
            session.add(
                Service(id=id, organisation=organisation, name=name, kind="job_club", areas=areas)
            )
        session.flush()
        reindex(session, ids)
    return ids[0]


def belongs_to_aid_trust(console, name: str, club: str) -> None:
    """Somebody of Aid Trust itself: of its own listings only."""
    with console.house.database.begin() as session:
        owner = session.get(Service, club).organisation_id
        group = AdviceOrganisation(
            name="Aid Trust", listing=owner, created=console.house.clock.now()
        )
        session.add(group)
        session.flush()
        session.scalars(
            select(Adviser).where(Adviser.name == name)
        ).one().organisation_id = group.id


def report(console, club: str) -> None:
    person = console.house.person()
    with console.house.database.begin() as session:
        talk = inbox.talk_of(session, console.house.gateway.vault, person.talk_id)
        words = talk.key.seal("report", "that number is wrong")
        now = console.house.clock.now()
        session.add(ListingReport(
            service_id=club, conversation_id=talk.id, what="contact", words=words, at=now
        ))  # fmt: skip


def states(console, page: Page, club: str):
    """Every page about the directory, one after the other."""
    report(console, club)
    sign_in(console, page, "Sam")
    page.goto(f"{LISTINGS}/{club}/edit")
    yield "form of an adviser"
    page.get_by_label("What it is").fill("We look for work together")
    page.get_by_role("button", name="Send to a lead").click()
    yield "change that waits"
    page.get_by_role("button", name="Sign out", exact=True).click()
    sign_in(console, page, "Lee", Role.LEAD)
    for path in ("", "?show=reports", "?show=proposed", "?show=archived", "/none", "/new"):
        page.goto(LISTINGS + path)
        yield path or "list"
    page.get_by_role("button", name="Save").click()
    yield "new listing with errors"
    page.goto(f"{LISTINGS}/{club}/edit")
    page.get_by_label("Postcode").fill("nowhere")
    page.get_by_role("button", name="Save").click()
    yield "form with an error"
    page.goto(f"{LISTINGS}/{club}")
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    yield "listing with a report and a change"
    page.get_by_role("button", name="Approve").click()
    yield "approved"


def test_axe_finds_nothing_and_nothing_is_wider_than_a_small_screen(console, page, club):
    page.set_viewport_size({"width": 320, "height": 640})
    found, wide = {}, {}
    for state in states(console, page, club):
        if faults := violations(page):
            found[state] = faults
        width = page.evaluate("document.documentElement.scrollWidth")
        if width > 320:
            wide[state] = width
    assert found == {} and wide == {}


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_with_keys_only_add_edit_approve_mark_and_archive(console, chromium, club, scripts):
    [theirs] = open_page_list(chromium, console, java_script_enabled=scripts)
    [leads] = open_page_list(chromium, console, java_script_enabled=scripts)
    sign_in(console, theirs, "Sam")
    sign_in(console, leads, "Lee", Role.LEAD)
    belongs_to_aid_trust(console, "Sam", club)

    # Their own listing: a change that waits for a lead.
    theirs.goto(LISTINGS)
    walk_to(theirs, "Work club, Aid Trust", "link")
    theirs.keyboard.press("Enter")
    walk_to(theirs, "Edit this listing", "link")
    theirs.keyboard.press("Enter")
    expect(theirs.get_by_role("heading", level=1)).to_have_text("Edit Work club")
    walk_to(theirs, "Days", "textbox")
    theirs.keyboard.type("Monday")
    walk_to(theirs, "Send to a lead", "button")
    theirs.keyboard.press("Enter")
    expect(theirs.locator("#done")).to_contain_text("A lead will look at your change.")
    # That of others: nothing to press.
    theirs.goto(LISTINGS)
    walk_to(theirs, "Choir, Elsewhere", "link")
    theirs.keyboard.press("Enter")
    expect(theirs.get_by_role("main")).to_contain_text("Only people of Elsewhere and leads")
    assert theirs.get_by_role("link", name="Edit this listing").count() == 0

    # The lead approves, marks it as checked, puts it away and brings it back.
    leads.goto(f"{LISTINGS}?show=proposed")
    walk_to(leads, "Work club, Aid Trust", "link")
    leads.keyboard.press("Enter")
    walk_to(leads, "Approve", "button")
    leads.keyboard.press("Enter")
    expect(leads.locator("#done")).to_have_text("The change is made.")
    walk_to(leads, "Mark as checked today", "button")
    leads.keyboard.press("Enter")
    expect(leads.locator("#done")).to_have_text("It is marked as checked today.")
    open_details(leads, "Archive this listing")
    walk_to(leads, "Archive", "button")
    leads.keyboard.press("Enter")
    expect(leads.locator("#done")).to_contain_text("It is archived.")
    walk_to(leads, "Bring it back", "button")
    leads.keyboard.press("Enter")
    expect(leads.locator("#done")).to_contain_text("It is back.")
    for words in ("Days: from “nothing” to “MO”", "Approved by Lee", "Archived – Lee"):
        expect(leads.locator("ol.history")).to_contain_text(words)

    # A new one; what is missing is said, with the way to the field, and nothing typed is lost.
    walk_to(leads, "All listings", "link")
    leads.keyboard.press("Enter")
    walk_to(leads, "Add a listing", "link")
    leads.keyboard.press("Enter")
    walk_to(leads, "Name of a new organisation", "textbox")
    leads.keyboard.type("New Trust")
    walk_to(leads, "Save", "button")
    leads.keyboard.press("Enter")
    expect(leads.locator("#problem")).to_contain_text("Give the service a name.")
    walk_to(leads, "Give the service a name.", "link")
    leads.keyboard.press("Enter")
    leads.keyboard.press("Shift+Tab")
    leads.keyboard.press("Tab")
    leads.keyboard.type("Drop-in")
    walk_to(leads, "Save", "button")
    leads.keyboard.press("Enter")
    expect(leads.get_by_role("heading", level=1)).to_have_text("Drop-in, New Trust")
    for context in (theirs.context, leads.context):
        context.close()
