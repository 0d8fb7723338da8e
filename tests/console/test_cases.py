"""From the queue to the last word: what advisers see and do, and what people hear of it."""

import threading
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from bot.cases.machine import WHY
from bot.cases.models import Case, CaseEvent, CaseRead, Note, State
from bot.console import words
from bot.conversations.models import Address, Author, Message, Sending
from tests.console.conftest import WORDS


def test_the_queue_has_crisis_first_and_no_words(house, person):
    house.clock.move(minutes=12)
    other = house.person("sms")
    other.write("I want to kill myself")
    page = house.adviser().get().text
    assert page.index(other.case()) < page.index(person.case())
    assert "Crisis" in page and "Access to Work" in page and "Camden" in page
    assert "12 minutes" in page and "Text message (SMS)" in page and "Web chat" in page
    assert WORDS not in page and "kill myself" not in page
    assert "2 people are waiting. 1 is in crisis." in page


def test_the_queue_says_who_asked_again_and_who_was_told_that_nobody_came(house, person):
    with house.database.begin() as session:
        session.execute(update(Case).values(state=State.LAPSED, chased=2))
    page = house.adviser().get("/console/queue").text
    assert "Asked again 2 times" in page and "Nobody came in time" in page
    assert "<html" not in page


def test_before_taking_a_case_only_what_it_is_about_is_shown(house, person):
    page = house.adviser().read(person.case())
    assert "Take this case" in page and "Access to Work" in page and "The person agreed" in page
    assert WORDS not in page and "Your message to the person" not in page
    assert house.rows(CaseRead) == []


def test_take_read_reply(house, person):
    sam, case = house.adviser("Sam"), person.case()
    assert sam.post(case, "claim").status_code == 200
    assert person.talk_id in house.woken
    assert "Sam, a Community Partner, has joined" in person.page()
    assert WORDS in sam.read(case)
    house.woken.clear()
    sent = sam.post(case, "reply", text="Hello.\r\nI stammer too.", once="k1")
    assert sent.url.path == f"/console/cases/{case}" and sent.url.fragment == "latest"
    assert "I stammer too." in sent.text and house.woken == [person.talk_id]
    page = person.page()
    assert "Sam (adviser)" in page and "I stammer too." in page
    # The assistant is silent now, and the adviser finds what the person writes.
    person.write("thank you so much")
    assert "New: Person" in sam.read(case) and "thank you so much" in sam.read(case)
    assert house.messages()[-1].author == Author.PERSON


def test_each_look_at_the_words_is_written_down(house, person):
    sam, case = house.adviser("Sam"), person.case()
    sam.client.post(
        f"/console/cases/{case}/claim",
        data={"form_token": sam.form_token()},
        follow_redirects=False,
    )
    assert house.rows(CaseRead) == []
    sam.read(case)
    sam.read(case)
    assert len(house.rows(CaseRead)) == 2
    house.adviser("Kim").read(case)
    assert len(house.rows(CaseRead)) == 2


def test_two_take_a_case_at_once_and_one_wins(house, person):
    case, browsers = person.case(), [house.adviser("Sam"), house.adviser("Kim")]
    tokens = [browser.form_token() for browser in browsers]
    answers = {}
    barrier = threading.Barrier(2)

    def take(number: int) -> None:
        barrier.wait()
        answers[number] = browsers[number].post(case, "claim", form_token=tokens[number])

    threads = [threading.Thread(target=take, args=(n,)) for n in (0, 1)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answer.status_code for answer in answers.values()) == [200, 409]
    won = 0 if answers[0].status_code == 200 else 1
    lost = answers[1 - won].text
    assert f"{('Sam', 'Kim')[won]} took this case at" in lost and 'id="problem"' in lost
    assert WORDS not in lost
    assert [e.move for e in house.rows(CaseEvent)].count("claim") == 1


