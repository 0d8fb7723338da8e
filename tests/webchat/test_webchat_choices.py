"""Settings and languages of the pages, and what the announcer says."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversations.preferences import preferences_of
from bot.webchat.display import SETTINGS, attributes, chosen
from tests.webchat.house import begin


def test_settings_are_kept_with_the_person_and_stand_on_every_page(client, house):
    page = client.post("/settings", data={"size": "larger", "theme": "soft", "announce": "off"})
    assert "Your settings are saved." in page.text
    for path in ("/", "/about", "/settings", "/forget", "/phone"):
        assert '<html lang="en-GB" data-size="larger" data-theme="soft" data-announce="off">' in (
            client.get(path).text
        )
    client.post("/settings", data={"size": "normal"})
    html = client.get("/").text
    assert 'data-theme="soft"' in html and "data-size" not in html
    assert house.count_messages() == 0


def test_a_wrong_value_changes_nothing(client):
    client.post("/settings", data={"size": "large"})
    client.post("/settings", data={"size": "<script>", "nonsense": "yes", "theme": "x" * 400})
    assert '<html lang="en-GB" data-size="large">' in client.get("/").text


@given(st.dictionaries(st.sampled_from([*SETTINGS, "other"]), st.text(max_size=10)))
def test_whatever_was_kept_every_setting_has_one_of_its_choices(kept):
    display = chosen(kept)
    assert all(display[name] in setting.choices for name, setting in SETTINGS.items())
    assert set(attributes(display).items()) <= set(display.items())


def test_easy_read_is_kept_for_every_channel(client, house):
    begin(client)
    client.post("/settings", data={"answers": "easy_read"})
    with house.database.read() as session:
        talk = house._talk(session)
        kept = preferences_of(session, house.gateway.vault, talk.row.person_id)
    assert kept.reply_form == "easy_read" and "answers" not in kept.display


def test_easy_read_comes_in_lines_with_drawings(client):
    client.post("/settings", data={"answers": "easy_read"})
    begin(client)
    page = client.get("/").text
    drawing = re.search(r'<li><img src="(/static/picture-[^"]+)" alt="[^"]+"', page)
    assert client.get(drawing[1]).headers["content-type"] == "image/svg+xml"
    assert "<img" not in client.get("/copy.html").text


def test_the_announcer_says_as_much_as_was_chosen(client, house):
    begin(client)

    def says() -> list[str]:
        return [item["say"] for item in client.get("/messages?after=1").json()]

    assert says()[0].startswith("Alongside says: Access to Work")
    client.post("/settings", data={"announce": "one"})
    assert says() == ["New message from Alongside"]
    client.post("/settings", data={"announce": "off"})
    assert says() == [""]


def test_a_crisis_is_announced_whole_and_first_unless_all_is_off(client):
    begin(client, "i want to kill myself")
    client.post("/settings", data={"announce": "one"})
    [item] = client.get("/messages?after=1").json()
    assert item["urgent"] and "999" in item["say"]


@pytest.mark.parametrize(
    "answer", ["crisis", "crisis.not_safe", "crisis_other", "safeguarding.now"]
)
def test_all_that_is_said_to_somebody_in_danger_is_announced_whole(client, house, answer):
    begin(client)
    client.post("/settings", data={"announce": "one"})
    house.assistant_writes("Call 999. " * 100 + "The end.", answer=answer)
    [item] = client.get("/messages?after=2").json()
    assert item["urgent"] and item["say"].endswith("The end.")


def test_a_very_long_message_is_announced_by_its_first_line(client, house):
    begin(client)
    house.assistant_writes("The first line.\n\n" + "And more words. " * 80)
    item = client.get("/messages?after=2").json()[0]
    assert item["say"].startswith("Alongside says: The first line. This is a long message.")
    assert "And more" not in item["say"] and "And more" in item["html"]


def test_the_pages_speak_welsh_and_mark_what_is_english(client, house):
    begin(client)
    page = client.post("/settings", data={"language": "cy", "back": "chat"}).text
    assert '<html lang="cy" data-language="cy">' in page
    assert "<h1>Sgwrs</h1>" in page and "Anfon neges" in page
    assert re.search(r'<h3 id="m2">Alongside \(cynorthwyydd', page)
    assert '<div lang="en-GB"><p>Access to Work' in page
    assert 'lang="en-GB" type="submit">English</button>' in page
    assert "Skip to main content" not in page


def test_a_browser_that_asks_for_welsh_first_gets_it(client):
    for asked, found in (
        ("cy,en;q=0.5", "cy"),
        ("cy-GB", "cy"),
        ("en-GB,cy", "en-GB"),
        ("", "en-GB"),
    ):
        page = client.get("/", headers={"Accept-Language": asked})
        assert f'<html lang="{found}"' in page.text
        assert page.headers["content-language"] == found
