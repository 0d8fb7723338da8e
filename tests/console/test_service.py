"""Switching the assistant off on a channel, and the texts of the service in other words."""

from datetime import timedelta

import pytest

from bot.cases.models import Case, Change
from bot.cases.roles import Role
from bot.conversations.inbox import waiting_talks
from bot.conversations.models import Author, Message, ServiceText, Turn
from bot.conversations.turn import run_turns


@pytest.fixture
def boss(house):
    return house.adviser("Boss", Role.SERVICE_MANAGER)


def switch(boss, off: bool, channel: str = "web"):
    data = {"form_token": boss.form_token(), "channel": channel}
    return boss.client.post("/console/manage/channel", data=data | ({"off": "true"} if off else {}))


def said(house) -> list[str]:
    return [house.words(m) for m in house.messages(Author.ASSISTANT, Author.SERVICE)]


def waits(house) -> list[str]:
    off = list(house.gateway.switches.current())
    with house.database.read() as session:
        return waiting_talks(session, house.clock.now() + timedelta(seconds=1), off)


def test_switched_off_people_are_told_once_and_answered_when_it_is_on_again(house, boss):
    person = house.person()
    page = switch(boss, True)
    assert "Off since" in page.text and "People are told and their messages wait." in page.text
    person.write("thank you")
    person.write("are you there?")
    assert len(said(house)) == 1 and "I am switched off here for now" in said(house)[0]
    assert [m.turn for m in house.messages(Author.PERSON)] == [Turn.WAITING] * 2
    assert waits(house) == []
    elsewhere = house.person("sms")
    elsewhere.write("thank you")
    assert "switched off" not in said(house)[-1], "another channel goes on"
    switch(boss, False)
    assert waits(house) == [person.talk_id]
    run_turns(house.gateway, person.talk_id, "test")
    assert [m.turn for m in house.messages(Author.PERSON)] == [Turn.DONE] * 3
    assert len(said(house)) == 4
    switch(boss, True)
    person.write("and now?")
    assert said(house)[-1].startswith("I am switched off"), "the next time it is told again"
    changes = [change.what for change in house.rows(Change)]
    assert changes.count("Switched the assistant off on Web chat") == 2


def test_a_crisis_is_answered_and_a_person_can_be_had_while_it_is_off(house, boss):
    switch(boss, True)
    person, other = house.person(), house.person()
    person.write("I want to kill myself")
    assert "116 123" in said(house)[-1] and house.rows(Case)[0].kind == "crisis"
    other.write("person")
    assert {case.conversation_id for case in house.rows(Case)} == {person.talk_id, other.talk_id}
    sam = house.adviser("Sam")
    sam.post(other.case(), "claim")
    other.write("hello Sam")
    assert [m.turn for m in house.messages(Author.PERSON)] == [Turn.DONE] * 3
    assert "hello Sam" in sam.read(other.case())


def test_a_text_gets_another_wording_and_its_old_one_back(house, boss):
    path = "/console/manage/texts/joined"
    page = boss.get(path).text
    assert "standard wording" in page and "$adviser" in page

    def save(plain: str, sms: str):
        data = {"form_token": boss.form_token(), "plain": plain, "sms": sms}
        return boss.client.post(path, data=data)

    for plain, sms, wrong in (
        ("Hello!", "$adviser is here.", "$adviser must stand in it"),
        ("$adviser is here, $link", "$adviser is here.", "$link is not known"),
        ("$adviser is here.", "$adviser is here \U0001f600", "cost more"),
        ("$adviser is here.", "$adviser " + "long " * 200, "texts long"),
        ("", "$adviser is here.", "write 1 to"),
        ("$adviser [[x|y]]", "$adviser is here.", "cannot be used"),
    ):
        refused = save(plain, sms)
        assert refused.status_code == 400 and wrong in refused.text, wrong
    assert house.rows(ServiceText) == []
    assert "The new wording holds" in save("$adviser is with you now.", "$adviser is here.").text
    person = house.person()
    person.write("hello")
    person.ask_for_person()
    house.adviser("Sam").post(person.case(), "claim")
    assert said(house)[-1] == "Sam is with you now."
    data = {"form_token": boss.form_token()}
    boss.client.post(f"{path}/standard", data=data)
    other = house.person()
    other.ask_for_person()
    house.adviser("Kim").post(other.case(), "claim")
    assert any(text.startswith("Kim, a Community Partner, has joined") for text in said(house))
    assert len(house.rows(ServiceText)) == 2 and house.rows(Message)
    assert "with you now" in boss.get(path).text, "the history keeps it"


def test_only_a_service_manager_reaches_texts_and_switches(house):
    lead = house.adviser("Lee", Role.ORGANISATION_MANAGER)
    assert lead.get("/console/manage/texts").status_code == 403
    assert switch(lead, True).status_code == 403
    assert house.gateway.switches.current() == {}


def test_a_text_there_is_not(house, boss):
    assert boss.get("/console/manage/texts/nothing").status_code == 404