def test_only_the_holder_may_write(house, person):
    sam, kim, case = house.adviser("Sam"), house.adviser("Kim"), person.case()
    early = sam.post(case, "reply", text="too early", once="a")
    assert early.status_code == 409 and "take this case first" in early.text
    sam.post(case, "claim")
    refused = kim.post(case, "reply", text="let me say", once="b")
    assert refused.status_code == 409 and "somebody else" in refused.text
    assert "let me say" in refused.text and "<title>Error: " in refused.text
    assert kim.post(case, "note", text="n").status_code == 409
    for action in ("hand_back", "close", "release"):
        assert kim.post(case, action).status_code == 409
    assert house.messages(Author.ADVISER) == [] and house.rows(Note) == []
    assert kim.get(f"/console/cases/{case}/messages").status_code == 403


def test_after_the_end_it_says_so_and_keeps_the_words(house, person):
    sam, kim, case = house.adviser("Sam"), house.adviser("Kim"), person.case()
    sam.post(case, "claim")
    sam.post(case, "close")
    assert "this case is closed" in kim.post(case, "claim").text
    late = sam.post(case, "reply", text="One more thing.")
    assert late.status_code == 409 and "this case is closed" in late.text
    assert "One more thing.</textarea>" in late.text and house.messages(Author.ADVISER) == []


def test_a_double_click_is_one_message(house, person):
    sam, case = house.adviser("Sam"), person.case()
    sam.post(case, "claim")
    assert sam.post(case, "claim").status_code == 200
    for _ in range(2):
        assert sam.post(case, "reply", text="Once only.", once="k").status_code == 200
    assert [house.words(m) for m in house.messages(Author.ADVISER)] == ["Once only."]
    # The browser may bring back the old form: new words in it are a new message.
    sam.post(case, "reply", text="And more.", once="k")
    assert len(house.messages(Author.ADVISER)) == 2
    for _ in range(2):
        assert sam.post(case, "hand_back").status_code == 200
    assert [e.move for e in house.rows(CaseEvent)] == ["open", "claim", "hand_back"]


def test_hand_back_and_the_assistant_answers_again(house, person):
    sam, case = house.adviser("Sam"), person.case()
    sam.post(case, "claim")
    person.write("are you there")
    sam.post(case, "hand_back")
    assert "Sam has gone for now" in person.page()
    house.clock.move(minutes=5)
    person.write("something private for later")
    assert house.messages()[-1].author == Author.ASSISTANT
    page = sam.read(case)
    assert WORDS in page and "Handed back to the assistant" in page
    # What comes after is between the person and the assistant.
    assert "something private" not in page and "Send to this person" not in page


def test_close_and_release(house, person):
    sam, case = house.adviser("Sam"), person.case()
    sam.post(case, "claim")
    released = sam.post(case, "release")
    assert "Take this case" in released.text and WORDS not in released.text
    assert house.rows(Case)[0].due is not None
    sam.post(case, "claim")
    closed = sam.post(case, "close")
    assert "Closed" in closed.text and WORDS in closed.text
    assert "Sam has ended your talk" in person.page()
    assert sam.post(case, "reply", text="too late", once="x").status_code == 409
    assert "You are not talking with anybody" in sam.get().text


def test_a_note_is_sealed_and_the_person_does_not_see_it(house, person):
    sam, case = house.adviser("Sam"), person.case()
    sam.post(case, "claim")
    sam.post(case, "note", text="prefers mornings")
    assert "prefers mornings" in sam.read(case) and "prefers mornings" not in person.page()
    assert b"prefers mornings" not in house.rows(Note)[0].body
    sam.post(case, "release")
    kim = house.adviser("Kim")
    kim.post(case, "claim")
    assert "prefers mornings" in kim.read(case)


def test_the_earlier_words_stay_hidden_if_the_person_says_so(house):
    person = house.person()
    person.write(WORDS)
    person.ask_for_person(share=False)
    sam, case = house.adviser("Sam"), person.case()
    assert "chose not to show" in sam.read(case)
    sam.post(case, "claim")
    person.write("only this is for you")
    page = sam.read(case)
    assert WORDS not in page and "only this is for you" in page and "chose not to show" in page
    assert WORDS not in sam.get(f"/console/cases/{case}/messages?after=0").text


