"""How long a browser shows a talk, another device, lost places, and leaving."""

import re

from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select

from bot.app import make_app
from bot.conversations.models import Address
from bot.webchat.visits import CODE_LENGTH, LETTERS, Code, Visit, plain_code
from tests.webchat.house import House, another_browser, begin


def test_a_talk_is_shut_after_twenty_hours_of_silence_and_each_visit_makes_it_longer(client, house):
    begin(client, "my secret words")
    said = r"come back in this browser until [^.]+\d[ap]m\. Each visit makes it longer\."
    house.clock.move(hours=19)
    assert "my secret words" in client.get("/").text
    assert re.search(said, client.get("/").text)
    house.clock.move(hours=19)
    assert "my secret words" in client.get("/").text
    house.clock.move(hours=21)
    for path in ("/copy", "/copy.html", "/messages"):
        assert "my secret words" not in client.get(path).text
    assert client.get("/events").status_code == 204
    page = client.get("/").text
    assert "my secret words" not in page and "Your earlier chat is no longer open here" in page
    assert house.written() == ["my secret words"]
    client.post("/message", data={"text": "hello again", "once": "b"})
    assert "hello again" in client.get("/").text
    assert len(house.conversations()) == 2


def test_on_their_own_device_it_stays_open_for_thirty_days(client, house):
    begin(client, "my words")
    saved = client.post("/settings", data={"device": "own"}, follow_redirects=False)
    assert "Max-Age=2592000" in saved.headers["set-cookie"]
    house.clock.move(days=29)
    assert "my words" in client.get("/").text
    house.clock.move(days=31)
    assert "my words" not in client.get("/").text


def test_staying_makes_the_visit_longer(client, house):
    begin(client, "my words")
    house.clock.move(hours=19)
    assert client.post("/stay").json()["until"] > 0
    house.clock.move(hours=19)
    assert "my words" in client.get("/").text
    house.clock.move(hours=21)
    assert client.post("/stay").json() == {"until": 0}


def test_what_opens_nothing_any_more_is_deleted_when_the_next_browser_comes(client, house):
    begin(client, "my words")
    client.post("/another-device")
    house.clock.move(hours=21)
    other = another_browser(client)
    begin(other, "hello")
    assert rows(house, Visit, Code) == [2, 0]
    assert "Your earlier chat is no longer open here" in client.get("/").text
    house.clock.move(days=31)
    other = another_browser(client)
    begin(other, "hello")
    # Its own visit is the only one left; nobody is told any more of a chat of so long ago.
    assert rows(house, Visit, Code, Address) == [1, 0, 1]
    assert "Your earlier chat" not in client.get("/").text


def rows(house: House, *tables) -> list[int]:
    with house.database.read() as session:
        return [session.scalar(select(func.count()).select_from(table)) for table in tables]


def test_a_restart_in_the_middle_of_writing_loses_nothing(client, house):
    begin(client, "before")
    with TestClient(make_app(house.gateway), cookies=client.cookies) as again:
        page = again.post("/message", data={"text": "after", "once": "b", "known": "2"}).text
    assert "before" in page and "after" in page
    assert house.written() == ["before", "after"]


def test_words_of_a_lost_talk_are_kept_and_start_a_new_one_only_when_sent_again(client, house):
    begin(client, "hello")
    client.cookies.clear()
    data = {"text": "my long thought", "once": "x", "known": "2"}
    lost = client.post("/message", data=data)
    assert lost.status_code == 422 and "my long thought</textarea>" in lost.text
    assert "This browser has lost your earlier chat." in lost.text
    told = client.post("/message", data=data, headers={"Accept": "application/json"})
    assert told.status_code == 409 and told.json()["lost"]
    assert len(house.conversations()) == 1
    known = re.search(r'name="known" value="(\d+)"', lost.text)[1]
    assert client.post("/message", data={**data, "known": known}).status_code == 200
    assert len(house.conversations()) == 2


def test_a_crisis_is_never_held_up_by_a_lost_talk(client, house):
    data = {"text": "i want to kill myself", "once": "x", "known": "9"}
    assert "116 123" in client.post("/message", data=data).text


