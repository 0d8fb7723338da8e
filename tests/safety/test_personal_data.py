"""Numbers and secrets are found in any spacing, masked once, and nothing else is touched."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.safety.personal_data import Found, find_personal_data, mask

ANY_TEXT = st.text(st.characters(min_codepoint=0, max_codepoint=0x10FFFF, exclude_categories=()))
# Text thick with what the patterns look for.
LIKELY_TEXT = st.text("ABCabc0123456789 -./:[]\npasswordisnumber", max_size=80)
PIECES = st.lists(
    st.sampled_from(
        ["AB123456C", "sort code", "12-34-56", "12345678", "4111 1111 1111 1111", "password is",
         "Badger77", "pin", "1234", "account number", "[password removed]", "removed]", "on",
         "National Insurance number", "is", "07700 900123", "SE1 7PB", ",", "\n"]
    )
).map(" ".join)  # fmt: skip

NI = "[National Insurance number removed]"
CARD = "[card number removed]"
BANK = "[bank details removed]"
PASSWORD = "[password removed]"


def _kinds(text):
    return [found.kind for found in find_personal_data(text)]


@pytest.mark.parametrize(
    "text",
    ["AB123456C", "ab123456c", "AB 12 34 56 C", "AB 123456 C", "A B 1 2 3 4 5 6 C", "AB-12-34-56-D",
     "ab.12.34.56.a", "AB/123456/A", "AB123456", "AB 12 34 56", "JT654321A", "my ni is ab123456c.",
     "(AB123456C)", "AS 12 34 56 A", "AB\u00a012\u00a034\u00a056\u00a0C"],
)  # fmt: skip
def test_ni_number(text):
    assert _kinds(text) == ["ni_number"]
    assert "12" not in mask(text) and "6543" not in mask(text)


@pytest.mark.parametrize("text", ["QQ 12 34 56 C", "qq123456a", "it is Q Q 123456 D ok"])
def test_the_letters_of_official_examples_are_removed_too(text):
    assert _kinds(text) == ["ni_number"]


@pytest.mark.parametrize("first", "DFIQUV")
def test_ni_first_letter_that_is_never_used(first):
    assert _kinds(f"{first}A123456B") == []


@pytest.mark.parametrize("second", "DFIOQUV")
def test_ni_second_letter_that_is_never_used(second):
    assert _kinds(f"A{second}123456B") == []


@pytest.mark.parametrize("prefix", "BG GB KN NK NT TN ZZ".split())
def test_ni_prefix_that_is_never_given(prefix):
    assert _kinds(f"{prefix}123456A") == []


@pytest.mark.parametrize("last", "EFGZ")
def test_ni_last_letter_is_a_to_d(last):
    assert _kinds(f"AB123456{last}") == []


@pytest.mark.parametrize(
    "text",
    [
        "my ni number is qq123456c",
        "National Insurance: GB 12 34 56",
        "nino=ab123456",
        "nin GB 12 34 56 A",
        "my nat ins no is fa 12 34 56 b",
    ],
)
def test_a_number_named_as_ni_goes_whatever_its_letters(text):
    assert _kinds(text) == ["ni_number"]


@pytest.mark.parametrize(
    "text",
    ["see you on 12 10 26 a man said", "as 12 34 56 a", "at 07 12 34 56 78", "CAB123456C",
     "AB1234567C", "flat AB12", "room on 12/10/26"],
)  # fmt: skip
def test_not_an_ni_number(text):
    assert _kinds(text) == []


@pytest.mark.parametrize(
    "text",
    ["4111111111111111", "4111 1111 1111 1111", "4111-1111-1111-1111", "3782 822463 10005",
     "my card is 5555 5555 5555 4444 thanks", "5105105105105100"],
)  # fmt: skip
def test_card_number(text):
    assert _kinds(text) == ["card_number"]


def test_card_number_with_its_date_after_it():
    assert mask("4111 1111 1111 1111 12 26") == f"{CARD} 12 26"


@pytest.mark.parametrize(
    "text",
    [
        "4111 1111 1111 1112",
        "1234567890123452",
        "0000 0000 0000 0000",
        "4111 1111 1111",
        "41111111",
    ],
)
def test_not_a_card_number(text):
    assert _kinds(text) == []


@pytest.mark.parametrize(
    "text",
    ["sort code 12-34-56 account number 12345678", "sort code: 123456, account: 12345678",
     "12-34-56 12345678", "acc no 12345678 sort code 12 34 56", "account number is 1234 5678",
     "Sort Code 12 34 56", "GB29 NWBK 6016 1331 9268 19", "12 34 56 account 12345678"],
)  # fmt: skip
def test_bank_details(text):
    assert set(_kinds(text)) == {"sort_code_account"}
    assert not any(c.isdigit() for c in mask(text))


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("my password is Hunter2!", f"my password is {PASSWORD}"),
        ("password: letmein", f"password: {PASSWORD}"),
        (
            "the password for my uc journal is Badger77",
            f"the password for my uc journal is {PASSWORD}",
        ),
        ("password Fluffy99", f"password {PASSWORD}"),
        ("memorable word is sunshine", f"memorable word is {PASSWORD}"),
        ("my pin is 4821", f"my pin is {PASSWORD}"),
        ("cvv 123", f"cvv {PASSWORD}"),
        ("security code: 123456", f"security code: {PASSWORD}"),
    ],
)
def test_passwords(text, masked):
    assert mask(text) == masked


@pytest.mark.parametrize(
    "text",
    [
        "my password is wrong", "the password is not working", "I forgot my password",
        "password reset 2 days ago", "password keeps failing 3 times", "pin badge",
        "call me on 07700 900123", "020 7946 0018", "+44 7700 900123", "0044 7700 900123",
        "SE1 7PB", "E17 4PP at 10.30", "I was born on 12-10-1985", "I earn £12,345.67",
        "16 hours a week from 01/02/2026", "ref 123456789012", "ESA50 and UC50", "PIP2 form",
        "30 November 2026 12:30",
    ],
)  # fmt: skip
def test_left_alone(text):
    assert find_personal_data(text) == ()
    assert mask(text) == text


def test_places_are_exact():
    text = "ni AB123456C and card 4111111111111111."
    assert find_personal_data(text) == (Found("ni_number", 3, 12), Found("card_number", 22, 38))
    assert mask(text) == f"ni {NI} and card {CARD}."


def test_several_kinds_in_one_message():
    text = "AB 12 34 56 C, sort code 12-34-56 account 12345678, my password is Badger77"
    assert mask(text) == f"{NI}, {BANK}, my password is {PASSWORD}"


@given(ANY_TEXT | LIKELY_TEXT | PIECES)
def test_any_text_can_be_masked_and_masking_again_changes_nothing(text):
    once = mask(text)
    assert mask(once) == once
    assert find_personal_data(once) == ()


@given(ANY_TEXT | LIKELY_TEXT | PIECES)
def test_found_places_are_in_order_and_apart(text):
    found = find_personal_data(text)
    assert all(0 <= f.start < f.end <= len(text) for f in found)
    assert all(a.end <= b.start for a, b in zip(found, found[1:], strict=False))


@given(st.from_regex(r"[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]( ?[0-9]){6} ?[A-D]", fullmatch=True))
def test_every_ni_number_that_can_be_given_is_found(number):
    unused = number[:2] in "BG GB KN NK NT TN ZZ".split()
    assert (_kinds(f"it is {number}, ok") == ["ni_number"]) != unused


@given(
    st.integers(10**14, 10**15 - 1).filter(lambda n: str(n)[0] in "456"),
    st.sampled_from(["", " ", "-"]),
)
def test_every_card_number_that_passes_the_check_is_found(body, mark):
    total = 0
    for place, digit in enumerate(reversed(str(body))):
        value = int(digit) * (2 - place % 2)
        total += value - 9 if value > 9 else value
    number = f"{body}{-total % 10}"
    written = mark.join(number[i : i + 4] for i in range(0, 16, 4))
    assert CARD in mask(f"it is {written} ok")


def test_a_long_message_is_masked_throughout():
    text = "AB123456C 4111 1111 1111 1111 " * 300
    assert mask(text) == f"{NI} {CARD} " * 300
