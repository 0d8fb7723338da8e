"""Coming in and going out: links, cookies, form tokens."""

import re

import pytest
from sqlalchemy.exc import OperationalError

from bot.cases import advisers
from bot.cases.models import Case, CaseEvent, ConsoleSession, SignInLink
from bot.console import work
from bot.console.entry import COOKIE


def test_a_link_signs_in_once(house):
    token, browser = house.link(), house.browser()
    assert "Sign in" in browser.get(f"/console/sign-in/{token}").text
    # Looking at the page, as link previews do, has not used it up.
    assert browser.sign_in(token).url.path == "/console/"
    second = house.browser()
    refused = second.sign_in(token)
    assert refused.status_code == 403
    assert "was used before" in refused.text and "How to get a link" in refused.text
    assert second.get().status_code == 401


def test_the_cookie_is_out_of_reach_and_nothing_stored_is_worth_stealing(house):
    token, browser = house.link(), house.browser()
    response = browser.client.post(f"/console/sign-in/{token}", follow_redirects=False)
    cookie = response.headers["set-cookie"]
    assert "HttpOnly" in cookie and "SameSite=strict" in cookie and "Path=/console" in cookie
    value = browser.client.cookies[COOKIE]
    stored = {row.token_hash for row in house.rows(SignInLink) + house.rows(ConsoleSession)}
    assert not stored & {token, value} and all(re.fullmatch("[0-9a-f]{64}", h) for h in stored)


def test_a_newer_link_ends_the_older(house):
    old, new = house.link(), house.link()
    assert house.browser().sign_in(old).status_code == 403
    assert house.browser().sign_in(new).status_code == 200


def test_a_link_gets_too_old(house):
    token = house.link()
    house.clock.move(hours=24, minutes=1)
    refused = house.browser().sign_in(token)
    assert refused.status_code == 403 and "too old" in refused.text


def test_a_link_pressed_again_in_the_same_browser_is_no_error(house):
    token, browser = house.link(), house.browser()
    browser.sign_in(token)
    assert browser.sign_in(token).url.path == "/console/"


def test_who_is_not_signed_in_sees_how_to_get_a_link(house):
    case = house.person().ask_for_person()
    for path in ("/console/", "/console/queue", f"/console/cases/{case}", "/console/cases/x"):
        response = house.browser().get(path)
        assert response.status_code == 401 and "How to get a link" in response.text
    assert house.browser().get("/console/events").status_code == 401


def test_after_sign_out_the_cookie_is_worth_nothing(house):
    browser = house.adviser()
    value = browser.client.cookies[COOKIE]
    gone = browser.client.post("/console/sign-out", data={"form_token": browser.form_token()})
    assert "You are signed out" in gone.text and COOKIE not in browser.client.cookies
    browser.client.cookies.set(COOKIE, value, domain="testserver.local", path="/console")
    assert browser.get().status_code == 401


def test_twenty_hours_of_rest_end_a_session_and_use_keeps_it(house):
    browser = house.adviser()
    for _ in range(3):
        house.clock.move(hours=19)
        assert browser.get().status_code == 200
    house.clock.move(hours=20)
    assert browser.get().status_code == 401


def test_a_disabled_adviser_is_out_at_once_and_their_people_wait_again(house):
    person, browser = house.person(), house.adviser("Sam")
    case = person.ask_for_person()
    browser.post(case, "claim")
    form_token, link = browser.form_token(), house.link("Sam")
    with house.database.begin() as session:
        adviser = advisers.disable(session, "sam", house.clock.now())
    assert browser.get().status_code == 401
    kept = browser.post(case, "reply", text="half a thought", form_token=form_token)
    assert kept.status_code == 401 and "half a thought" in kept.text
    assert house.browser().sign_in(link).status_code == 403
    assert work.put_back_all(house.gateway, adviser) == 1
    assert f"/console/cases/{case}" in house.adviser("Kim").get().text
    assert "Your place in the queue is kept" in person.page()


def test_a_forged_form_is_refused_and_what_was_typed_is_kept(house):
    browser, case = house.adviser(), house.person().ask_for_person()
    for action in ("claim", "reply", "note", "hand_back", "close", "release"):
        refused = browser.post(case, action, form_token="forged", text="my <b>words</b>")
        assert refused.status_code == 403 and "Nothing was done" in refused.text
        assert "my &lt;b&gt;words&lt;/b&gt;" in refused.text
    assert browser.client.post("/console/sign-out").status_code == 403
    assert [e.move for e in house.rows(CaseEvent)] == ["open"]


@pytest.mark.parametrize("name", ["", "  ", "x" * 61, "Sam", "sam", "a\x00b"])
def test_names_that_are_refused(house, name):
    house.link("Sam")
    with house.database.begin() as session, pytest.raises(advisers.PlainError):
        advisers.add_adviser(session, name, house.clock.now())


def test_the_first_adviser_is_made_once(house):
    now = house.clock.now()
    with house.database.begin() as session:
        first = advisers.first_adviser(session, now)
        assert first.name == "Adviser" and advisers.first_adviser(session, now) is first
        advisers.disable(session, "Adviser", now)
        with pytest.raises(advisers.PlainError):
            advisers.new_link(session, first, now)
        assert advisers.first_adviser(session, now).name == "Adviser 2"


def test_static_files_and_nothing_else(house):
    browser = house.browser()
    script = browser.get("/console/static/console.js")
    assert script.status_code == 200 and len(script.content) < 12_000
    assert "javascript" in script.headers["content-type"]
    assert browser.get("/console/static/console.css").status_code == 200
    assert browser.get("/console/static/..%2Froutes.py").status_code == 404


@pytest.mark.parametrize("seen", ["abc", "-1", str(10**30)])
def test_a_form_with_a_field_that_cannot_be_read_is_refused_on_a_page(house, seen):
    person, sam = house.person(), house.adviser("Sam")
    case = person.ask_for_person()
    sam.post(case, "claim")
    answer = sam.post(case, "hand_back", seen=seen, about="We talked about Access to Work")
    assert answer.status_code == 400
    assert "The form could not be read." in answer.text
    assert "We talked about Access to Work</textarea>" in answer.text
    assert house.rows(Case)[0].state == "talking"


def test_while_the_database_is_busy_what_was_typed_is_shown_again(house, monkeypatch):
    person, sam = house.person(), house.adviser("Sam")
    case = person.ask_for_person()
    sam.post(case, "claim")
    token = sam.form_token()

    def locked(**_):
        raise OperationalError("INSERT", {}, Exception("database is locked"))

    with monkeypatch.context() as patch:
        patch.setattr(house.database, "begin", locked)
        answer = sam.post(case, "reply", form_token=token, text="My long reply.")
    assert answer.status_code == 503
    assert "Nothing was stored and nothing was sent." in answer.text
    assert "My long reply.</textarea>" in answer.text
