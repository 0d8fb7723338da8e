"""Replies that have not left: taking one back, a second pair of eyes, and what happens in between."""

import re
from html import unescape

import pytest

from bot.cases.models import (
    Adviser,
    Case,
    CaseAlarm,
    CaseEvent,
    CaseRead,
    Draft,
    HeldReply,
    Note,
)
from bot.cases.roles import Role
from bot.conversations.held import send_due
from bot.conversations.models import Author
from tests.console.test_around import adviser_id


@pytest.fixture
def person(house):
    person = house.person()
    person.write("my manager laughed at my stammer")
    person.ask_for_person()
    return person


def change(house, name: str, **values) -> None:
    with house.database.begin() as session:
        adviser = session.get(Adviser, adviser_id(house, name))
        for field, value in values.items():
            setattr(adviser, field, value)


def talking(house, person, name: str = "Sam", **values):
    browser, case = house.adviser(name), person.case()
    change(house, name, **values)
    browser.post(case, "claim")
    return browser, case


def said(house) -> list[str]:
    return [house.words(m) for m in house.messages(Author.ADVISER)]


def held(house) -> str:
    return house.rows(HeldReply)[0].id


def second(browser) -> str:
    return unescape(browser.get("/console/second").text)


def say_yes(browser, reply: str):
    data = {"form_token": browser.form_token()}
    return browser.client.post(f"/console/second/{reply}/yes", data=data)


def send_back(browser, reply: str, text: str):
    data = {"form_token": browser.form_token(), "text": text}
    return browser.client.post(f"/console/second/{reply}/back", data=data)


def test_a_reply_leaves_after_ten_seconds_and_once(house, person):
    sam, case = talking(house, person, settings={})
    page = sam.post(case, "reply", text="Hello.", once="k").text
    assert "Undo: take back" in page and "Hello." in page
    sam.post(case, "reply", text="Hello.", once="k")
    assert said(house) == [] and "Hello." not in person.page()
    house.clock.move(seconds=9)
    assert send_due(house.gateway) == 0
    house.clock.move(seconds=2)
    assert send_due(house.gateway) == 1 and send_due(house.gateway) == 0
    assert said(house) == ["Hello."] and "Hello." in person.page()
    # A late resend of the same form, from a page that was left open, is the same reply.
    sam.post(case, "reply", text="Hello.", once="k")
    assert said(house) == ["Hello."] and house.rows(HeldReply) == []


def test_taken_back_the_words_are_in_the_box_before_what_was_typed_since(house, person):
    sam, case = talking(house, person, settings={})
    sam.post(case, "reply", text="For somebody else!", once="k")
    sam.post(case, "draft", text="typed since")
    sam.post(case, "take_back", reply=held(house))
    assert "For somebody else!\n\ntyped since</textarea>" in sam.read(case)
    sam.post(case, "draft", text="")
    sam.post(case, "reply", text="Again.", once="k2")
    sam.post(case, "take_back", reply=held(house), text="not saved so far")
    assert "Again.\n\nnot saved so far</textarea>" in sam.read(case)
    house.clock.move(minutes=1)
    assert send_due(house.gateway) == 0 and said(house) == []
    gone = sam.post(case, "take_back", reply="none")
    assert gone.status_code == 409 and "not waiting any more" in gone.text


def test_send_now_does_not_wait(house, person):
    sam, case = talking(house, person, settings={})
    sam.post(case, "reply", text="Hello.", once="k")
    sam.post(case, "send_now", reply=held(house))
    assert said(house) == ["Hello."] and house.rows(HeldReply) == []


def test_what_was_about_to_leave_leaves_before_its_writer_does(house, person):
    sam, case = talking(house, person, settings={})
    sam.post(case, "reply", text="Bye for now.", once="k")
    sam.post(case, "hand_back")
    page = person.page()
    assert page.index("Bye for now.") < page.index("Sam has gone for now")


def test_nobody_takes_back_or_sends_a_reply_of_somebody_else(house, person):
    sam, case = talking(house, person, settings={})
    sam.post(case, "reply", text="Hello.", once="k")
    kim = house.adviser("Kim")
    for action in ("take_back", "send_now"):
        assert kim.post(case, action, reply=held(house)).status_code in (303, 409, 200)
    assert said(house) == [] and len(house.rows(HeldReply)) == 1


def test_a_new_advisers_reply_waits_for_a_yes_and_is_sent_in_their_name(house, person):
    sam, case = talking(house, person, new=True)
    page = sam.post(case, "reply", text="You could ask for Access to Work.", once="k").text
    assert "Waits for a colleague's yes" in unescape(page)
    house.clock.move(hours=1)
    assert send_due(house.gateway) == 0 and said(house) == []
    kim = house.adviser("Kim")
    assert "1 reply waits for a second pair of eyes" in kim.get().text
    assert "You could ask" in second(kim) and "laughed at my stammer" in second(kim)
    assert say_yes(kim, held(house)).status_code == 200
    [message] = house.messages(Author.ADVISER)
    assert message.author_name == "Sam" and said(house) == ["You could ask for Access to Work."]
    moves = [(e.move, e.actor) for e in house.rows(CaseEvent)]
    assert ("second_yes", adviser_id(house, "Kim")) in moves
    assert "second_pair" in {read.why for read in house.rows(CaseRead)}


