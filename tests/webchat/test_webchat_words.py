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
            "1. Club, Org\nWho runs it: x.\nChecked 1 May 2026.",
            "<h4>1. Club, Org</h4><dl><dt>Who runs it</dt><dd>x.</dd></dl><p>Checked 1 May 2026.</p>",
        ),
        (
            "Name: Club, Org\nWhen: not listed\nAccess: no steps",
            "<h4>Club, Org</h4><dl><dt>When</dt><dd>not listed</dd><dt>Access</dt><dd>no steps</dd></dl>",
        ),
        ("Name: only", "<p>Name: only</p>"),
        ("1. Open it.\n2. Read it.", "<ol><li>Open it.</li><li>Read it.</li></ol>"),
        (
            "1. Ask: why?\n2. Read.\n3. Go.",
            "<ol><li>Ask: why?</li><li>Read.</li><li>Go.</li></ol>",
        ),
        ("2. Not\n4. in order", "<p>2. Not<br>4. in order</p>"),
        ("5. One line", "<p>5. One line</p>"),
        (
            "Phone 020 7525 5000 or a.b@c.org.",
            '<p>Phone <a href="tel:+442075255000">020 7525 5000</a>'
            ' or <a href="mailto:a.b@c.org">a.b@c.org</a>.</p>',
        ),
        (
            "call 999. Samaritans: call 116 123",
            '<p>call <a href="tel:999">999</a>. Samaritans: call <a href="tel:116123">116 123</a></p>',
        ),
        (
            "Text SHOUT to 85258. In danger? Call 999. Not sure? Call NHS 111.",
            '<p>Text SHOUT to <a href="sms:85258?&amp;body=SHOUT">85258</a>.'
            ' In danger? Call <a href="tel:999">999</a>.'
            ' Not sure? Call NHS <a href="tel:111">111</a>.</p>',
        ),
        (
            "I read it here: https://www.elsewhere.example/cases/2025/a-very-long-address.",
            '<p>I read it here: <a href="https://www.elsewhere.example/cases/2025/'
            'a-very-long-address">elsewhere.example (web page)</a>.</p>',
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
    html = html_of("- a\n1. b\nhttps://c.org", ours=False)
    assert html == '<p dir="auto">- a<br>1. b<br>https://c.org</p>'


def test_times_are_in_words_and_in_london():
    now = datetime(2026, 7, 3, 12, 0, tzinfo=UTC)
    assert time_words(datetime(2026, 7, 3, 11, 5, tzinfo=UTC), now) == "12:05pm"
    assert time_words(datetime(2026, 7, 2, 23, 5, tzinfo=UTC), now) == "12:05am"
    assert time_words(datetime(2026, 7, 2, 8, 5, tzinfo=UTC), now) == "yesterday at 9:05am"
    assert time_words(datetime(2026, 7, 4, 8, 5, tzinfo=UTC), now) == "tomorrow at 9:05am"
    assert time_words(datetime(2026, 6, 1, 8, 5, tzinfo=UTC), now) == "1 June at 9:05am"
    assert time_words(datetime(2025, 6, 1, 8, 5, tzinfo=UTC), now) == "1 June 2025 at 9:05am"
