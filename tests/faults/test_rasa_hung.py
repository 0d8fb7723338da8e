"""Rasa takes requests and answers none: texts are acknowledged and kept all the same.

How soon they are answered is measured by `bench/webhooks.py`.
"""

import time

from sqlalchemy import func, select

from bot.conversations.models import Address, Message, Turn

NUMBERS = [f"+4477009006{n:02d}" for n in range(24)]
"""More people than workers, and than threads for webhooks."""


def test_texts_are_acknowledged_and_kept_while_rasa_hangs(running):
    waiting_before = waiting(running)
    running.hold(running.rasa)
    try:
        for number in NUMBERS:
            assert running.receive_text(number, "what is access to work").status_code == 200
        assert waiting(running) - waiting_before == len(NUMBERS)
        # A crisis and a STOP are dealt with at once: neither waits for Rasa.
        assert running.receive_text(NUMBERS[0], "I want to kill myself").status_code == 200
        until(lambda: any("116 123" in text for text in running.twilio.texts(NUMBERS[0])))
        assert running.receive_text(NUMBERS[1], "STOP").status_code == 200
        with running.database.read() as session:
            assert session.scalars(select(Address).where(Address.opted_out.is_not(None))).one()
    finally:
        running.let_go(running.rasa)

    def answers(number: str) -> int:
        return sum("Access to Work is" in text for text in running.twilio.texts(number))

    until(lambda: all(answers(number) for number in NUMBERS[2:]))
    assert {answers(number) for number in NUMBERS[2:]} == {1}


def waiting(running) -> int:
    """Messages that wait for their turn, of these people and of the tests before."""
    kept = select(func.count()).select_from(Message).where(Message.turn == Turn.WAITING)
    with running.database.read() as session:
        return session.scalar(kept)


def until(true) -> None:
    for _ in range(600):
        if true():
            return
        time.sleep(0.1)
    raise AssertionError("it did not happen within a minute")
