"""Another program holds the database: people are asked to try again, nothing is half-stored."""

from html import unescape

from sqlalchemy import func, select

from bot.conversations.models import Address, Conversation, Message, Person


def rows(running) -> list[int]:
    with running.database.read() as session:
        tables = (Message, Conversation, Person, Address)
        return [session.scalar(select(func.count()).select_from(table)) for table in tables]


def test_a_form_is_answered_with_503_and_keeps_the_words(running, visitor):
    them = visitor()
    before = rows(running)
    form = {"text": "what is access to work", "once": "same"}
    with running.database_locked():
        busy = them.http.post("/message", data=form, headers={"Accept": "text/html"})
        assert busy.status_code == 503
        assert busy.headers["retry-after"] == "5"
        assert "Nothing was stored. Please try again." in busy.text
        assert "what is access to work" in unescape(busy.text)
        assert them.send("hello").status_code == 503
        # Reading goes on.
        assert them.http.get("/").status_code == 200
    assert rows(running) == before

    again = them.http.post("/message", data=form, headers={"Accept": "text/html"})
    assert again.status_code == 303
    them.until("Access to Work is money")
    # One message and one answer, of one new person.
    assert rows(running) == [before[0] + 2, *(count + 1 for count in before[1:])]


def test_a_crisis_while_locked_is_told_whom_to_call(running, visitor):
    them = visitor()
    with running.database_locked():
        busy = them.http.post(
            "/message",
            data={"text": "i want to kill myself", "once": "x"},
            headers={"Accept": "text/html"},
        )
    assert busy.status_code == 503
    assert "999" in busy.text and "116 123" in busy.text


def test_a_text_message_is_not_acknowledged(running):
    with running.database_locked():
        assert running.receive_text("+447700900321", "hello").status_code == 503
