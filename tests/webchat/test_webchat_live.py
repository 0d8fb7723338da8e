"""What the page's script uses: JSON in and out, and the stream."""

import asyncio
import json
from concurrent.futures import ThreadPoolExecutor

from fastapi.testclient import TestClient

from bot.conversations.hub import Hub
from bot.webchat import stream
from tests.webchat.house import House

JSON = {"Accept": "application/json"}


def test_a_message_is_acknowledged_with_its_number(client, house):
    client.get("/")
    sent = client.post("/message", data={"text": "hello", "once": "a"}, headers=JSON)
    assert (sent.status_code, sent.json()) == (202, {"number": 1})
    again = client.post("/message", data={"text": "hello", "once": "a"}, headers=JSON)
    assert (again.status_code, again.json()) == (202, {"number": 1})
    assert house.written() == ["hello"]


def test_a_double_click_at_the_very_first_message_is_one_message(client, house):
    client.get("/")

    def click(_):
        return client.post("/message", data={"text": "hello", "once": "a"}, headers=JSON)

    with ThreadPoolExecutor(2) as pool:
        assert [r.json() for r in pool.map(click, range(2))] == [{"number": 1}] * 2
    assert len(house.conversations()) == 1
    assert house.written() == ["hello"]


def test_faults_are_told_as_json(client):
    assert client.post("/message", data={"text": " "}, headers=JSON).status_code == 422
    sent = client.post("/message", data={"text": "a" * 10_001}, headers=JSON)
    assert "10,001" in sent.json()["error"]


def test_new_messages_come_as_items(client, house):
    client.get("/")
    client.post("/message", data={"text": "hello", "once": "a"})
    house.assistant_writes("First.\n\n- one\n- two")
    items = client.get("/messages?after=1", headers=JSON).json()
    assert [i["number"] for i in items] == [2, 3]
    assert items[1]["author"] == "assistant"
    assert items[1]["say"] == "Alongside says: First. one, two"
    house.assistant_writes("Name: Club\nWhen: Mondays\nCost: free")
    item = client.get("/messages?after=3", headers=JSON).json()[0]
    assert item["say"] == "Alongside says: Name: Club. When: Mondays. Cost: free"
    assert "<p>First.</p><ul><li>one</li><li>two</li></ul>" in items[1]["html"]
    assert 'class="offers"' not in items[0]["html"] and "Choices: " in items[0]["html"]
    assert client.get("/messages?after=4").json() == []
    assert client.get("/messages?after=0").json()[0]["say"] == ""
    assert client.get("/messages").headers["chat-state"] == "bot"


async def test_the_stream_brings_what_an_adviser_writes(house: House):
    """Read as it is made: a test client would wait for the end of it."""
    with TestClient(house.app) as client:
        client.get("/")
        client.post("/message", data={"text": "can i talk to someone", "once": "a"})
        client.post("/message", data={"text": "yes", "once": "b"})
        secret = client.cookies["alongside"]
    hub = Hub()
    hub.start()
    house.gateway.wake = hub.tell
    talk_id = stream.talk_id_of(house.gateway, secret)
    events = stream.events(house.gateway, hub, secret, talk_id, after=4)
    assert await anext(events) == "retry: 3000\n\n"
    assert await anext(events) == "event: state\ndata: waiting_for_human\n\n"
    soon = asyncio.ensure_future(anext(events))
    await asyncio.sleep(0.1)
    await asyncio.to_thread(house.adviser_joins, "Sam")
    came = await asyncio.wait_for(soon, 30)
    assert came.startswith("id: 5\nevent: message\n")
    assert came.endswith("event: state\ndata: human\n\n")
    soon = asyncio.ensure_future(anext(events))
    await asyncio.sleep(0.1)
    await asyncio.to_thread(house.adviser_writes, "Hello from me.")
    came = await asyncio.wait_for(soon, 30)
    item = json.loads(came.split("data: ")[1].split("\n")[0])
    assert (item["number"], item["author"]) == (6, "adviser")
    assert item["say"] == "Sam, adviser, says: Hello from me."
    hub.stop()
    assert [event async for event in events] == []


async def test_the_stream_looks_for_itself_keeps_the_line_open_and_ends_with_the_talk(
    house, monkeypatch
):
    with TestClient(house.app) as client:
        client.get("/")
        client.post("/message", data={"text": "hello", "once": "a"})
        secret = client.cookies["alongside"]
    hub = Hub()
    house.gateway.wake = lambda topic, done=0: None
    monkeypatch.setattr(stream, "LOOK_SECONDS", 0.01)
    monkeypatch.setattr(stream, "KEEP_ALIVE_SECONDS", 0.05)
    talk_id = stream.talk_id_of(house.gateway, secret)
    events = stream.events(house.gateway, hub, secret, talk_id, after=2)
    await anext(events), await anext(events)
    # An event that the page sees: a line that brings none is dead.
    still_here = "event: state\ndata: bot\n\n"
    assert await anext(events) == still_here
    await asyncio.to_thread(house.assistant_writes, "Unannounced.")
    while (came := await anext(events)) == still_here:
        pass
    assert "Unannounced." in came
    with TestClient(house.app, cookies={"alongside": secret}) as client:
        await asyncio.to_thread(client.post, "/forget")
    assert [e async for e in events if e != still_here] == []


def test_last_event_id_wins_over_the_address(client, house, monkeypatch):
    client.get("/")
    client.post("/message", data={"text": "hello", "once": "a"})
    asked = []

    async def none(gateway, hub, secret, talk_id, after):
        asked.append(after)
        return
        yield

    monkeypatch.setattr(stream, "events", none)
    for headers in ({}, {"Last-Event-ID": "2"}, {"Last-Event-ID": "nonsense"}):
        response = client.get("/events?after=1", headers=headers)
        assert response.headers["content-type"].startswith("text/event-stream")
    assert asked == [1, 2, 1]
