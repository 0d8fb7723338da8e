"""Advisers hear by email and Telegram that somebody waits, leads how the day went; never any words."""

import re
from datetime import UTC, datetime

import pytest

from bot.cases.models import Adviser, CaseNotice
from bot.cases.roles import Role
from bot.channels.base import SendLater
from bot.channels.telegram import Incoming
from bot.channels.updates import take_update
from bot.clock import MovableClock
from bot.conversations.digests import send_digests
from bot.conversations.models import Conversation
from bot.conversations.news import tell_advisers
from tests.console.conftest import WORDS
from tests.console.test_around import adviser_id
from tests.console.test_notices import mail

__all__ = ["mail"]
THURSDAY = datetime(2026, 11, 26, 11, 0, tzinfo=UTC)


class Telegram:
    """A bot that keeps what it was to say, or cannot."""

    fingerprint = "test"

    def __init__(self) -> None:
        self.sent: list[tuple[str, str]] = []
        self.down = False

    def send(self, address: str, text: str, labels: list[str], outbox_id: str) -> str:
        if self.down:
            raise SendLater("down")
        self.sent.append((address, text))
        return outbox_id

    def say(self, chat: str, text: str) -> None:
        self.sent.append((chat, text))


@pytest.fixture
def house(house):
    """Thursday at 11, within opening hours."""
    house.clock = house.gateway.clock = MovableClock(THURSDAY)
    return house


def settings(browser, **more):
    data = {"form_token": browser.form_token(), "capacity": "5", **more}
    return browser.client.post("/console/account/settings", data=data)


def told_by_email(house, name: str = "Sam", role: Role = Role.ADVISER, **more):
    browser = house.adviser(name, role)
    data = {"form_token": browser.form_token(), "address": f"{name.lower()}@example.org"}
    browser.client.post("/console/account/settings/email", data=data)
    everything = {f"ways_{k}": ["email"] for k in ("waiting", "urgent", "message", "review")}
    assert settings(browser, **{**everything, **more}).status_code == 200
    return browser


def somebody(house, words: str = WORDS):
    person = house.person()
    person.write(words)
    person.ask_for_person()
    return person


def test_who_is_on_shift_hears_once_that_somebody_waits_and_nothing_of_them(house, mail):
    told_by_email(house)
    somebody(house)
    assert tell_advisers(house.gateway) == 1 and tell_advisers(house.gateway) == 0
    [letter] = mail.letters
    assert "To: sam@example.org" in letter and "Somebody new waits." in letter
    assert "/console/" in letter
    for word in ("manager", "stammer", "Camden", "Access to Work"):
        assert word not in letter
    # More soon after wait for two minutes and come together; danger does not wait.
    somebody(house)
    somebody(house)
    assert tell_advisers(house.gateway) == 0
    somebody(house, "I want to kill myself")
    assert tell_advisers(house.gateway) == 1
    assert "Somebody may be in danger" in mail.letters[1] and "kill" not in mail.letters[1]
    house.clock.move(minutes=3)
    assert tell_advisers(house.gateway) == 1 and "2 people wait." in mail.letters[2]


@pytest.mark.parametrize(
    "otherwise",
    [
        {"quiet": "true"},
        {"ways_waiting": ["speech"]},
        {"shifts": "Thu 14:00-16:00"},
        {"shifts": "Mon-Wed 10:00-16:00"},
    ],
)
def test_who_does_not_want_it_or_is_not_on_shift_hears_nothing(house, mail, otherwise):
    told_by_email(house, **otherwise)
    somebody(house)
    assert tell_advisers(house.gateway) == 0 and mail.letters == []


def test_a_break_is_a_break_and_after_it_the_news_comes(house, mail):
    sam = told_by_email(house)
    data = {"form_token": sam.form_token(), "away": "true"}
    sam.client.post("/console/account/break", data=data)
    somebody(house)
    assert tell_advisers(house.gateway) == 0
    sam.client.post("/console/account/break", data={"form_token": sam.form_token()})
    assert tell_advisers(house.gateway) == 1


def test_who_knows_the_person_hears_nothing_of_them(house, mail):
    sam, person = told_by_email(house), somebody(house)
    sam.post(person.case(), "conflict")
    assert tell_advisers(house.gateway) == 0


def test_a_message_nobody_read_for_two_minutes_is_told_and_a_read_one_is_not(house, mail):
    sam, person = told_by_email(house, ways_waiting=["speech"]), somebody(house)
    sam.post(person.case(), "claim")
    house.clock.move(minutes=1)
    person.write("are you there? it is urgent")
    assert tell_advisers(house.gateway) == 0
    house.clock.move(minutes=3)
    assert tell_advisers(house.gateway) == 1
    assert (
        "a new message in one of your talks" in mail.letters[0] and "urgent" not in mail.letters[0]
    )
    house.clock.move(minutes=3)
    person.write("hello?")
    sam.read(person.case())
    house.clock.move(minutes=3)
    assert tell_advisers(house.gateway) == 0