def test_a_crisis_shows_the_talk(house):
    person = house.person()
    person.write(WORDS)
    person.ask_for_person(share=False)
    person.write("I want to kill myself")
    sam, case = house.adviser("Sam"), person.case()
    sam.post(case, "claim")
    assert WORDS in sam.read(case) and "because it is urgent" in sam.read(case)


def test_a_script_is_shown_as_text(house, person):
    person.write("<script>alert(1)</script>")
    sam, case = house.adviser("<b>Sam</b>"), person.case()
    sam.post(case, "claim")
    sam.post(case, "reply", text="<img src=x onerror=alert(2)>", once="k")
    page = sam.get(f"/console/cases/{case}").text
    assert "&lt;script&gt;alert(1)" in page and "&lt;img src=x" in page
    assert "<script>" not in page and "<img" not in page and "<b>Sam" not in page


@pytest.mark.parametrize("action", ["reply", "note"])
def test_text_that_cannot_be_taken_is_kept(house, person, action):
    sam, case = house.adviser("Sam"), person.case()
    sam.post(case, "claim")
    refused = sam.post(case, action, text="y" * 10_001, once="k")
    assert refused.status_code == 409 and "10,001 characters" in refused.text
    assert "y" * 10_001 in refused.text and 'aria-invalid="true"' in refused.text
    for empty in ("", " \r\n ", "\x00"):
        assert "Write something first" in sam.post(case, action, text=empty, once="k").text
    assert house.messages(Author.ADVISER) == [] and house.rows(Note) == []
    # As many line ends as a browser doubles do not count twice.
    fits = "\r\n".join(["z" * 99] * 100)
    assert sam.post(case, action, text=fits, once="k").status_code == 200


def test_a_text_message_holds_less(house):
    person = house.person("sms")
    person.ask_for_person()
    sam, case = house.adviser("Sam"), person.case()
    sam.post(case, "claim")
    refused = sam.post(case, "reply", text="y" * 1_501, once="k")
    assert refused.status_code == 409 and "1,500 or fewer" in refused.text


@pytest.mark.parametrize(
    ("segments", "received", "pence", "said"),
    [
        (None, None, 4.5, "none sent yet"),
        (1, None, 4.5, "1 segment sent, about 4.5p"),
        (3, 2, 5.0, "3 segments sent and 2 received, about 16p"),
        (40, 1, 4.5, "40 segments sent and 1 received, about £1.80"),
    ],
)
def test_what_the_texts_of_a_conversation_came_to(house, segments, received, pence, said):
    prices = {"sms_pence": pence, "sms_in_pence": 0.5}
    house.gateway.settings = house.gateway.settings.model_copy(update=prices)
    person, web = house.person("sms"), house.person()
    for one in (person, web):
        one.ask_for_person()
    sam = house.adviser("Sam")
    sam.post(person.case(), "claim")
    person.write("hello")
    with house.database.begin() as session:
        for author, count in ((Author.PERSON, received), (Author.SERVICE, segments)):
            one = select(Message.id).where(
                Message.conversation_id == person.talk_id, Message.author == author
            )
            first = Message.id == one.limit(1).scalar_subquery()
            session.execute(update(Message).where(first).values(segments=count))
    assert f"<dt>Text messages</dt><dd>{said}</dd>" in sam.read(person.case())
    assert "<dt>Text messages</dt>" not in sam.read(web.case())


def test_a_reply_by_text_tells_nothing_on_a_locked_phone(house):
    person = house.person("sms")
    person.ask_for_person()
    sam, case = house.adviser("Sam"), person.case()
    sam.post(case, "claim")
    sam.post(case, "reply", text="PIP is for the extra costs.", once="k")
    assert "Sam from Alongside has written this to you:\nPIP is for" in sam.read(case)


