"""Plain text made into HTML, and times in words."""

from datetime import UTC, datetime

import pytest

from bot.webchat.words import html_of, time_words


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("One.\n\nTwo.", "<p>One.</p><p>Two.</p>"),
        ("One\ntwo", "<p>One<br>two</p>"),
        ("Bring:\n- a\n- b\nThen go.", "<p>Bring:</p><ul><li>a</li><li>b</li></ul><p>Then go.</p>"),
        (
            "1. Club, Org\nWho runs it: x.",
            "<p><strong>1. Club, Org</strong><br>Who runs it: x.</p>",
        ),
        ("a < b & c", "<p>a &lt; b &amp; c</p>"),
        (
            'See https://a.org/b?c=1&d="x"',
            '<p>See <a href="https://a.org/b?c=1&amp;d=">https://a.org/b?c=1&amp;d=</a>&#34;x&#34;</p>',
        ),
        ("javascript:alert(1)", "<p>javascript:alert(1)</p>"),
        ("", ""),
    ],
)
def test_our_own_text(text, html):
    assert html_of(text, ours=True) == html


def test_a_persons_text_stays_as_typed():
    assert html_of("- a\n1. b\nhttps://c.org", ours=False) == "<p>- a<br>1. b<br>https://c.org</p>"


def test_times_are_in_words_and_in_london():
    now = datetime(2026, 7, 3, 12, 0, tzinfo=UTC)
    assert time_words(datetime(2026, 7, 3, 11, 5, tzinfo=UTC), now) == "12:05pm"
    assert time_words(datetime(2026, 7, 2, 23, 5, tzinfo=UTC), now) == "12:05am"
    assert time_words(datetime(2026, 7, 2, 8, 5, tzinfo=UTC), now) == "yesterday at 9:05am"
    assert time_words(datetime(2026, 6, 1, 8, 5, tzinfo=UTC), now) == "1 June at 9:05am"
    assert time_words(datetime(2025, 6, 1, 8, 5, tzinfo=UTC), now) == "1 June 2025 at 9:05am"
