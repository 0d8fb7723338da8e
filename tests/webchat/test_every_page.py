"""Every page in every state: valid HTML, plain words, the same frame, nothing that moves or hides."""

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import html5lib
import pytest
import textstat

from bot.settings import PROJECT
from bot.webchat.texts import LANGUAGES, catalogue
from tests.webchat.states import FILES, STATES, all_pages

CHECKERS = PROJECT / ".tools" / "pages" / "node_modules"
"""Put there by `make test`, with npm."""
NU = CHECKERS / "vnu-jar" / "build" / "dist" / "vnu.jar"
ENGLISH = [state for state in STATES if "welsh" not in state and state not in FILES]
NO_FRAME = ("links", *FILES)
"""A page that must not look like ours, and what is taken away."""


@pytest.fixture(scope="module")
def pages() -> dict[str, str]:
    return all_pages()


@pytest.mark.parametrize("state", STATES)
def test_a_page_is_html_without_a_fault(pages, state):
    html5lib.HTMLParser(strict=True).parse(pages[state])
    ids = re.findall(r'\sid="([^"]+)"', pages[state])
    assert len(ids) == len(set(ids))
    known = {*ids, ""}
    for name in ("for", "aria-labelledby", "aria-describedby"):
        for value in re.findall(rf'\s{name}="([^"]+)"', pages[state]):
            assert set(value.split()) <= known


@pytest.mark.skipif(
    not NU.exists() or not shutil.which("java"),
    reason="the Nu HTML Checker needs Java and is fetched with npm by `make test`",
)
def test_the_nu_html_checker_finds_nothing(pages, tmp_path: Path):
    """The Nu HTML Checker: content models, attributes and ARIA beyond what a parser sees."""
    for state, html in pages.items():
        (tmp_path / f"{state}.html").write_text(html, "utf-8")
    done = subprocess.run(
        ["java", "-jar", NU, "--errors-only", "--format", "json", tmp_path],
        capture_output=True, text=True,
    )  # fmt: skip
    found = json.loads(done.stderr)["messages"]
    assert [(Path(m["url"]).stem, m["message"], m.get("extract")) for m in found] == []


HTML_VALIDATE = {
    "root": True,
    "extends": ["html-validate:recommended"],
    # A hard space in a number would hide it from a search in the page; the style sheet keeps
    # numbers on one line.
    "rules": {"tel-non-breaking": "off"},
}


@pytest.mark.skipif(
    not (CHECKERS / "html-validate").exists() or not shutil.which("node"),
    reason="html-validate needs Node.js and is fetched with npm by `make test`",
)
def test_html_validate_finds_nothing(pages, tmp_path: Path):
    for state, html in pages.items():
        (tmp_path / f"{state}.html").write_text(html, "utf-8")
    (tmp_path / ".htmlvalidate.json").write_text(json.dumps(HTML_VALIDATE))
    program = CHECKERS / "html-validate" / "bin" / "html-validate.mjs"
    done = subprocess.run(
        ["node", program, "--formatter", "json", *sorted(tmp_path.glob("*.html"))],
        capture_output=True, text=True,
    )  # fmt: skip
    found = [
        (Path(page["filePath"]).stem, m["ruleId"], m["message"], m["line"])
        for page in json.loads(done.stdout)
        for m in page["messages"]
    ]
    assert found == []


@pytest.mark.parametrize("state", [s for s in STATES if s not in NO_FRAME])
def test_help_is_in_the_same_place_and_order_on_every_page(pages, state):
    page = pages[state]
    order = [
        'class="skip" href="#main"', 'action="/leave"', '<main id="main"', 'id="safety"',
        'id="ways"', 'id="know"', 'href="/copy.html"', 'href="/forget"', 'href="/accessibility"',
    ]  # fmt: skip
    places = [page.rindex(part) if "href" in part else page.index(part) for part in order]
    footer = page.index("<footer>")
    assert places == sorted(places) and places[3] < footer < places[4]
    assert page.count("<h1>") == 1 and page.count("<main") == 1


@pytest.mark.parametrize("state", STATES)
def test_nothing_moves_hides_or_comes_from_elsewhere(pages, state):
    page = pages[state]
    for part in ("http-equiv", "accesskey", "placeholder=", "<iframe", "<dialog", "autoplay",
                 "<video", "<audio", 'type="password"',
                 "captcha", "onclick", "javascript:", 'tabindex="1"', "target="):  # fmt: skip
        assert part not in page.lower()
    loaded = re.findall(r'<(?:script|link|img)\s[^>]*(?:src|href)="([^"]+)"', page)
    assert all(address.startswith("/") for address in loaded)
    levels = [int(level) for level in re.findall(r"<h([1-6])", page)]
    assert all(after - before <= 1 for before, after in zip(levels[1:], levels[2:], strict=False))


@pytest.mark.parametrize("state", STATES)
def test_every_control_has_words_that_can_be_seen_and_every_picture_a_text(pages, state):
    page = pages[state]
    for tag in ("button", "a", "legend", "label", "summary"):
        for inside in re.findall(rf"<{tag}(?:\s[^>]*)?>(.*?)</{tag}>", page, re.DOTALL):
            assert re.sub(r"<[^>]+>", "", inside).strip()
    assert not re.search(r"<(?:button|a|input|textarea)\s[^>]*(?:aria-label|title)=", page)
    labelled = set(re.findall(r'<label for="([^"]+)"', page))
    fields = re.findall(r'<(?:textarea|input(?![^>]*type="(?:hidden|radio|checkbox)"))[^>]*', page)
    assert {re.search(r'id="([^"]+)"', field)[1] for field in fields} <= labelled
    for alt in re.findall(r"<img\s[^>]*>", page):
        assert re.search(r'alt="[^"]+"', alt)


