"""Open pages hear of news: numbers and ids, never words."""

import asyncio
import json
import re
from datetime import UTC, datetime, timedelta
from html import unescape

from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import update

from bot.cases import advisers
from bot.clock import MovableClock
from bot.console import live
from bot.console.entry import COOKIE
from bot.conversations.hub import Hub
from bot.conversations.models import Message, Sending
from tests.console.conftest import House


async def never() -> bool:
    return False


async def next_of(stream, name: str) -> str:
    """The data of the next event of this name."""
    async with asyncio.timeout(10):
        async for event in stream:
            if event.startswith(f"event: {name}\n"):
                return event.split("data: ", 1)[1].strip()


async def test_the_queue_and_the_open_case(house):
    person, sam = house.person(), house.adviser("Sam")
    cookie, hub = sam.client.cookies[COOKIE], Hub()
    hub.start()
    house.gateway.wake = hub.tell
    case = await asyncio.to_thread(person.ask_for_person)
    stream = live.events(house.gateway, hub, cookie, case, 0, never)
    assert json.loads(await next_of(stream, "queue"))["waiting"] == 1
    await asyncio.to_thread(sam.post, case, "claim")
    number = await next_of(stream, "message")
    assert json.loads(await next_of(stream, "queue"))["waiting"] == 0
    await asyncio.to_thread(person.write, "are you there")
    newest = await next_of(stream, "message")
    assert int(newest) == int(number) + 1
    part = await asyncio.to_thread(sam.get, f"/console/cases/{case}/messages?after={number}")
    assert "are you there" in part.text and "<html" not in part.text
    await stream.aclose()


async def test_who_does_not_hold_the_case_hears_no_messages(house):
    person, kim = house.person(), house.adviser("Kim")
    case = await asyncio.to_thread(person.ask_for_person)
    await asyncio.to_thread(person.write, "not for Kim")
    news = live.look(house.gateway, kim.client.cookies[COOKIE], case, 0)
    assert news.numbers == []


async def test_the_stream_ends_with_the_session(house):
    sam, hub = house.adviser("Sam"), Hub()
    hub.start()
    stream = live.events(house.gateway, hub, sam.client.cookies[COOKIE], "", 0, never)
    await next_of(stream, "queue")
    with house.database.begin() as session:
        advisers.disable(session, "Sam", house.clock.now())
    hub.tell("anything")
    assert await next_of(stream, "signed-out") == "ended"
    assert [event async for event in stream] == []


class OpenPage:
    """A page as a browser has it: what was there at first, then what events changed."""

    def __init__(self, house, browser, case_id: str) -> None:
        self._house, self._browser, self._case = house, browser, case_id
        self.messages, self.marks = self._fresh()
        self.lists = browser.get("/console/queue").text
        self._told = live.Page(case_id, max(self.messages, default=0))

    def _fresh(self) -> tuple[dict[int, str], dict[int, str]]:
        return self.read(self._browser.get(f"/console/cases/{self._case}").text)

    @staticmethod
    def read(html: str) -> tuple[dict[int, str], dict[int, str]]:
        """Messages and how far they got, by number."""
        messages, marks = {}, {}
        for item in re.findall(r'<li[^>]* data-number="\d+".*?</li>', html, re.DOTALL):
            number = int(re.search(r'data-number="(\d+)"', item)[1])
            messages[number] = re.search(r"<bdi>(.*?)</bdi>", item, re.DOTALL)[1]
            if found := re.search(r'class="small sending">(.*?)</p>', item, re.DOTALL):
                marks[number] = unescape(found[1])
        return messages, marks

    def hears(self) -> None:
        """What the server tells now, done as the page's script does it."""
        cookie = self._browser.client.cookies[COOKIE]
        told = self._told
        news = live.look(self._house.gateway, cookie, self._case, told.after, told.stamp)
        for event in self._told.events(news):
            name, data = event.split("\n")[0], event.split("data: ", 1)[1].strip()
            if name == "event: message" and int(data) not in self.messages:
                part = f"/console/cases/{self._case}/messages?after={max(self.messages, default=0)}"
                self.messages |= self.read(self._browser.get(part).text)[0]
            elif name == "event: sending":
                self.marks = {int(n): said for n, said in json.loads(data).items()}
            elif name == "event: queue":
                self.lists = self._browser.get("/console/queue").text

    def sleeps(self) -> None:
        """The connection is lost; the browser comes back with the last id it has."""
        self._told = live.Page(self._case, max(self.messages, default=0))

    def is_like_a_new_page(self) -> None:
        assert (self.messages, self.marks) == self._fresh()
        assert self.lists == self._browser.get("/console/queue").text


class Ticking(MovableClock):
    """A clock that goes on by a millisecond each time it is read.

    How long somebody has waited is told in words, which change by themselves as minutes pass.
    """

    at = datetime(2026, 11, 23, 11, 0, tzinfo=UTC)

    def now(self) -> datetime:
        self.at += timedelta(milliseconds=1)
        return self.at


HAPPENS = (
    "writes",
    "replies",
    "fails",
    "delivers",
    "another waits",
    "another goes",
    "hears",
    "sleeps",
)


def test_first_state_and_events_make_the_state_of_a_new_page(tmp_path_factory, store):
    """Whatever happens, in whatever order, with losses of connection in between."""

    @settings(max_examples=12, deadline=None, database=None)
    @given(st.lists(st.sampled_from(HAPPENS), max_size=9))
    def check(happenings: list[str]) -> None:
        house = House(tmp_path_factory.mktemp("live"), store, Ticking())
        try:
            play(house, happenings)
        finally:
            house.database.close()

    check()


def play(house, happenings: list[str]) -> None:
    person, sam, others = house.person("sms"), house.adviser("Sam"), []
    case = person.ask_for_person()
    sam.post(case, "claim")
    page = OpenPage(house, sam, case)
    for number, what in enumerate(happenings):
        if what == "writes":
            person.write(f"message {number}")
        elif what == "replies":
            sam.post(case, "reply", text=f"reply {number}", once=str(number))
        elif what in ("fails", "delivers"):
            sending = Sending.FAILED if what == "fails" else Sending.DELIVERED
            with house.database.begin() as session:
                session.execute(
                    update(Message).where(Message.sending.is_not(None)).values(sending=sending)
                )
        elif what == "another waits":
            others.append(house.person())
            others[-1].ask_for_person()
        elif what == "another goes" and others:
            house.adviser("Kim").post(others.pop().case(), "claim")
        elif what == "hears":
            page.hears()
        elif what == "sleeps":
            page.sleeps()
    page.hears()
    page.is_like_a_new_page()
