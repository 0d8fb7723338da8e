"""`lang` on every foreign word: a reading voice, a braille table and a translator go by it."""

import re

import pytest
from fastapi.testclient import TestClient

from bot.content.languages import languages
from bot.webchat.tongues import OTHERS, tongues
from bot.webchat.words import blocks_of
from tests.webchat.house import STORE, House, begin

POLISH = "czy mogę porozmawiać po polsku"
BEGINNING = {"ar": '<p lang="ar" dir="rtl">', "ur": '<p lang="ur" dir="rtl">'}


def newest(client: TestClient) -> str:
    page = client.get("/").text
    return page[page.index('id="latest"') : page.index("</ol>\n</section>")]


def in_welsh(client: TestClient) -> None:
    client.post("/settings", data={"language": "cy"})


@pytest.mark.parametrize("code", languages())
def test_the_sentence_for_people_of_another_language_is_in_it_and_the_rest_in_english(code):
    answer = STORE.current().get(f"{OTHERS}.{code}")
    first, second = blocks_of(answer.forms["plain"])
    assert tongues([first, second], "assistant", [answer.id]) == dict.fromkeys(first, code)


def test_a_line_each_for_several_languages_is_marked_line_by_line():
    blocks = blocks_of(STORE.current().get(OTHERS).forms["plain"])
    found = tongues(blocks, "assistant", [OTHERS])
    assert list(found.values()) == ["pl", "ro", "pt", "es", "fr", "it", "tr", "cy"]
    assert set(found) == set(blocks[-1])


def test_a_polish_sentence_is_marked_on_the_page_and_in_the_copy(client):
    begin(client, POLISH)
    for page in (newest(client), client.get("/copy.html").text):
        assert '<p lang="pl">Mogę pisać tylko po angielsku.' in page
        assert "<p>In English: " in page
    assert f'<p lang="pl" dir="auto">{POLISH}</p>' in client.get("/").text


def test_in_easy_read_each_of_its_lines_is_marked(client):
    client.post("/settings", data={"answers": "easy_read"})
    begin(client, POLISH)
    page = newest(client)
    assert page.count('<span lang="pl">') == 3
    assert "<span>In English: I can only write English.</span>" in page


def test_a_language_from_right_to_left_runs_that_way(client):
    begin(client, "مرحبا، أحتاج إلى مساعدة في العمل")
    assert '<p lang="ar" dir="rtl">' in newest(client)
    assert '<p lang="ar" dir="rtl">مرحبا' in client.get("/").text
    assert 'name="text" rows="4" dir="auto"' in client.get("/").text


def test_what_an_adviser_writes_in_another_language_is_marked(client, house):
    begin(client, "can i talk to someone")
    client.post("/message", data={"text": "yes", "once": "b"})
    house.adviser_joins()
    house.adviser_writes("Hello.\n\nDzień dobry, mogę pomóc po polsku.")
    page = newest(client)
    assert "<p>Hello.</p>" in page and '<p lang="pl">Dzień dobry' in page


def test_on_welsh_pages_ones_own_words_are_marked_if_they_are_english(client):
    in_welsh(client)
    begin(client, "what is access to work")
    client.post("/message", data={"text": "bore da, dw i angen help gyda gwaith", "once": "b"})
    page = client.get("/").text
    assert '<p lang="en-GB" dir="auto">what is access to work</p>' in page
    assert '<p dir="auto">bore da, dw i angen help gyda gwaith</p>' in page
    # The answer to Welsh is in Welsh and then in English, inside what is marked as English.
    assert re.search(r'<div lang="en-GB"><p lang="cy">[^<]+</p><p>In English', newest(client))


def test_on_welsh_pages_everything_english_is_marked_in_the_copy_too(client):
    in_welsh(client)
    begin(client)
    copy = client.get("/copy.html").text
    assert re.search(r'<div lang="en-GB"><p>Access to Work', copy)
    assert re.search(r'Dewisiadau: <span lang="en-GB">Who can get Access to Work', copy)
    assert re.search(r'<li lang="en-GB"><a href="https://', copy)


def test_on_welsh_pages_an_english_message_is_announced_in_english_and_says_so(client):
    in_welsh(client)
    begin(client)
    [item] = client.get("/messages?after=1").json()
    assert item["say"].startswith("Alongside says: Access to Work") and item["lang"] == "en-GB"
    client.post("/settings", data={"announce": "one"})
    [item] = client.get("/messages?after=1").json()
    assert item["say"] == "Neges newydd gan Alongside" and item["lang"] == ""


def test_the_question_that_choices_answer_is_marked_on_welsh_pages(client):
    in_welsh(client)
    begin(client, "can i talk to someone")
    assert re.search(
        r"<legend>Eich ateb i “<span lang=.en-GB.>May I [^<]+\?</span>”", client.get("/").text
    )


def test_the_organisations_own_words_are_marked_on_welsh_pages(tmp_path):
    house = House(tmp_path, welcome="Welcome.", bsl="SignVideo", contact="Phone us")
    with TestClient(house.app, headers={"Accept-Language": "cy"}) as client:
        page = client.get("/").text
        assert '<p lang="en-GB">Welcome.</p>' in page
        for words in ("SignVideo", "Phone us"):
            assert f'<span lang="en-GB">{words}</span>' in page
        assert '<span lang="en-GB">Phone us</span></p>' in client.get("/accessibility").text
    with TestClient(house.app) as client:
        assert "<p>Welcome.</p>" in client.get("/").text
