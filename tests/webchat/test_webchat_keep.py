"""Taking answers along, and what an organisation puts on its own pages."""

import html
import re
from urllib.parse import unquote

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import select, update

from bot.conversations import inbox
from bot.conversations.models import Address, Message
from bot.settings import Settings
from tests.webchat.house import House, SilentSender, begin


def test_the_copy_as_a_page_needs_nothing_else(client, house):
    begin(client, "hello <b>")
    copy = client.get("/copy.html")
    assert copy.headers["content-disposition"] == 'attachment; filename="chat.html"'
    assert "hello &lt;b&gt;" in copy.text and "Where this comes from:" in copy.text
    assert "src=" not in copy.text and "<link" not in copy.text


def test_the_copy_by_email_is_a_link_that_every_program_takes(client, house):
    """It holds as much as fits of the newest, and says so."""
    assert "There is no chat in this browser yet." in client.get("/email").text
    begin(client, "hello & goodbye")
    house.assistant_writes("Short.")
    link = email_link(client)
    assert link.startswith("mailto:?subject=") and "Short." in unquote(link)
    house.assistant_writes("long words " * 100, "The newest.")
    page = client.get("/email").text
    assert "The email has the newest part." in page
    link = email_link(client)
    assert len(link) <= 1_800 and "The newest." in unquote(link)
    assert "long words" not in unquote(link)


def email_link(client: TestClient) -> str:
    return html.unescape(re.search(r'href="(mailto:[^"]+)"', client.get("/email").text)[1])


@pytest.fixture
def texting(tmp_path):
    """A house that can send texts, with somebody who has an answer."""
    house = House(tmp_path)
    house.gateway.senders["sms"] = SilentSender()
    with TestClient(house.app, headers={"Accept": "text/html"}) as client:
        begin(client)
        yield house, client


def texts(house: House) -> list[str]:
    with house.database.read() as session:
        rows = session.scalars(select(Message).where(Message.channel == "sms")).all()
        bodies = []
        for row in rows:
            talk = inbox.talk_of(session, house.gateway.vault, row.conversation_id)
            bodies.append(talk.key.open("body", row.body)["text"])
        return bodies


def test_the_newest_answer_goes_to_the_persons_own_phone(texting):
    house, client = texting
    page = client.post("/phone", data={"number": "07700 900123", "agreed": "yes"})
    assert "The text message is on its way." in page.text
    [text] = texts(house)
    assert text.startswith("From Alongside: you asked us to text you this.")
    assert "Access to Work" in text and "what is access to work" not in text


def test_without_consent_or_a_uk_mobile_nothing_leaves(texting):
    house, client = texting
    for data, words in (
        ({"number": "07700 900123"}, "Tick the box"),
        ({"number": "020 7946 0000", "agreed": "yes"}, "only text UK mobile numbers"),
        ({"number": "no", "agreed": "yes"}, "only text UK mobile numbers"),
    ):
        page = client.post("/phone", data=data)
        assert page.status_code == 422 and words in page.text
        assert f'value="{data["number"]}"' in page.text
    assert texts(house) == []


def test_nobodys_phone_is_flooded(texting):
    house, client = texting
    data = {"number": "07700 900123", "agreed": "yes"}
    for _ in range(3):
        assert client.post("/phone", data=data).status_code == 200
    assert client.post("/phone", data=data).status_code == 422
    assert len(texts(house)) == 3
    house.clock.move(days=2)
    begin(client, "hello")
    assert client.post("/phone", data=data).status_code == 200


def test_a_number_that_said_stop_stays_silent(texting):
    house, client = texting
    data = {"number": "07700 900123", "agreed": "yes"}
    client.post("/phone", data=data)
    with house.database.begin() as session:
        session.execute(
            update(Address).where(Address.channel == "sms").values(opted_out=house.clock.now())
        )
    assert "Text START from it first" in client.post("/phone", data=data).text
    assert len(texts(house)) == 1


def test_without_a_text_carrier_it_is_said(client):
    begin(client)
    assert "This service cannot send text messages." in client.get("/phone").text


def test_the_embed_script_is_small_and_holds_the_organisations_name_and_colour(tmp_path):
    house = House(tmp_path, organisation="Our Group", chat_colour="#003366",
                  public_url="https://chat.example")  # fmt: skip
    with TestClient(house.app) as client:
        script = client.get("/embed.js")
        assert len(script.content) < 3_000
        assert script.headers["cross-origin-resource-policy"] == "cross-origin"
        for part in ("Chat with Our Group", "#003366", "https://chat.example/", "Sgwrsio gyda"):
            assert part in script.text
        assert "--button: #003366" in client.get("/colour.css").text
        assert "/colour.css?v=003366" in client.get("/").text


@pytest.mark.parametrize("colour", ["#ff8800", "#777777", "red", "#12345", "#12345g"])
def test_a_colour_that_nobody_can_read_is_refused(colour):
    with pytest.raises(ValueError, match="chat_colour"):
        Settings(_env_file=None, chat_colour=colour)


def test_the_welcome_of_the_organisation_stands_on_the_page(tmp_path):
    house = House(tmp_path, welcome="Welcome to <Our Group>.", bsl="SignVideo on our site")
    with TestClient(house.app) as client:
        page = client.get("/").text
        assert "Welcome to &lt;Our Group&gt;." in page and "SignVideo on our site" in page