def test_sent_back_the_words_return_to_their_writer_with_a_note(house, person):
    sam, case = talking(house, person, new=True)
    sam.post(case, "reply", text="You will be better off.", once="k")
    kim = house.adviser("Kim", Role.LEAD)
    empty = send_back(kim, held(house), "")
    assert empty.status_code == 409 and len(house.rows(HeldReply)) == 1
    send_back(kim, held(house), "We never promise that.")
    page = sam.read(case)
    assert "You will be better off.</textarea>" in page
    assert "About your reply: We never promise that." in page and said(house) == []


def test_sent_back_while_the_writer_types_the_words_are_kept(house, person):
    kim, case = talking(house, person, "Kim", new=True)
    kim.post(case, "reply", text="The first reply.", once="k")
    send_back(house.adviser("Lee"), held(house), "Shorter, please.")
    # The page that Kim has open keeps what is typed there, and knows nothing of the first reply.
    kim.post(case, "draft", text="Something else.")
    kim.post(case, "reply", text="Something else.", once="k2")
    assert "The first reply." in kim.read(case)


def test_the_writer_and_new_colleagues_cannot_say_yes(house, person):
    sam, case = talking(house, person, new=True)
    sam.post(case, "reply", text="Hello.", once="k")
    lou = house.adviser("Lou")
    change(house, "Lou", new=True)
    for browser in (sam, lou):
        assert say_yes(browser, held(house)).status_code == 409
    assert said(house) == []


def test_of_two_colleagues_one_yes_counts(house, person):
    sam, case = talking(house, person, new=True)
    sam.post(case, "reply", text="Hello.", once="k")
    reply = held(house)
    assert say_yes(house.adviser("Kim"), reply).status_code == 200
    late = send_back(house.adviser("Lou"), reply, "Please change it")
    assert late.status_code == 409 and "Please change it" in late.text
    assert said(house) == ["Hello."]


def test_who_knows_the_person_is_not_shown_the_reply(house, person):
    sam, case = talking(house, person, new=True)
    kim = house.adviser("Kim")
    sam.post(case, "reply", text="Hello.", once="k")
    kim.post(case, "conflict")
    assert "No reply waits for your yes." in second(kim)
    assert say_yes(kim, held(house)).status_code == 409


def test_a_new_adviser_does_not_leave_over_a_reply_that_waits(house, person):
    sam, case = talking(house, person, new=True)
    sam.post(case, "reply", text="Hello.", once="k")
    refused = sam.post(case, "hand_back")
    assert refused.status_code == 409 and "Take it back first" in refused.text
    sam.post(case, "take_back", reply=held(house))
    assert sam.post(case, "hand_back").status_code == 200


def test_switched_off_their_waiting_words_become_a_note(house, person):
    sam, case = talking(house, person, new=True)
    sam.post(case, "reply", text="A good idea.", once="k")
    boss = house.adviser("Boss", Role.SERVICE_MANAGER)
    boss.client.post(
        "/console/manage/advisers/disable",
        data={"form_token": boss.form_token(), "adviser": adviser_id(house, "Sam")},
    )
    assert house.rows(HeldReply) == [] and len(house.rows(Note)) == 1
    kim = house.adviser("Kim")
    kim.post(case, "claim")
    assert "A good idea." in kim.read(case) and said(house) == []


@pytest.mark.parametrize(("words", "minutes"), [("hello", 11), ("I want to kill myself", 0)])
def test_a_lead_is_alarmed_if_nobody_looks_and_in_a_crisis_at_once(house, words, minutes):
    person = house.person()
    person.write(words)
    person.ask_for_person()
    sam, case = talking(house, person, new=True)
    sam.post(case, "reply", text="I am here.", once="k")
    send_due(house.gateway)
    alarms = [alarm.what for alarm in house.rows(CaseAlarm)]
    assert ("reply_waits" in alarms) == (minutes == 0)
    house.clock.move(minutes=minutes)
    send_due(house.gateway)
    send_due(house.gateway)
    assert [alarm.what for alarm in house.rows(CaseAlarm)].count("reply_waits") == 1


def test_a_manager_marks_somebody_as_new_and_it_is_in_the_history(house, person):
    boss, sam = house.adviser("Boss", Role.SERVICE_MANAGER), house.adviser("Sam")
    data = {"form_token": boss.form_token(), "adviser": adviser_id(house, "Sam"), "new": "true"}
    page = boss.client.post("/console/manage/advisers/new", data=data).text
    assert "Replies of Sam wait for a second pair of eyes from now on" in page
    sam.post(person.case(), "claim")
    sam.post(person.case(), "reply", text="Hello.", once="k")
    assert said(house) == [] and re.search("Replies of Sam wait", boss.get("/console/manage").text)
    assert house.rows(Case)[0].holder == adviser_id(house, "Sam")


def test_a_draft_goes_with_what_the_person_deletes_and_the_talk_goes_on_anew(house, person):
    sam, case = talking(house, person)
    sam.post(case, "draft", text="about your stammer")
    sam.post(case, "hand_back")
    house.clock.move(minutes=5)
    person.write("delete my data")
    person.write("yes")
    assert house.rows(Draft) == []
    person.ask_for_person()
    sam.post(person.case(), "claim")
    page = sam.get(f"/console/cases/{person.case()}")
    assert page.status_code == 200 and "stammer" not in page.text
