"""Long texts that the carrier did not join: in order, out of order, with and without `1/3`."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversations.inbox import talk_of
from bot.conversations.pieces import Piece, join, piece_of

FIRST = ("I have worked in a shop for six years and now my leg hurts so much that I cannot "
         "stand for long any more, so my manager has told me that I must find anot")  # fmt: skip
SECOND = "her job by June. What can I ask for?"
assert len(FIRST) == 153


def test_two_pieces_are_one_question(house):
    house.text(FIRST)
    house.run()
    assert house.rasa.heard == []  # The rest may be on its way.
    house.text(SECOND)
    house.run()
    assert house.rasa.heard == [FIRST + SECOND]
    assert len(house.twilio.calls) == 1
    assert [house.words(m) for m in house.messages("person")] == [FIRST, SECOND]


def test_the_last_piece_first(house):
    house.text(SECOND)
    house.text(FIRST)
    house.clock.move(seconds=5)
    house.run()
    assert house.rasa.heard[-1] == FIRST + SECOND


LONG = (
    "My work coach says that I have to take a job in a warehouse, but I can only stand for ten "
    "minutes at a time, and the last time I tried it I was ill for some weeks. The doctor has written "
    "that I should sit, and my old boss had found me a stool, which helped a lot. What can I say to "
    "her, what do I have to show, and do I lose any money if I do not take it? please tell me soon"
)
PARTS = [LONG[n : n + 153] for n in range(0, len(LONG), 153)]
assert [len(part) for part in PARTS] == [153, 153, len(LONG) - 306]


@pytest.mark.parametrize("order", [(0, 1, 2), (1, 0, 2), (2, 0, 1), (2, 1, 0), (0, 2, 1)])
def test_three_pieces_in_any_order_are_one_question(house, order):
    for number in order:
        house.text(PARTS[number])
    house.clock.move(seconds=5)
    house.run()
    assert house.rasa.heard == [LONG]
    assert len(house.twilio.calls) == 1


def test_numbers_that_are_not_kept_are_masked_in_the_whole_too(house):
    house.text(FIRST.replace("six years and now", "AB123456C and now"))
    house.text("her job, my card is 4242 4242 4242 4242, what can I do?")
    house.clock.move(seconds=5)
    house.run()
    [asked] = house.rasa.heard
    assert "AB123456C" not in asked and "4242" not in asked
    with house.database.read() as session:
        for message in house.messages("person"):
            talk = talk_of(session, house.gateway.vault, message.conversation_id)
            kept = str(talk.key.open("body", message.body))
            assert "AB123456C" not in kept and "4242" not in kept


@pytest.mark.parametrize("order", ["123", "321", "213", "312"])
def test_numbered_pieces_in_any_order(house, order):
    parts = {"1": "(1/3) What can", "2": "(2/3) I ask my", "3": "(3/3) manager for?"}
    for number in order:
        house.text(parts[number])
    house.run()
    assert house.rasa.heard == ["What can I ask my manager for?"]
    assert len(house.twilio.calls) == 1


def test_a_piece_whose_rest_never_comes_is_answered_after_a_while(house):
    house.text(FIRST)
    house.waiting.clear()
    house.clock.move(seconds=5)
    house.waiting.append(house.messages("person")[0].conversation_id)
    house.run()
    assert house.rasa.heard == [FIRST]


def test_a_crisis_that_only_the_whole_text_tells(house):
    house.text("(1/2) I want to kill")
    house.text("(2/2) myself tonight")
    house.run()
    assert "116 123" in house.twilio.texts("+447700900123")[-1]


def test_stop_does_not_wait_for_a_rest(house):
    house.text(FIRST)
    house.text("STOP")
    house.run()
    assert house.opted_out() == [True] and house.twilio.calls == []


def test_ordinary_texts_are_not_joined(house):
    house.text("My bus was late")
    house.text("and then it rained")
    house.run()
    assert house.rasa.heard == ["My bus was late", "and then it rained"]


@pytest.mark.parametrize("text", ["24/7 care", "3/2 of it", "I work 1/2 days", "0/3 a", "1/1 b"])
def test_not_every_fraction_is_a_number_of_a_piece(text):
    assert piece_of(text).of == 0


words = st.text(st.sampled_from("abc ,"), min_size=1, max_size=20).map(str.strip).filter(bool)


@given(st.lists(words, min_size=2, max_size=9), st.randoms())
def test_numbered_pieces_always_come_out_in_order(said, chance):
    pieces = [piece_of(f"{k}/{len(said)} {text}") for k, text in enumerate(said, 1)]
    chance.shuffle(pieces)
    assert join(pieces) == " ".join(said)


def test_full_pieces_begin_with_the_one_that_begins_a_sentence():
    parts = [Piece("b" * 153, full=True), Piece("A" + "a" * 152, full=True), Piece("end")]
    assert join(parts) == parts[1].text + parts[0].text + "end"
