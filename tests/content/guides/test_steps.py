"""How guides move: answers in any order, corrections, not knowing, and what is not for them."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.content.gsm import is_gsm, segments
from bot.content.guides import access_to_work, adjustments, disclosure, plan, words
from bot.content.guides.steps import UNSURE
from bot.content.guides.talk import GUIDES, Heard, is_about_plan, outcome, paused
from bot.content.load import load_store
from bot.nlu.terms import find_terms
from bot.settings import PROJECT

STORE = load_store(PROJECT / "data")


def heard(text: str, intent: str = "", confidence: float = 0.0) -> Heard:
    named = tuple((e["entity"], e["value"]) for e in find_terms(text))
    return Heard(text, intent, confidence, named)


def talk(*texts: str | Heard):
    """Say these one after the other; the last move."""
    move = None
    for said in texts:
        one = heard(said) if isinstance(said, str) else said
        state = move.state if move else None
        move = outcome(state, one, live=True) or move
    return move


SAFE = "is it safe for me to try work"


@pytest.mark.parametrize(
    "said",
    [
        (SAFE, "universal credit", "volunteering", "lcwra"),
        (SAFE, "volunteering", "UC", "the no work tasks one"),
        (SAFE, "im on univercal credit and want to do some volunteerng", "LCWRA"),
        (SAFE, "1", "2", "3"),
        ("is it safe to volunteer im on uc lcwra",),
        (SAFE, "esa", "volunteer", "support group", "sorry i meant UC not ESA", "no work tasks"),
        (SAFE, "UC", "a job", "actually volunteering", "3"),
    ],
)
def test_the_same_answers_in_any_order_and_words_come_to_the_same(said):
    move = talk(*said)
    assert move.item["step"] == "result"
    assert move.item["answers"] == {
        "benefits": ["uc"], "activity": "volunteer", "uc_group": "lcwra",
    }  # fmt: skip


def test_two_benefits_are_both_kept_and_one_can_be_added_or_taken_back():
    move = talk(SAFE, "pip and esa", "a job", "support group")
    assert move.item["answers"]["benefits"] == ["pip", "esa"]
    move = talk(SAFE, "pip and ca", "a job")
    assert move.item["answers"]["benefits"] == ["pip", "ca"]
    move = talk(SAFE, "pip", "a job", "and carers allowance too")
    assert move.item["answers"]["benefits"] == ["pip", "ca"]
    move = talk(SAFE, "pip and jsa", "a job", "sorry not jsa")
    assert move.item["answers"]["benefits"] == ["pip"]


@pytest.mark.parametrize(
    "said", ["dunno", "I dunno", "i don't know", "not sure", "no idea mate", "idk"]
)
def test_not_knowing_is_an_answer(said):
    assert talk(SAFE, said).item["question"] == "activity"
    assert talk(SAFE, "uc", "volunteering", said).item["answers"]["uc_group"] == UNSURE


def test_after_the_answer_another_activity_can_be_asked_about():
    move = talk(SAFE, "pip", "volunteering", "what about a course?")
    assert (move.item["step"], move.item["answers"]["activity"]) == ("result", "course")


def test_asking_about_access_to_work_needs_no_group():
    assert talk(SAFE, "uc", "asking about access to work").item["step"] == "result"


@pytest.mark.parametrize(
    "other",
    [
        heard("what is pip?", "inform_benefit", 0.9),
        heard("will i lose my pip if i work?", "benefits_pip_work", 0.9),
        heard("i want to talk to a person", "talk_to_human", 0.95),
        heard("how long is access to work taking", "atw_waiting", 0.99),
    ],
)
def test_a_question_in_between_is_left_to_the_others(other):
    state = talk(SAFE).state
    assert outcome(state, other, live=True) is None


def test_what_is_not_understood_is_asked_again_and_twice_is_told_apart():
    first = talk(SAFE, heard("blue fish", "out_of_scope", 0.2))
    assert (first.item["step"], first.item["missed"]) == ("missed", 1)
    second = outcome(first.state, heard("more fish", "out_of_scope", 0.2), live=True)
    assert second.item["missed"] == 2


def test_leaving_keeps_what_was_said_for_coming_back():
    left = talk(SAFE, "esa", "never mind")
    assert left.item["step"] == "left" and left.state["open"] is None
    back = outcome(left.state, heard("carry on"), live=True)
    assert back.item["question"] == "activity" and back.item["answers"] == {"benefits": ["esa"]}


def test_carry_on_puts_the_open_question_again_also_where_words_are_kept():
    state = talk("make a plan").state
    assert outcome(state, heard("carry on"), live=True).item["question"] == "goal"


def test_a_finished_guide_can_be_started_again():
    move = talk(
        "help me apply for access to work", "i volunteer", "help me apply for access to work"
    )
    assert (move.item["step"], move.item["question"]) == ("ask", "work")


def test_a_question_that_is_old_takes_no_answer():
    state = talk(SAFE).state
    assert outcome(state, heard("pip"), live=False) is None


@pytest.mark.parametrize(
    "text",
    [
        "will i lose my benefits if i try a job",
        "what is access to work",
        "can i get access to work if im self employed",
        "do i have to tell them im disabled",
        "what are reasonable adjustments",
        "i have a plan",
        "what is the plan for pip",
        "my landlord has a plan",
        "can i volunteer on esa",
        "is it safe to take ibuprofen",
        "is it ok to volunteer on uc",
    ],
)
def test_a_plain_question_starts_no_guide(text):
    assert outcome(None, heard(text), live=False) is None


@pytest.mark.parametrize(
    ("text", "guide"),
    [
        ("is it safe to try working", "safety"),
        ("Is it safe for me to volunteer?", "safety"),
        ("can u check if its safe for me to start a job", "safety"),
        ("im thinking bout volunteering is it safe", "safety"),
        ("is it safe to try", "safety"),
        ("wud it b safe 2 try a job", "safety"),
        ("cn u hlp me wiv atw", "atw"),
        ("hlp me decide wether 2 tell my employa", "disclosure"),
        ("help me apply for access to work", "atw"),
        ("help me with atw pls", "atw"),
        ("can you check if i can get access to work", "atw"),
        ("help me decide whether to tell my boss", "disclosure"),
        ("help me work out if i should disclose", "disclosure"),
        ("what adjustments could I ask for", "adjustments"),
        ("what can i ask for", "adjustments"),
        ("wot can i do, what adjustments can i ask for", "adjustments"),
        ("help me make a plan", "plan"),
        ("make a support plan", "plan"),
        ("what should i write in my access to work form", "write"),
    ],
)
def test_a_general_wish_starts_its_guide(text, guide):
    assert outcome(None, heard(text), live=False).item["guide"] == guide


def test_access_to_work_takes_five_questions_at_most():
    move = talk("help me apply for access to work")
    asked = []
    while move.item["step"] == "ask":
        question = move.item["question"]
        asked.append(question)
        value = GUIDES["atw"].question(question).choices[0]
        move = outcome(move.state, Heard("", choice=f"atw.{question}={value}"), live=True)
    assert len(asked) <= 5 and move.item["step"] == "result"


@pytest.mark.parametrize(
    ("said", "says"),
    [
        (("i volunteer",), "answer:atw_eligibility.volunteering"),
        (("im looking for work",), "guide_atw_no_job"),
        (("i have a job", "northern ireland"), "guide_atw_ni"),
        (("i have a job", "london", "im 15"), "guide_atw_under_16"),
        (("i have a job", "wales", "yes", "no"), "guide_atw_barrier_no"),
        (("self employed", "yes im in leeds", "yes", "yes", "esa"), "guide_atw_esa"),
        (("i start a new job monday", "scotland", "22", "dont know", "no"), "guide_atw_unsure"),
        (("ive got an interview", "london", "yes", "yes"), "guide_atw_interview"),
        (("i have a job", "london", "yes", "yes", "sorry i meant i volunteer"), "answer:atw_elig"),
    ],
)
def test_access_to_work_says_what_fits(said, says):
    move = talk("help me apply for access to work", *said)
    assert move.item["step"] == "result", move.item
    found = access_to_work.texts(move.item["answers"])
    assert any(text.startswith(says) for text in found), found


def test_disclosure_gives_both_sides_whatever_is_answered():
    for stage in GUIDES["disclosure"].question("stage").choices:
        for change in ("yes", "no", UNSURE):
            for asked in ("yes", "no", UNSURE):
                answers = {"stage": stage, "change": change, "asked": asked}
                said = disclosure.texts(answers)
                assert said[0] == "guide_disclosure_both" and "guide_disclosure_law" in said
                assert all(f"service.{name}" in STORE for name in said)


@pytest.mark.parametrize(
    ("text", "barrier"),
    [
        ("the lights and noise", "light_noise"),
        ("I can't get there for nine", "travel"),
        ("phone calls", "phone_calls"),
        ("i cant hear in meetings", "hearing"),
        ("my back kills me standing all day", "tired_pain"),
        ("filling in forms and spelling", "reading_writing"),
        ("theres steps and no lift", "getting_in"),
        ("i keep forgeting things", "focus_memory"),
        ("customers shouting at me", "people"),
        ("nobody explains, im left alone", "supervision"),
        ("hospital appointments", "appointments"),
        ("they give instructions too fast", "instructions"),
    ],
)
def test_a_barrier_is_found_in_plain_words(text, barrier):
    assert barrier in adjustments.barriers_in(text)


def test_every_barrier_has_something_to_ask_for_and_fits_a_text():
    for barrier in adjustments.load_barriers(PROJECT / "data" / "adjustments.yml").values():
        assert barrier.job and barrier.interview and barrier.sources
        assert set(adjustments.asks([barrier], "interview")) <= set(barrier.interview)
    shown = set(adjustments.SHOWN)
    assert shown <= set(adjustments.load_barriers(PROJECT / "data" / "adjustments.yml"))


def test_the_plan_keeps_every_word_as_it_was_written():
    odd = "captions & a quiet place; NOT phone calls, ok? :)"
    move = talk("make a plan", "To get a job in a cafe.", "my mum", "skip")
    state = move.state
    for text, intent in ((odd, "change_format"), ("I ring them. Sam comes", "talk_to_human")):
        move = outcome(state, Heard(text, intent, 0.7), live=True)
        state = move.state
    assert move.item["answers"] == {
        "goal": "To get a job in a cafe.", "helps": "my mum", "barriers": "",
        "adjustments": odd, "who": "I ring them. Sam comes",
    }  # fmt: skip


def test_the_plan_takes_over_what_the_finder_heard():
    move = talk("what adjustments could i ask for", "the strip lights", "at work", "make a plan")
    assert move.item["answers"]["barriers"] == "the strip lights"
    assert move.item["answers"]["adjustments"].startswith("a desk in a quiet place")
    assert (move.item["step"], move.item["question"]) == ("ask", "goal")


@pytest.mark.parametrize(
    ("text", "field", "value"),
    [
        ("change my goal to a cafe job", "goal", "a cafe job"),
        ("Change my goal", "goal", ""),
        ("My goal is to paint", "goal", "to paint"),
        ("can you change the review date to in 2 weeks", "review", "in 2 weeks"),
        ("update what helps me in my plan", "helps", ""),
    ],
)
def test_a_part_of_the_plan_can_be_changed(text, field, value):
    assert plan.changes_in(text) == (field, value)
    move = outcome(None, heard(text), live=False)
    assert move.item["guide"] == "change"
    assert move.item["step"] == ("result" if value else "ask")


@pytest.mark.parametrize("text", ["change my benefits", "can i change the date of my interview?"])
def test_changing_something_else_is_not_the_plan(text):
    assert outcome(None, heard(text), live=False) is None


@pytest.mark.parametrize(
    ("text", "step"),
    [("show my plan", "show"), ("delete my plan pls", "delete"), ("send my plan to an adviser", "adviser"),
     ("can I download my plan", "show"), ("show the adviser my plan", "adviser")],
)  # fmt: skip
def test_words_about_the_plan(text, step):
    assert outcome(None, heard(text), live=False).item["step"] == step


@pytest.mark.parametrize(
    "text",
    ["i have a plan", "i made a plan to end it", "make a plan to die", "show my plan to kill myself",
     "ive got a plan and pills"],
)  # fmt: skip
def test_a_plan_that_may_be_another_kind_of_plan_is_never_taken_out_of_the_safety_check(text):
    assert not is_about_plan(text)


@pytest.mark.parametrize(
    "text",
    ["make a plan", "Make me a support plan please", "show plan", "i want to make a plan for work",
     "delete my plan pls", "show my plan to an adviser", "my plan", "help me make a plan"],
)  # fmt: skip
def test_the_words_we_ask_for_are_known_as_ours(text):
    assert is_about_plan(text)


def test_choices_of_the_texts_are_those_of_the_guides():
    for guide in GUIDES.values():
        for question in guide.questions:
            answer = STORE.get(f"service.guide_{guide.id}_{question.id}")
            assert answer, f"{guide.id}.{question.id} has no words"
            offered = [c["entities"]["guide"] for c in answer.choices]
            if question.choices:
                wanted = [f"{guide.id}.{question.id}={value}" for value in question.choices]
                assert offered == wanted


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.one_of(
            st.text(max_size=60),
            st.sampled_from(
                [SAFE, "uc", "pip and esa", "dunno", "yes", "no", "1", "2 and 3", "never mind",
                 "carry on", "make a plan", "skip", "change my goal to x", "sorry i meant jsa",
                 "help me apply for access to work", "london", "what adjustments could i ask for",
                 "noise", "show my plan", "help me decide if i should tell", "interview?", "16"]
            ),
        ),
        max_size=12,
    ),
    st.sampled_from(["", "affirm", "talk_to_human", "atw_what", "inform_benefit", "simpler"]),
)  # fmt: skip
def test_no_order_of_messages_breaks_a_guide(texts, intent):
    """Always JSON, always a question that exists, always an end within reach."""
    state = None
    for text in texts:
        move = outcome(state, Heard(text, intent, 0.7), live=True)
        if move is None:
            continue
        state = json.loads(json.dumps(move.state))
        assert state == move.state
        if move.item["step"] in ("ask", "missed", "explain", "simpler", "repeat"):
            guide = GUIDES[move.item["guide"]]
            assert state["open"] == guide.id and state["asked"] == move.item["question"]
            assert guide.question(state["asked"])
        assert paused(state)["asked"] is None


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=200))
def test_reading_words_never_fails(text):
    lexicon = {"a": ["work trial", "work"], "b": ["volunteering"]}
    assert set(words.find(text, lexicon)) <= {"a", "b"}
    assert not (words.is_yes(text) and words.is_no(text))
    plan.changes_in(text)


@given(st.sampled_from(["volunteering", "universal", "apprenticeship"]), st.data())
def test_one_wrong_letter_in_a_long_word_is_understood(word, data):
    at = data.draw(st.integers(1, len(word) - 1))
    misspelt = word[:at] + word[at + 1 :]
    assert words.find(f"i do {misspelt} now", {"x": [word]}) == ["x"]


@pytest.mark.parametrize(
    ("guide", "question"), [(g.id, q.id) for g in GUIDES.values() for q in g.questions]
)
def test_a_question_with_its_choices_fits_one_text_message(guide, question):
    """Choices on a later page would be answered unseen."""
    begin = STORE.get(f"service.guide_{guide}_begin")
    answer = STORE.get(f"service.guide_{guide}_{question}")
    first = GUIDES[guide].questions[0].id == question
    text = f"{begin.forms['sms']}\n\n" if begin and first else ""
    labels = [f"{i} {c['label']}" for i, c in enumerate(answer.choices, 1)]
    text += answer.forms["sms"] + (f"\nReply {', '.join(labels)}." if labels else "")
    assert is_gsm(text) and segments(text) <= 2


def test_a_choice_about_a_kept_plan_does_not_open_the_questions_of_a_new_one():
    for choice in ("plan.no_reminder", "plan.remind", "plan.adviser", "plan.delete"):
        move = talk(Heard("", choice=choice))
        assert move.item["step"] == choice.removeprefix("plan.") and move.state["open"] is None
        change = outcome(move.state, heard("change my goal"), live=True)
        assert change.item["guide"] == "change"
