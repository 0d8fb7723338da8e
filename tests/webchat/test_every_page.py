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
from tests.webchat.states import STATES, all_pages

CHECKER = PROJECT / ".tools" / "vnu.jar"
ENGLISH = [state for state in STATES if "welsh" not in state and state != "copy"]
NO_FRAME = ("links", "copy")
"""A page that must not look like ours, and a file to take away."""


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
    not CHECKER.exists() or not shutil.which("java"),
    reason="the Nu HTML Checker needs Java and is fetched from npm by `make test`",
)
def test_the_html_checker_finds_nothing(pages, tmp_path: Path):
    """The Nu HTML Checker: content models, attributes and ARIA beyond what a parser sees."""
    for state, html in pages.items():
        (tmp_path / f"{state}.html").write_text(html, "utf-8")
    done = subprocess.run(
        ["java", "-jar", CHECKER, "--errors-only", "--format", "json", tmp_path],
        capture_output=True, text=True,
    )  # fmt: skip
    found = json.loads(done.stderr)["messages"]
    assert [(Path(m["url"]).stem, m["message"], m.get("extract")) for m in found] == []


@pytest.mark.parametrize("state", [s for s in STATES if s not in NO_FRAME])
def test_help_is_in_the_same_place_and_order_on_every_page(pages, state):
    page = pages[state]
    order = [
        'class="skip" href="#main"', 'action="/leave"', '<main id="main"', 'id="safety"',
        'id="ways"', 'href="/about"', 'href="/copy.html"', 'href="/forget"',
    ]  # fmt: skip
    places = [page.rindex(part) if part == 'href="/forget"' else page.index(part) for part in order]
    footer = page.index("<footer>")
    assert places[:4] == sorted(places[:4]) and places[3] < footer < places[4]
    assert page.count("<h1>") == 1 and page.count("<main") == 1


@pytest.mark.parametrize("state", STATES)
def test_nothing_moves_hides_or_comes_from_elsewhere(pages, state):
    page = pages[state]
    for part in ("http-equiv", "accesskey", "placeholder=", "<iframe", "autoplay",
                 "captcha", "onclick", "javascript:", 'tabindex="1"', "target="):  # fmt: skip
        assert part not in page.lower()
    loaded = re.findall(r'<(?:script|link|img)\s[^>]*(?:src|href)="([^"]+)"', page)
    assert all(address.startswith("/") for address in loaded)
    levels = [int(level) for level in re.findall(r"<h([1-6])", page)]
    assert all(after - before <= 1 for before, after in zip(levels[1:], levels[2:], strict=False))


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
    # Names of laws and organisations are not ours to shorten.
    text = " ".join(sentences)
    for name in ("Deaf and Disabled People's Organisations", "your local Deaf and Disabled People's Organisation",
                 "Web Content Accessibility Guidelines", "National Insurance", "Community Partners"):  # fmt: skip
        text = text.replace(name, "them")
    assert textstat.flesch_kincaid_grade(text) <= 5.0
    assert not re.search(r"\b(utilise|e\.g|i\.e|etc|prior to|in order to|regarding)\b", text)


@pytest.mark.parametrize("state", ["chat-empty", "chat-talk", "about"])
def test_a_page_says_who_answers_and_what_is_kept(pages, state):
    for part in ("computer program", "not the DWP", "person at any time", "kept"):
        assert part in pages[state]


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
