"""Around a talk: looking first, passing on, coming back, call backs, help with words, safeguarding."""

import pytest
from sqlalchemy import select, update

from bot.cases import desk
from bot.cases.models import (
    Adviser,
    Case,
    CaseAlarm,
    CaseRead,
    Draft,
    Kind,
    Note,
    SafeguardingEntry,
    SafeguardingRecord,
)
from bot.cases.roles import Role
from bot.channels.base import CHANNELS
from bot.conversations import inbox
from bot.conversations.compose import Outgoing
from bot.conversations.models import Author
from bot.conversations.state import TalkState
from tests.console.conftest import WORDS


@pytest.fixture
def person(house):
    person = house.person()
    person.write(WORDS)
    person.write("what is Access to Work? does it cost anything?")
    person.ask_for_person()
    return person


def adviser_id(house, name: str) -> str:
    with house.database.read() as session:
        return session.scalar(select(Adviser.id).where(Adviser.name == name))


def test_reading_an_unclaimed_case_needs_a_reason_and_is_written_down(house, person):
    sam, case = house.adviser("Sam"), person.case()
    for why in ("", "curious"):
        refused = sam.post(case, "look", why=why)
        assert refused.status_code == 409 and "Choose why" in refused.text
        assert WORDS not in refused.text
    assert house.rows(CaseRead) == []
    page = sam.post(case, "look", why="urgent").text
    assert WORDS in page and "You have not taken this case" in page
    [read] = house.rows(CaseRead)
    assert (read.why, read.adviser_id) == ("urgent", adviser_id(house, "Sam"))
    house.adviser("Kim").post(case, "claim")
    assert sam.post(case, "look", why="urgent").status_code == 409


def test_a_conflict_of_interest_hides_the_person_from_one_adviser_only(house, person):
    sam, kim, case = house.adviser("Sam"), house.adviser("Kim"), person.case()
    sam.post(case, "conflict")
    assert case not in sam.get().text and case in kim.get().text
    assert sam.get(f"/console/cases/{case}").status_code == 404
    for action in ("claim", "look", "reply", "note"):
        assert WORDS not in sam.post(case, action, why="urgent", text="hello").text
    assert house.messages(Author.ADVISER) == []


def test_passing_on_asks_the_colleague_first_and_tells_the_person(house, person):
    sam, kim, case = house.adviser("Sam"), house.adviser("Kim"), person.case()
    sam.post(case, "claim")
    kept = sam.post(case, "pass_on", text="she knows BSL", to="", seen="9")
    assert kept.status_code == 409 and "she knows BSL" in kept.text
    sam.post(case, "pass_on", text="she knows BSL", to=adviser_id(house, "Kim"), seen="9")
    assert "Sam has asked Kim to take over" in person.page()
    assert "Kept for you." in kim.get().text and "Kept for Kim" in sam.get().text
    kim.post(case, "claim")
    assert "she knows BSL" in kim.read(case)
    assert house.rows(Case)[0].due is None


def test_a_colleague_who_does_not_come_is_no_dead_end(house, person):
    sam, lou, case = house.adviser("Sam"), house.adviser("Lou"), person.case()
    house.adviser("Kim")
    sam.post(case, "claim")
    sam.post(case, "pass_on", to=adviser_id(house, "Kim"), seen="9")
    assert house.rows(Case)[0].due is not None
    assert lou.post(case, "claim").status_code == 200


def test_coming_back_within_72_hours_keeps_the_time_between_private(house, person):
    sam, case = house.adviser("Sam"), person.case()
    sam.post(case, "claim")
    sam.post(case, "hand_back")
    person.write("something private for the assistant")
    assert house.adviser("Kim").post(case, "step_in").status_code == 409
    sam.post(case, "step_in")
    person.write("hello again")
    page = sam.read(case)
    assert WORDS in page and "hello again" in page and "something private" not in page
    sam.post(case, "close")
    house.clock.move(hours=73)
    sam.sign_in(house.link("Sam"))
    assert sam.post(case, "step_in").status_code == 409


