"""Segments and pages, against a second, slower way of counting.

The second way writes the text out as it travels (septets with escapes, or UTF-16 units) and cuts
that stream, where the code under test adds up widths.
"""

import string

from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.content.gsm import is_gsm, pages, segments, to_gsm

ESC = 0x1B
# 3GPP TS 23.038, 6.2.1: position in the string is the code; the escape itself stands at 0x1B.
DEFAULT = (
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\x1bÆæßÉ"
    " !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§"
    "¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
# 6.2.1.1: code after the escape.
SECOND = {
    "\f": 0x0A, "^": 0x14, "{": 0x28, "}": 0x29, "\\": 0x2F, "[": 0x3C, "~": 0x3D, "]": 0x3E,
    "|": 0x40, "€": 0x65,
}  # fmt: skip
assert len(DEFAULT) == len(set(DEFAULT)) == 128

MORE = " Reply MORE."

gsm_letters = st.sampled_from(DEFAULT.replace("\x1b", "") + "".join(SECOND) * 4)
any_letters = st.characters(exclude_categories=["Cs"])
ordinary = st.sampled_from(string.ascii_letters + "    .,?!\n€[]'’éŵ🙂")
texts = st.one_of(
    st.text(gsm_letters, max_size=700),
    st.text(any_letters, max_size=300),
    st.text(st.sampled_from("aŵ🙂€ "), max_size=300),
)
prose = st.text(ordinary, max_size=900)
words = st.lists(st.text(ordinary.filter(str.strip), min_size=1, max_size=12), max_size=150)


def septets(text: str) -> list[int] | None:
    """The text as it travels in GSM-7; None if it cannot."""
    stream = []
    for letter in text:
        if letter in SECOND:
            stream += [ESC, SECOND[letter]]
        elif letter in DEFAULT and letter != "\x1b":
            stream.append(DEFAULT.index(letter))
        else:
            return None
    return stream


def parts_of(text: str) -> list[list[int]]:
    """The segments themselves, cut from the stream."""
    stream, single, each = septets(text), 160, 153

    def begins_pair(unit: int) -> bool:
        return unit == ESC

    if stream is None:
        raw = text.encode("utf-16-be")
        stream = [int.from_bytes(raw[i : i + 2]) for i in range(0, len(raw), 2)]
        single, each = 70, 67

        def begins_pair(unit: int) -> bool:
            return 0xD800 <= unit <= 0xDBFF

    if len(stream) <= single:
        return [stream] if stream else []
    parts = []
    while stream:
        part = stream[:each]
        if begins_pair(part[-1]):
            part = part[:-1]
        parts.append(part)
        stream = stream[len(part) :]
    return parts


@given(texts)
@example("")
@example("a" * 160)
@example("a" * 161)
@example("€" * 80)
@example("€" * 81)
@example("a" * 152 + "€" + "a" * 153)
@example("ŵ" * 70)
@example("ŵ" * 71)
@example("ŵ" * 66 + "🙂" + "ŵ" * 66)
@example("\x1b")
def test_segments_agree_with_the_stream(text):
    assert is_gsm(text) == (septets(text) is not None)
    assert segments(text) == len(parts_of(text))


@settings(max_examples=60)
@given(prose, st.integers(1, 3), st.sampled_from(["", MORE]))
@example("x" * 2000, 2, MORE)
@example("🙂" * 500, 1, MORE)
@example("[" * 400, 1, "")
def test_no_page_is_too_long_and_nothing_is_lost(text, most, ending):
    found = pages(text, most, ending)
    assert all(len(parts_of(page)) <= most for page in found)
    assert all(page.endswith(ending) for page in found[:-1])
    bare = [page.removesuffix(ending) for page in found[:-1]] + found[-1:]
    assert "".join("".join(bare).split()) == "".join(text.split())


@settings(max_examples=60)
@given(words, st.sampled_from([" ", "\n", ". "]))
def test_words_stay_whole_and_in_order(said, between):
    text = between.join(said)
    found = pages(text, 2, MORE)
    bare = [page.removesuffix(MORE) for page in found[:-1]] + found[-1:]
    assert " ".join(bare).split() == text.split()


@given(prose)
def test_no_pair_is_cut(text):
    for page in pages(text, 1, MORE):
        for part in parts_of(page):
            # Each page and each of its segments can be read alone.
            if septets(page) is None:
                b"".join(unit.to_bytes(2) for unit in part).decode("utf-16-be")
            else:
                assert part[-1] != ESC


def test_pages_end_at_sentences():
    sentence = "This is one sentence of a long answer. "
    for page in pages(sentence * 20, 2, MORE)[:-1]:
        assert page.endswith("answer." + MORE)


@given(st.text(st.sampled_from("abc‘’“”–—…•\u00a0\t`"), max_size=50))
def test_our_own_typography_fits_the_alphabet(text):
    assert septets(to_gsm(text)) is not None