def test_a_mail_server_that_is_full_is_tried_again(house, mail):
    told_by_email(house)
    somebody(house)
    mail.full = True
    assert tell_advisers(house.gateway) == 0
    mail.full = False
    assert tell_advisers(house.gateway) == 0, "not at once"
    house.clock.move(minutes=3)
    assert tell_advisers(house.gateway) == 1 and len(house.rows(CaseNotice)) == 1


def test_an_address_that_is_none_is_refused_and_kept_in_the_box(house, mail):
    sam = house.adviser()
    for wrong in ("sam", "a@b, c@d", "x\r\nBcc: evil@example.org", "<a@b>", "a b@c.org"):
        data = {"form_token": sam.form_token(), "address": wrong}
        assert sam.client.post("/console/account/settings/email", data=data).status_code == 400
    assert house.rows(Adviser)[0].contacts is None


def test_a_telegram_joined_once_by_its_link_gets_the_notices(house):
    bot = Telegram()
    house.gateway.senders["telegram"] = bot
    house.gateway.settings.telegram_name = "AlongsideBot"
    sam = house.adviser()
    data = {"form_token": sam.form_token()}
    page = sam.client.post("/console/account/settings/telegram", data=data).text
    token = re.search(r"t\.me/AlongsideBot\?start=([\w-]+)", page)[1]
    for chat in ("777", "888"):
        start = Incoming("message", 1, chat, f"/start {token}", 5)
        assert take_update(house.gateway, start) is None
    assert "come here from now on" in bot.sent[0][1] and "used before" in bot.sent[1][1]
    assert house.rows(Conversation) == [], "an adviser's chat is no person's talk"
    settings(sam, ways_waiting=["telegram"])
    somebody(house)
    bot.down = True
    assert tell_advisers(house.gateway) == 0
    bot.down = False
    house.clock.move(minutes=3)
    assert tell_advisers(house.gateway) == 1
    chat, text = bot.sent[-1]
    assert chat == "777" and "Somebody new waits." in text and "stammer" not in text


def test_a_lead_hears_each_morning_how_the_day_before_went(house, mail):
    told_by_email(house, "Lee", Role.LEAD, digest="true")
    told_by_email(house, "Sam", digest="true")
    sam, person = house.adviser("Kim"), somebody(house)
    somebody(house, "I want to kill myself")
    house.clock.move(minutes=7)
    sam.post(person.case(), "claim")
    assert send_digests(house.gateway) == 1, "of a day without anything"
    house.clock.move(hours=22)
    assert send_digests(house.gateway) == 1 and send_digests(house.gateway) == 0
    letter = mail.letters[-1]
    assert "To: lee@example.org" in letter and "26 November 2026 in numbers" in letter
    assert "People who asked for a person: 2" in letter and "crisis or safeguarding: 1" in letter
    assert "Cases taken: 1" in letter and "(minutes): 7" in letter
    page = house.adviser("Boss", Role.SERVICE_MANAGER).get("/console/numbers").text
    assert '<th scope="row">Yesterday</th><td>2</td><td>1</td>' in page
    csv = house.adviser("Bo", Role.SERVICE_MANAGER).get("/console/numbers.csv").text
    assert "2026-11-26,2,1,1,7" in csv


def test_no_digest_in_the_night(house, mail):
    house.clock = house.gateway.clock = MovableClock(datetime(2026, 7, 1, 6, 30, tzinfo=UTC))
    told_by_email(house, "Lee", Role.LEAD, digest="true")
    assert send_digests(house.gateway) == 0
    house.clock.move(minutes=31)
    assert send_digests(house.gateway) == 1, "eight in London is seven in UTC in summer"


def test_kept_for_who_helped_before_while_they_are_on_shift(house):
    sam, kim, person = house.adviser("Sam"), house.adviser("Kim"), somebody(house)
    sam.post(person.case(), "claim")
    sam.post(person.case(), "hand_back")
    house.clock.move(minutes=1)
    person.ask_for_person()
    other = somebody(house)
    assert "Kept for Sam first." in kim.get().text
    page = kim.get().text
    assert page.index(other.case()) < page.index(person.case()), "Sam is there and comes first"
    with house.database.begin() as session:
        session.get(Adviser, adviser_id(house, "Sam")).shifts = "Fri 10:00-12:00"
    page = kim.get().text
    assert "Kept for Sam (not on shift now) first." in page
    assert page.index(person.case()) < page.index(other.case()), "now whoever waits longest"
    assert "On shift now: Kim." in page


def test_a_manager_sets_shifts_and_what_is_wrong_is_said(house):
    boss, _ = house.adviser("Boss", Role.SERVICE_MANAGER), house.adviser("Sam")
    data = {"form_token": boss.form_token(), "adviser": adviser_id(house, "Sam")}
    wrong = boss.client.post("/console/shifts", data={**data, "shifts": "mornings"})
    assert wrong.status_code == 400 and "mornings" in wrong.text and "write them like" in wrong.text
    right = boss.client.post("/console/shifts", data={**data, "shifts": "Thu 10:00-12:00"})
    assert "Shifts: Thu 10:00-12:00." in right.text
    assert "Shifts of Sam from whenever open to Thu" in boss.get("/console/manage").text