def test_what_was_agreed_is_seen_by_the_person_before_it_is_kept(house, person):
    sam, case = house.adviser("Sam"), person.case()
    sam.post(case, "claim")
    sam.post(case, "hand_back", about="Access to Work", agreed="I call on Monday", next_step="")
    page = person.page()
    assert "Sam wrote down what you talked about" in page and "I call on Monday" in page
    assert "has seen it and has not answered" in sam.read(case)
    person.write("Keep it and put it in my plan")
    assert "it is in your plan too" in person.page()
    assert "said yes to keeping it" in sam.read(case)


def test_the_assistant_greets_with_what_was_agreed(house, person):
    sam, case = house.adviser("Sam"), person.case()
    sam.post(case, "claim")
    sam.post(case, "hand_back", agreed="I call on Monday")
    person.write("Yes, keep it")
    house.clock.move(days=3)
    house.gateway.rasa.says = "greet"
    person.write("hello")
    hello = house.words(house.messages(Author.ASSISTANT)[-1])
    assert "Hello again." in hello and "Sam wrote down" in hello and "I call on Monday" in hello


def test_a_person_may_have_the_summary_deleted(house, person):
    sam, case = house.adviser("Sam"), person.case()
    sam.post(case, "claim")
    sam.post(case, "hand_back", about="Access to Work")
    person.write("no")
    assert "What Sam wrote down is deleted." in person.page()
    assert house.rows(Case)[0].summary is None and "What was agreed" not in sam.read(case)
    house.gateway.rasa.says = "greet"
    person.write("hello")
    hello = house.words(house.messages(Author.ASSISTANT)[-1])
    assert "Hello. I am Alongside" in hello and "Access to Work" not in hello.partition("ask me")[0]


def test_too_long_a_line_is_kept_and_nothing_is_done(house, person):
    sam, case = house.adviser("Sam"), person.case()
    sam.post(case, "claim")
    refused = sam.post(case, "hand_back", about="x" * 301)
    assert refused.status_code == 409 and "x" * 301 in refused.text
    assert house.rows(Case)[0].state == "talking"


def test_a_promised_call_back_stands_in_its_own_list_for_the_adviser(house, person):
    sam, case = house.adviser("Sam"), person.case()
    sam.post(case, "claim")
    sam.post(case, "promise_callback")
    page = sam.get().text
    assert "Call backs due: 1" in page and "Promised by" in page and "Kept for you." in page
    assert "Sam will get back to you by" in person.page()
    house.clock.move(days=5)
    with house.database.begin() as session:
        [late] = desk.late_callbacks(session, house.clock.now())
        desk.callback_is_late(session, late, house.clock.now())
    sam.sign_in(house.link("Sam"))
    assert "Promised late" in sam.get().text
    assert "A promised call back is late" in house.adviser("Lee", Role.LEAD).get().text


def test_only_leads_see_alarms_and_one_of_them_sees_to_it(house):
    house.person().write("I want to kill myself")
    sam, lead = house.adviser("Sam"), house.adviser("Lee", Role.LEAD)
    assert "Alarms" not in sam.get().text
    page = lead.get().text
    assert "Alarms: 1" in page and "Somebody may be in danger" in page
    [alarm] = house.rows(CaseAlarm)
    lead.client.post(f"/console/alarms/{alarm.id}/seen", data={"form_token": lead.form_token()})
    assert "Alarms" not in lead.get().text
    assert house.rows(CaseAlarm)[0].seen_by == adviser_id(house, "Lee")


def test_after_a_crisis_talk_the_next_is_not_a_crisis_unless_they_choose(house, person):
    first, second = house.person(), house.person()
    first.write("I want to kill myself")
    second.write("I want to end my life")
    sam = house.adviser("Sam")
    sam.post(first.case(), "claim")
    done = sam.post(first.case(), "close")
    assert done.url.path == "/console/breathe" and "Take a moment" in done.text
    page = sam.get().text
    assert page.index(person.case()) < page.index(second.case())
    other = house.adviser("Kim").get().text
    assert other.index(second.case()) < other.index(person.case())
    sam.client.post("/console/breathe/ready", data={"form_token": sam.form_token()})
    page = sam.get().text
    assert page.index(second.case()) < page.index(person.case())


def test_nobody_takes_more_talks_than_they_said_but_a_crisis_is_taken(house, person):
    sam = house.adviser("Sam")
    with house.database.begin() as session:
        session.execute(update(Adviser).values(capacity=1))
    sam.post(person.case(), "claim")
    other = house.person()
    case = other.ask_for_person()
    refused = sam.post(case, "claim")
    assert refused.status_code == 409 and "as many as you said you can" in refused.text
    other.write("I want to kill myself")
    assert sam.post(case, "claim").status_code == 200