class _Words(HTMLParser):
    """The words of a page outside the messages, one line a block."""

    BLOCKS = {
        "p",
        "li",
        "h1",
        "h2",
        "h3",
        "legend",
        "label",
        "button",
        "dt",
        "dd",
        "summary",
        "title",
    }

    def __init__(self) -> None:
        super().__init__()
        self.lines, self._out = [""], 0

    def handle_starttag(self, tag, attributes) -> None:
        if ("id", "transcript") in attributes or tag in ("style", "textarea", "svg"):
            self._out += 1
        if tag in self.BLOCKS:
            self.lines.append("")

    def handle_endtag(self, tag) -> None:
        if self._out and tag in ("ol", "style", "textarea", "svg"):
            self._out -= 1
        if tag in self.BLOCKS:
            self.lines.append("")

    def handle_data(self, data) -> None:
        if not self._out:
            self.lines[-1] += data


def own_words(page: str) -> Iterator[str]:
    """Sentences of the page that we wrote."""
    reader = _Words()
    reader.feed(page)
    for line in reader.lines:
        line = " ".join(line.split())
        for sentence in re.split(r"(?<=[.?!])\s+", line):
            if re.search(r"[.?!]$", sentence):
                yield sentence


@pytest.mark.parametrize("state", ENGLISH)
def test_our_own_words_are_short_and_plain(pages, state):
    """About ten years of age: grade 5 at most, no sentence over 20 words."""
    sentences = [s for s in own_words(pages[state]) if "http" not in s]
    if not sentences:
        assert state == "links"
        return
    long = [s for s in sentences if len(s.split()) > 20]
    assert long == []
    assert sum(len(s.split()) for s in sentences) / len(sentences) <= 12
    text = " ".join(sentences)
    assert textstat.flesch_kincaid_grade(text) <= 5.0
    assert not re.search(r"\b(utilise|e\.g|i\.e|etc|prior to|in order to|regarding)\b", text)


def test_all_words_of_templates_and_code_are_short_and_plain():
    """Those too that no state shows: faults, announcements, settings."""
    texts = [re.sub(r"%\(\w+\)s|%s", "five", text) for text in texts_of_the_pages()]
    sentences = [s for text in texts for s in re.split(r"(?<=[.?!])\s+", text)]
    assert [s for s in sentences if len(s.split()) > 20] == []
    whole = " ".join(text if re.search(r"[.?!:]$", text) else f"{text}." for text in sorted(texts))
    assert textstat.flesch_kincaid_grade(whole) <= 5.0


def test_easy_read_lines_are_short_and_each_has_its_drawing(pages):
    page = pages["how"]
    lines = re.findall(r'<li><img src="[^"]+" alt="([^"]+)"[^>]*><span>([^<]+)</span></li>', page)
    assert len(lines) == page.count("<img") > 10
    for alt, words in lines:
        assert alt.strip()
        assert all(len(s.split()) <= 15 for s in re.split(r"(?<=[.?!])\s+", words))


@pytest.mark.parametrize("state", [s for s in ENGLISH if s not in NO_FRAME])
def test_a_page_says_who_answers_when_what_comes_next_and_what_is_kept(pages, state):
    for part in (
        "Who answers: a computer program. You can ask for a person.",
        "When: the program answers at once, day and night.",
        "People are here Monday to Friday, 10am to 4pm.",
        "What happens next: ",
        "What is kept: ",
    ):
        assert part in pages[state]


@pytest.mark.parametrize("state", ["chat-empty", "chat-talk", "about"])
def test_the_chat_says_that_it_is_not_the_dwp(pages, state):
    for part in ("computer program", "not the DWP", "person at any time"):
        assert part in pages[state]


def test_the_accessibility_statement_has_a_contact_and_a_date(pages):
    assert all('<a href="/accessibility">' in pages[s] for s in STATES if s not in NO_FRAME)
    page = pages["accessibility"]
    main = page[page.index("<main") : page.index("</main>")]
    assert "write “person” and send it" in main and "020 7946 0000" in main
    assert re.search(r"We wrote this on \d{1,2} [A-Z][a-z]+ 20\d\d\.", main)


def texts_of_the_pages() -> set[str]:
    """Everything marked for translation, in templates and code."""
    from babel.messages.extract import extract_from_dir

    room = PROJECT / "bot" / "webchat"
    ways = [("templates/**.html", "jinja2.ext:babel_extract"), ("**.py", "python")]
    found = extract_from_dir(room, ways, keywords={"_": None, "gettext": None})
    return {message for _, _, message, _, _ in found if isinstance(message, str) and message}


@pytest.mark.parametrize("code", [code for code in LANGUAGES if code != "en"])
def test_the_catalogue_has_every_text_and_no_other(code):
    texts, known = texts_of_the_pages(), catalogue(code)
    assert len(texts) > 100
    assert texts - set(known) == set()
    assert set(known) - texts == set()
    for english, other in known.items():
        marks = re.compile(r"%\(\w+\)s|%s")
        assert sorted(marks.findall(english)) == sorted(marks.findall(other))


def test_what_is_noted_of_a_person_beside_their_words_stands_in_the_page_about_this_chat(client):
    page = client.get("/about").text
    assert "your last question (up to 200 letters)" in page
    assert "your age, your area and what you need, if you told us" in page
    assert "under 18" in page and "asked for a call back" in page
    assert "They are deleted with the chat." in page