@pytest.mark.parametrize(
    ("sending", "error", "said"),
    [
        (Sending.FAILED, None, "could not be delivered."),
        (Sending.FAILED, "30003", "could not be delivered: the phone is off or has no signal."),
        (Sending.UNKNOWN, "timeout", "may not have arrived"),
        (Sending.DROPPED, None, "asked us to stop"),
        (Sending.QUEUED, None, "not sent yet"),
    ],
)
def test_how_far_a_message_got_is_said_in_words(house, sending, error, said):
    person = house.person("sms")
    person.ask_for_person()
    sam, case = house.adviser("Sam"), person.case()
    sam.post(case, "claim")
    sam.post(case, "reply", text="Hello", once="k")
    with house.database.begin() as session:
        ours = update(Message).where(Message.author == Author.ADVISER)
        session.execute(ours.values(sending=sending, error=error))
        session.execute(update(Address).values(opted_out=house.clock.now()))
    page = sam.read(case)
    assert said in page and "A reply will not be sent" in page


def test_no_such_case(house):
    sam = house.adviser()
    assert sam.get("/console/cases/nothing").status_code == 404
    assert sam.post("nothing", "claim").status_code == 404


def test_history_says_who_did_what_when(house, person):
    sam, case = house.adviser("Sam"), person.case()
    sam.post(case, "claim")
    house.clock.move(days=1)
    page = house.adviser("Sam").read(case)
    assert "A person was asked for – The person" in page and "Taken – Sam" in page
    assert "yesterday, " in page
    history = page.partition('<h2 id="history-title">')[2]
    assert "They asked for a person." in history and "It waited in the queue." in history


def test_every_change_says_why(house, person):
    sam, case = house.adviser("Sam"), person.case()
    sam.post(case, "claim")
    sam.post(case, "hand_back", agreed="I call on Monday")
    person.write("I want to kill myself")
    sam.post(case, "claim")
    sam.post(case, "release")
    assert [(e.move, e.why) for e in sorted(house.rows(CaseEvent), key=lambda e: e.number)] == [
        ("open", "asked"), ("claim", "in_queue"), ("hand_back", "agreed"), ("reopen", "danger"),
        ("claim", "kept"), ("release", "cannot_go_on"),
    ]  # fmt: skip


def test_every_reason_has_words_and_every_change_a_reason():
    assert set(WHY.values()) <= set(words.REASONS) and set(words.MOVES) == set(WHY)


def test_the_queue_does_not_wait_for_a_writer(house, person):
    sam = house.adviser()
    with house.database.begin():
        assert sam.get().status_code == 200


def test_waiting_times_in_words():
    from bot.console.words import how_long

    assert how_long(timedelta(seconds=59)) == "less than a minute"
    assert how_long(timedelta(minutes=1)) == "1 minute"
    assert how_long(timedelta(hours=3, minutes=59)) == "3 hours"
    assert how_long(timedelta(days=2)) == "2 days"


def test_nobody_leaves_over_a_message_they_have_not_seen(house, person):
    sam, case = house.adviser("Sam"), person.case()
    sam.post(case, "claim")
    page = sam.read(case)
    seen = page.split('name="seen" value="')[1].split('"')[0]
    person.write("one more thing")
    refused = sam.post(case, "close", seen=seen)
    assert refused.status_code == 409 and "Read it first" in refused.text
    assert sam.post(case, "close").status_code == 200


def test_a_call_back_that_the_person_moved_stands_in_the_history(house):
    sam, person = house.adviser("Sam"), house.person()
    for text in ("call me back", "phone call", "07700 900123", "Tuesday", "no", "yes", "no"):
        person.write(text)
    assert "Call backs due: 1" in sam.get().text
    person.write("make it friday")
    case = person.case()
    history = sam.read(case).partition('<h2 id="history-title">')[2]
    assert "A call back was promised – The person" in history
    assert "The call back was changed: when, or how to reach them – The person" in history
    assert "The person said so." in history
