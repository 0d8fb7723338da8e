"""An answer is cut into passages without losing or joining anything."""

from hypothesis import given
from hypothesis import strategies as st

from bot.content.blocks import blocks_of, passages_of
from bot.content.load import load_store
from bot.content.store import Answer
from bot.settings import PROJECT


def answer(plain: str, more: str = "") -> Answer:
    forms = {"plain": plain} | ({"more": more} if more else {})
    return Answer(id="matter", title="A matter", summary="", forms=forms)


def test_a_list_stays_with_the_words_that_lead_to_it():
    one, two = blocks_of(answer("You can ask for:\n\n- a chair\n- more time\n\nThey must reply."))
    assert (one.lead, one.items, one.listed) == ("You can ask for:", ("a chair", "more time"), True)
    assert one.text == "You can ask for:\n- a chair\n- more time"
    assert (two.lead, two.text) == ("", "They must reply.")


def test_words_to_write_stay_with_the_line_before_them():
    (block,) = blocks_of(answer('You could write:\n\n"Please tell me why."'))
    assert block.text == 'You could write:\n\n"Please tell me why."'


def test_what_is_said_at_once_comes_before_what_is_said_on_more():
    texts = [passage.text for passage in passages_of(answer("First.", "Second."))]
    assert texts == ["First.", "Second."]


@given(st.lists(st.text("ab :-.", min_size=1).map(str.strip).filter(bool), min_size=1, max_size=8))
def test_no_word_of_a_paragraph_is_lost(paragraphs):
    whole = "\n\n".join(paragraphs)
    kept = "".join(block.text for block in blocks_of(answer(f"{whole}\n\nThe end.")))
    assert all(word in kept for word in whole.split() if word != "-")


def test_every_answer_of_the_project_has_passages():
    store = load_store(PROJECT / "data")
    assert [a.id for a in store if a.forms["plain"].strip() and not any(passages_of(a))] == []
