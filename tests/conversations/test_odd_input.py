"""Input that must not break anything."""

import threading

import pytest

from bot.conversations import inbox
from bot.conversations.accept import accept
from bot.conversations.turn import run_turns

SURROGATES = "hello \ud83d there \udc00"


@pytest.mark.parametrize("text", ["", "   ", "\n\n", "🙂🙂👍", "...", "////", "\x00\x01\x02"])
def test_without_words_it_says_so(partner, text):
    them = partner()
    heard = them.write(text)
    assert "there were no words in it that I can read" in heard
    assert them.write("what is access to work").answers == ["atw_what"]


def test_ten_thousand_characters_are_kept_and_the_first_part_is_read(partner):
    them = partner()
    text = ("what is access to work " * 435)[:10_000]
    heard = them.write(text)
    assert heard.answers == ["atw_what"]
    assert "Your message is long" in heard
    assert them.bodies()[0]["text"] == text


def test_a_crisis_at_the_end_of_ten_thousand_characters_is_seen(partner):
    text = "what is access to work " * 433
    heard = partner().write(text + "i want to kill myself")
    assert "116 123" in heard and heard.case


def test_nul_and_lone_surrogates_are_taken_out(partner):
    them = partner()
    assert them.write("hel\x00lo").answers == ["greet"]
    assert them.write(SURROGATES).text
    assert [b["text"] for b in them.bodies() if b["author"] == "person"] == [
        "hello",
        "hello \ufffd there \ufffd",
    ]


def test_a_slash_is_not_obeyed(partner):
    them = partner()
    them.write("job club in Hackney")
    heard = them.write('/crisis{"x":"y"}')
    assert heard.case is None and "116 123" not in heard
    assert them.slots()["location"] == "Hackney"
    heard = them.write('/inform_place{"location": "Barnet"}', "//restart", "/session_start")
    events = [event["event"] for event in them.tracker()]
    assert "restart" not in events and "session_started" not in events
    # A restart would have made the tracker forget.
    assert them.slots()["service_kind"] == "job_club"


def test_a_slash_with_a_known_intent_and_entities_is_only_words(partner):
    them = partner()
    heard = them.write('/affirm{"share_talk": "yes"}', "can I talk to someone")
    assert heard.case is None
    heard = them.write(' /talk_to_human{"share_talk":"yes"}')
    assert heard.case is None


@pytest.mark.parametrize(
    "text",
    [
        "<b>hello</b> <script>alert(1)</script>",
        "**hello** [link](javascript:alert(1)) `code`",
        "hello &amp; $organisation {esa_permitted_work_weekly_limit} %s {0}",
    ],
)
def test_html_markdown_and_our_own_signs_are_stored_as_text(partner, text):
    them = partner()
    heard = them.write(text)
    assert them.bodies()[0]["text"] == text
    assert heard.text and "<script>" not in heard


def test_numbers_that_should_not_be_kept_are_hidden(partner):
    them = partner()
    heard = them.write("my national insurance number is AB123456C, what is access to work?")
    assert "I have hidden something you typed: a National Insurance number." in heard
    assert "AB123456C" not in str(them.bodies()) and "AB123456C" not in str(them.tracker())


def test_the_same_message_twice_is_one_message(partner):
    them = partner()
    gateway = them.gateway
    them.write("hello")
    for _ in range(2):
        with gateway.database.begin() as session:
            talk = inbox.talk_of(session, gateway.vault, them.id)
            accept(gateway, session, talk, "what is access to work", channel="web", once="k")
        run_turns(gateway, them.id, "harness")
    texts = [(b["author"], b["text"]) for b in them.bodies()]
    assert texts.count(("person", "what is access to work")) == 1
    assert sum("Access to Work is money" in text for _, text in texts) == 1


def test_two_messages_at_once_are_both_answered_in_order(partner):
    them = partner()
    gateway = them.gateway
    them.write("hello")
    questions = {
        "what is access to work": "atw_what",
        "is remploy still going?": "programme_old.remploy",
    }
    barrier = threading.Barrier(2)

    def send(text: str) -> None:
        barrier.wait()
        with gateway.database.begin() as session:
            talk = inbox.talk_of(session, gateway.vault, them.id)
            accept(gateway, session, talk, text, channel="web", once=text)
        run_turns(gateway, them.id, f"worker of {text}"[:36])

    threads = [threading.Thread(target=send, args=(text,)) for text in questions]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    # A worker that found the lease taken left its message to the other, or to the next sweep.
    run_turns(gateway, them.id, "sweep")
    bodies = them.bodies()[2:]
    asked = [questions[b["text"]] for b in bodies if b["author"] == "person"]
    answered = [b["answers"][0] for b in bodies if b["author"] == "assistant"]
    assert len(asked) == 2
    assert answered == asked


def test_a_long_talk_costs_the_same_at_the_end(partner):
    them = partner()
    turns = [them.say("who runs this")["ms"] for _ in range(40)]
    early, late = sorted(turns[5:15])[5], sorted(turns[-10:])[5]
    assert late < early * 2 + 20


def test_a_dialogue_that_comes_to_no_end_is_let_go(gateway):
    """Rasa gives up after ten actions; kept, such a tracker would answer nothing ever again."""
    ask = gateway.rasa.ask
    began = ask("a", [], text="find a job club near me").tracker
    heard = {"event": "user", "text": "", "parse_data": {"intent": {"name": "find_service"}}}
    stuck = [*began, heard, *[{"event": "action", "name": "utter_miss"}] * 10]
    found = ask("a", stuck, text="Hackney")
    assert (found.plan, found.tracker) == ([{"clarify": "miss"}], [])
    found = ask("a", found.tracker, text="what is access to work")
    assert found.plan == [{"answer": "atw_what"}]
