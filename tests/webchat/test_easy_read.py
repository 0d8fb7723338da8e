"""Easy Read on the page: each line with its drawing and its text alternative, loaded only then."""

import re

import pytest
from fastapi.testclient import TestClient

from bot.content.store import Line
from bot.conversations.compose import Outgoing
from bot.conversations.easy_read import Lines, sentences
from bot.webchat.bodies import body_html
from bot.webchat.pages import assets, fragment, picture


def shown(*lines: tuple[str, str]) -> str:
    return fragment("easy_read.html", lines=[(*line, "") for line in lines])


def test_each_line_has_its_drawing_with_a_text_alternative():
    html = shown(("money", "It is money."), ("", "No drawing here."))
    assert 'alt="Coins and a bank note"' in html and 'loading="lazy"' in html
    assert html.count("<li>") == 2 and html.count("<img") == 1


def test_a_drawing_that_is_not_there_leaves_the_words():
    html = shown(("no_such", "Words <b>& more"))
    assert "<img" not in html and "Words &lt;b&gt;&amp; more" in html


def test_every_drawing_is_small_and_says_what_it_shows():
    names = [name for name in assets() if name.startswith("picture-")]
    assert len(names) >= 40
    for name in names:
        content = assets()[name].content
        assert len(content) < 2_000 and b"<script" not in content and b"href" not in content
        drawing = picture(name.removeprefix("picture-").removesuffix(".svg"))
        assert re.fullmatch(r"[A-Z][^<>]{3,60}", drawing["alt"])


LISTING = (
    "I have this:\n\n1. Job club, Some Trust\nWhat it is: a job club. It meets weekly.\n"
    "How to reach it: phone 020 7946 0000.\n\nRing first. Then go."
)


def test_a_listing_keeps_its_heading_and_its_terms_with_a_line_for_each_idea():
    lines = [["", line] for line in sentences(LISTING)]
    html = body_html({"text": LISTING, "lines": lines}, "assistant")
    assert html.replace("\n", "") == (
        '<ul class="easy-read"><li><span>I have this:</span></li></ul>'
        "<h4>1. Job club, Some Trust</h4>"
        "<dl><dt>What it is</dt><dd>a job club.<br>It meets weekly.</dd>"
        '<dt>How to reach it</dt><dd>phone <a href="tel:+442079460000">020 7946 0000</a>.</dd></dl>'
        '<ul class="easy-read"><li><span>Ring first.</span></li><li><span>Then go.</span></li></ul>'
    )


def test_lines_that_are_not_of_the_text_are_all_shown():
    html = body_html({"text": LISTING, "lines": [["", "Something else."]]}, "assistant")
    assert "Something else." in html and "<h4>" not in html


@pytest.fixture
def client(house):
    with TestClient(house.app) as client:
        yield client


def test_a_drawing_may_be_kept_for_a_year(client):
    response = client.get(picture("money")["url"])
    assert response.headers["content-type"].startswith("image/svg+xml")
    assert "immutable" in response.headers["cache-control"]


def test_the_first_page_loads_no_drawing(client):
    assert "picture-" not in client.get("/").text


def test_lines_are_the_text_they_are_made_of():
    lines = Lines([Line("money", "One."), Line("work", ""), Line("work", "Two.")])
    assert lines == "One.\nTwo." and Outgoing(parts=[lines]).text == "One.\nTwo."


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("One thing. Another. See www.gov.uk/x.", ["One thing.", "Another.", "See www.gov.uk/x."]),
        ("1. Workstart job club\nPhone: 020 7946 0000", ["1. Workstart job club", "Phone: 020 7946 0000"]),
        ("- a list item\n\n- Is it free? Ask.", ["a list item", "Is it free?", "Ask."]),
        ('Write: "Is it voluntary?" Then wait.', ['Write: "Is it voluntary?" Then wait.']),
        ("It is 3 p.m. today, at no. 5", ["It is 3 p.m. today, at no. 5"]),
    ],
)  # fmt: skip
def test_a_text_is_cut_into_sentences(text, lines):
    assert sentences(text) == lines
