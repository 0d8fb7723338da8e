"""Open pages hear of news: numbers and ids, never words."""

import asyncio
import json

from bot.cases import advisers
from bot.console import live
from bot.console.entry import COOKIE
from bot.conversations.hub import Hub


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
