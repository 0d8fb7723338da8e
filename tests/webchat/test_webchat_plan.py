"""My plan on the web: a page, and files to keep, for the person whose plan it is and nobody else."""

import html5lib
import pytest
from fastapi.testclient import TestClient

from bot.conversations import support_plan
from tests.webchat.house import House, another_browser

WORDS = {"goal": "A job <b>in</b> a library\nor a cafe", "helps": "My sister", "who": "Me"}


@pytest.fixture
def house(tmp_path) -> House:
    return House(tmp_path)


@pytest.fixture
def person(house):
    """Somebody with a plan, in their browser."""
    with TestClient(house.app) as client:
        client.get("/")
        client.post("/message", data={"text": "hello", "once": "a"})
        with house.database.begin() as session:
            person_id = house._talk(session).row.person_id
            vault, now = house.gateway.vault, house.clock.now()
            support_plan.keep_plan(session, vault, person_id, WORDS, now)
            support_plan.add_to_plan(session, vault, person_id, "Ring the club", "Sam", now)
        yield client


def test_the_plan_is_a_page_with_a_heading_for_each_part(person):
    page = person.get("/plan")
    html = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(page.text)
    headings = [h.text for h in html.iter("h2")]
    assert headings[:4] == ["My goal", "What helps me", "Who does what", "What was agreed"]
    assert "A job &lt;b&gt;in&lt;/b&gt; a library<br>or a cafe" in page.text
    assert "Ring the club (Sam, " in page.text
    assert page.headers["Cache-Control"] == "no-store"


def test_the_saved_page_needs_nothing_else_and_says_its_language_and_title(person):
    saved = person.get("/plan.html")
    assert 'attachment; filename="my-plan.html"' in saved.headers["Content-Disposition"]
    html = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(saved.text)
    assert html.get("lang") == "en-GB" and html.find("head/title").text.startswith("My plan")
    assert len(list(html.iter("h1"))) == 1 and html.find("body/main") is not None
    assert not [e for e in html.iter() if e.get("src") or e.get("href")]


def test_the_text_file_holds_the_persons_words_as_they_are(person):
    saved = person.get("/plan.txt")
    assert saved.headers["Content-Type"].startswith("text/plain")
    assert "My goal:\nA job <b>in</b> a library\nor a cafe" in saved.text
    assert "What was agreed:\nRing the club (Sam, " in saved.text


@pytest.mark.parametrize("path", ["/plan", "/plan.html", "/plan.txt"])
def test_somebody_else_sees_no_plan(person, path):
    page = another_browser(person).get(path)
    assert "library" not in page.text and "There is no plan here." in page.text


def test_deleting_the_talk_deletes_the_plan(house, person):
    assert "deleted" in person.post("/forget", headers={"Accept": "text/html"}).text
    assert "There is no plan here." in person.get("/plan").text
    with house.database.read() as session:
        assert session.query(support_plan.SupportPlan).all() == []


def test_the_page_is_there_in_welsh(person):
    page = person.get("/plan", headers={"Accept-Language": "cy"})
    person.post("/settings", data={"language": "cy"})
    page = person.get("/plan")
    assert "<h1>Fy nghynllun</h1>" in page.text and '<h2 lang="en-GB">My goal</h2>' in page.text