def test_needs_are_shown_and_matched_with_skills(house):
    plain, signs = house.person(), house.person()
    cases = [plain.ask_for_person(), signs.ask_for_person()]
    house.clock.move(minutes=1)
    with house.database.begin() as session:
        talk = inbox.talk_of(session, house.gateway.vault, plain.talk_id)
        row = session.get(Case, cases[0])
        row.needs = talk.key.seal("needs", ["bsl"])
    sam, kim = house.adviser("Sam"), house.adviser("Kim")
    with house.database.begin() as session:
        session.execute(update(Adviser).where(Adviser.name == "Kim").values(skills=["bsl"]))
    assert "Needs: British Sign Language (BSL)" in sam.get().text
    page = sam.get().text
    assert page.index(cases[1]) < page.index(cases[0])
    page = kim.get().text
    assert page.index(cases[0]) < page.index(cases[1])


def test_a_draft_is_kept_sealed_until_it_is_sent(house, person):
    sam, case = house.adviser("Sam"), person.case()
    sam.post(case, "claim")
    sam.post(case, "draft", text="half a thought")
    assert b"half a thought" not in house.rows(Draft)[0].body
    again = house.browser()
    again.sign_in(house.link("Sam"))
    assert "half a thought" in again.read(case)
    assert house.adviser("Kim").post(case, "draft", text="mine").status_code == 403
    sam.post(case, "reply", text="half a thought, whole", once="a")
    assert house.rows(Draft) == []


def test_the_price_of_a_text_and_what_it_gives_away_are_told_before_sending(house):
    person = house.person("sms")
    case, sam = person.ask_for_person(), house.adviser("Sam")
    sam.post(case, "claim")
    token = sam.form_token()
    data = {"form_token": token, "text": "x" * 200}
    said = sam.client.post(
        f"/console/cases/{case}/draft", data=data, headers={"Accept": "application/json"}
    ).json()["about"]
    assert said == "This is 2 text messages and costs about 9p."
    secret = "Is AB 12 34 56 C your number?"
    warned = sam.post(case, "reply", text=secret, once="a")
    assert warned.status_code == 409 and "a National Insurance number" in warned.text
    assert secret in warned.text and house.messages(Author.ADVISER) == []
    assert sam.post(case, "reply", text=secret, once="a", sure="true").status_code == 200
    assert len(house.messages(Author.ADVISER)) == 1


def test_the_summary_quotes_and_invents_nothing(house, person):
    sam, case = house.adviser("Sam"), person.case()
    sam.post(case, "claim")
    page = sam.read(case)
    assert "So far, in short" in page
    assert "Asked: “<bdi>what is Access to Work? does it cost anything?</bdi>”" in page


def test_help_suggests_answers_with_source_and_date_and_puts_them_into_the_draft(house, person):
    sam, case = house.adviser("Sam"), person.case()
    assert sam.get(f"/console/cases/{case}/help").status_code == 404
    sam.post(case, "claim")
    house.gateway.rasa.says = "atw_what"
    page = sam.get(f"/console/cases/{case}/help").text
    assert "What Access to Work is" in page and "From " in page
    put = sam.post(case, "put", what="answer:atw_what")
    assert put.url.fragment == "reply-text" and "Access to Work" in sam.read(case)
    assert house.messages(Author.ADVISER) == [], "nothing is sent by itself"
    assert sam.post(case, "put", what="answer:../../etc").status_code == 200