def test_what_was_not_seen_yet_is_marked_once(client, house):
    begin(client)
    client.get("/")
    house.assistant_writes("News.")
    page = client.get("/").text
    mark = page.index("New messages start here")
    assert page.index('id="m2"') < mark < page.index('id="m3"')
    assert page.count("New messages start here") == 1
    assert "New messages start here" not in client.get("/").text


def test_what_an_open_page_showed_is_not_new_later(client, house):
    begin(client)
    client.get("/")
    house.assistant_writes("News.")
    assert client.post("/seen/3").status_code == 204
    assert "New messages start here" not in client.get("/").text


def code_in(page: str) -> str:
    return re.search(r'<dd class="code">([^<]+)</dd>', page)[1]


def test_the_same_talk_goes_on_on_another_device(client, house):
    begin(client, "from the library")
    client.post("/settings", data={"theme": "dark"})
    made = client.post("/another-device")
    code = code_in(made.text)
    assert re.fullmatch(r"\w{4}-\w{4}", code)
    assert f"/carry-on?code={code.replace('-', '')}" in made.text
    assert '<svg aria-hidden="true"' in made.text and "style=" not in made.text
    phone = another_browser(client)
    assert "from the library" not in phone.get("/carry-on?code=" + code).text
    page = phone.post("/carry-on", data={"code": f" {code.lower()} "}).text
    assert "from the library" in page and 'data-theme="dark"' in page
    phone.post("/message", data={"text": "from the bus", "once": "p"})
    assert "from the bus" in client.get("/").text
    assert house.written() == ["from the library", "from the bus"]


def test_a_code_works_once_and_not_for_long(client, house):
    begin(client, "mine")
    used, old = (code_in(client.post("/another-device").text) for _ in range(2))
    other = another_browser(client)
    assert "This code does not work." in other.post("/carry-on", data={"code": used}).text
    house.clock.move(minutes=16)
    assert other.post("/carry-on", data={"code": old}).status_code == 422
    new = code_in(client.post("/another-device").text)
    assert "mine" in other.post("/carry-on", data={"code": new}).text
    refused = other.post("/carry-on", data={"code": new})
    assert refused.status_code == 422 and 'aria-describedby="hint fault"' in refused.text


def test_a_browser_without_a_talk_gets_no_code(client):
    assert "There is no chat in this browser yet." in client.post("/another-device").text


@given(st.text(alphabet=LETTERS, min_size=CODE_LENGTH, max_size=CODE_LENGTH), st.data())
def test_a_code_is_read_however_it_is_typed(code, data):
    typed = "".join(data.draw(st.sampled_from((c, c.lower(), f"{c} ", f"-{c}"))) for c in code)
    assert plain_code(typed) == code


def test_leaving_goes_to_a_page_that_says_nothing_of_us(client, house):
    begin(client, "my words")
    left = client.post("/leave", follow_redirects=False)
    assert (left.status_code, left.headers["location"]) == (303, "/links")
    assert 'alongside=""' in left.headers["set-cookie"]
    page = client.get("/links").text
    assert "Alongside" not in page and "chat" not in page.lower().replace("chat.css", "")
    assert 'rel="icon"' not in page  # Ours is a speech bubble.
    assert "my words" not in client.get("/").text
    assert house.written() == ["my words"]


def test_the_organisation_chooses_where_leaving_goes(tmp_path):
    house = House(tmp_path, leave_url="https://weather.example/")
    with TestClient(house.app) as client:
        left = client.post("/leave", follow_redirects=False)
        assert left.headers["location"] == "https://weather.example/"
        assert 'data-to="https://weather.example/"' in client.get("/").text


def test_end_and_forget_ends_it_on_every_device(client, house):
    begin(client, "mine")
    code = code_in(client.post("/another-device").text)
    phone = another_browser(client)
    phone.post("/carry-on", data={"code": code})
    late = code_in(phone.post("/another-device").text)
    assert "Your chat is deleted" in client.post("/forget").text
    assert "mine" not in phone.get("/").text
    assert phone.post("/carry-on", data={"code": late}).status_code == 422
