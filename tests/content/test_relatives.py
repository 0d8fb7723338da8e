"""Whose benefit a message is about."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.content.relatives import asks_for_self, of_others


@pytest.mark.parametrize(
    ("text", "theirs"),
    [
        ("my mum is on ESA", {"esa"}), ("my husband gets PIP and I get UC", {"pip"}),
        ("im on uc my wife has pip", {"pip"}), ("my mums ESA stopped", {"esa"}),
        ("her PIP stopped, what do i do", {"pip"}), ("my disabled son gets DLA", {"dla"}),
        ("does my partner's PIP count if I claim UC", {"pip"}),
        ("my daughter, she's on PIP, wants to work", {"pip"}),
        ("I get carers allowance for my mum", set()), ("I live with my mum and get PIP", set()),
        ("my mum and I get UC", set()), ("my partner works and we are on UC", set()),
        ("my boss is on at me about my PIP", set()), ("will my UC change if my wife works", set()),
        ("I'm on ESA", set()), ("my partner gets UC and I get UC", set()),
    ],
)  # fmt: skip
def test_whose_benefit_it_is(text, theirs):
    assert of_others(text) == theirs


@pytest.mark.parametrize(
    ("text", "self"),
    [("my mum is on ESA, can I volunteer", True), ("my mum is on ESA, can she volunteer", False),
     ("my mum is on ESA", False)],
)  # fmt: skip
def test_for_whom_it_is_asked(text, self):
    assert asks_for_self(text) is self


@given(st.text(max_size=300))
def test_any_text_is_read_without_an_error(text):
    of_others(text)