def test_saved_replies_by_shortcut_and_who_may_change_them(house, person):
    sam, boss = house.adviser("Sam"), house.adviser("Bo", Role.ORGANISATION_MANAGER)
    data = {"form_token": sam.form_token(), "shortcut": "/hello", "text": "Hello, I am Sam."}
    sam.client.post("/console/saved", data=data)
    shared = {"shortcut": "bye", "text": "Take care.", "shared": "true"}
    refused = sam.client.post("/console/saved", data=shared | {"form_token": sam.form_token()})
    assert refused.status_code == 400 and "Only a manager" in refused.text
    boss.client.post("/console/saved", data=shared | {"form_token": boss.form_token()})
    assert "Hello, I am Sam." not in boss.get("/console/saved").text
    case = person.case()
    sam.post(case, "claim")
    sam.post(case, "reply", text="/hello\nHow are you?\n/bye", once="a")
    [sent] = house.messages(Author.ADVISER)
    assert house.words(sent) == "Hello, I am Sam.\nHow are you?\nTake care."
    found = sam.get(f"/console/cases/{case}/help?search=take car").text
    assert "Take care." in found and "Hello, I am Sam." not in found
    for bad in ({"shortcut": "a b"}, {"text": ""}, {"text": "x" * 1501}):
        data = {"form_token": sam.form_token(), "shortcut": "ok", "text": "ok", **bad}
        assert sam.client.post("/console/saved", data=data).status_code == 400


def test_a_safeguarding_record_is_apart_sealed_and_each_look_is_written_down(house, person):
    sam, lead, case = house.adviser("Sam"), house.adviser("Lee", Role.LEAD), person.case()
    assert sam.post(case, "safeguarding", text="bruises").status_code == 409
    sam.post(case, "claim")
    sam.post(case, "safeguarding", text="she said he locks her in")
    [record] = house.rows(SafeguardingRecord)
    assert record.lead_id == adviser_id(house, "Lee")
    assert house.rows(Case)[0].kind == Kind.SAFEGUARDING
    assert [a.what for a in house.rows(CaseAlarm)] == ["urgent"]
    assert "locks her in" not in sam.read(case) and "locks her in" not in person.page()
    assert sam.get("/console/safeguarding").status_code == 403
    assert "locks her in" not in lead.get("/console/safeguarding").text
    token = lead.form_token()
    opened = lead.client.post(f"/console/safeguarding/{record.id}", data={"form_token": token})
    assert "locks her in" in opened.text
    data = {"form_token": token, "text": "Called the council."}
    closed = lead.client.post(f"/console/safeguarding/{record.id}/close", data=data)
    assert "Called the council." in closed.text and "Closed." in closed.text
    entries = house.rows(SafeguardingEntry)
    assert sorted(e.what for e in entries) == ["closed", "opened", "read"]
    assert all(b"locks her in" not in (e.body or b"") for e in entries)


def test_a_double_click_makes_one_note_and_one_record(house, person):
    sam, case = house.adviser("Sam"), person.case()
    sam.post(case, "claim")
    for _ in range(2):
        sam.post(case, "note", text="Rings after 5.")
        sam.post(case, "safeguarding", text="she said he locks her in")
    assert len(house.rows(Note)) == 1 and len(house.rows(SafeguardingRecord)) == 1
    sam.post(case, "note", text="Rings after 6.")
    assert len(house.rows(Note)) == 2


def test_the_record_stays_when_the_person_deletes_the_talk(house, person):
    sam, lead, case = house.adviser("Sam"), house.adviser("Lee", Role.LEAD), person.case()
    sam.post(case, "claim")
    sam.post(case, "safeguarding", text="he locks her in")
    sam.post(case, "hand_back", about="a secret")
    with house.database.begin() as session:
        talk = inbox.talk_of(session, house.gateway.vault, person.talk_id)
        composer = house.gateway.composer(talk, CHANNELS["web"], TalkState())
        house.gateway.erase(session, talk, composer, Outgoing())
    assert "he locks her in" not in sam.read(case) and "a secret" not in sam.read(case)
    [record] = house.rows(SafeguardingRecord)
    data = {"form_token": lead.form_token()}
    assert (
        "he locks her in" in lead.client.post(f"/console/safeguarding/{record.id}", data=data).text
    )


def test_hidden_words_are_shown_one_by_one_and_bidi_tricks_stay_inside_their_message(house):
    person = house.person()
    person.write("abc \u202egnp.exe <form action=//evil><script>alert(1)</script>")
    case, sam = person.ask_for_person(), house.adviser("Sam")
    sam.post(case, "claim")
    page = sam.get(f"/console/cases/{case}").text
    assert "<bdi>abc" in page and "&lt;script&gt;" in page and "<script>alert" not in page
    data = {"form_token": sam.form_token(), "capacity": "5", "hide_words": "true"}
    sam.client.post("/console/account/settings", data=data)
    assert "Show the words of message 1" in sam.get(f"/console/cases/{case}").text
