"""Parts that die while somebody is writing: the person is told, and nothing is lost."""

import time

from sqlalchemy import select

from bot.cases.models import Case, Kind
from bot.clock import Clock
from bot.conversations.models import Conversation

CRISIS = "i dont want to be here any more, i am going to end it"
WAITS = "a part of me has broken down"


def until_leased(running) -> None:
    """Wait until a worker has begun the turn."""
    for _ in range(100):
        with running.database.read() as session:
            held = Conversation.lease.is_not(None) & (Conversation.lease_until > Clock().now())
            if session.scalars(select(Conversation.id).where(held)).all():
                return
        time.sleep(0.05)
    raise AssertionError("no turn was begun")


def test_rasa_killed_in_mid_turn(running, visitor):
    them, another = visitor(), visitor()
    running.hold(running.rasa)
    them.send("what is access to work")
    until_leased(running)
    time.sleep(0.3)
    running.kill(running.rasa)

    assert them.until(WAITS) < 3
    assert them.until("Your message is safe") < 1
    # A crisis is answered at once: it needs neither Rasa nor a worker.
    assert them.send(CRISIS).status_code == 202
    assert them.until("116 123") < 2
    with running.database.read() as session:
        assert [case.kind for case in session.scalars(select(Case))] == [Kind.CRISIS]
    # Somebody else can still ask for a person.
    another.ask("PERSON", "I have asked for a person.")
    # The gateway tries again every few seconds and does not repeat itself.
    time.sleep(6)
    assert them.count(WAITS) == 1

    running.mend()
    them.until("Access to Work is money from the DWP")
    assert them.count("Access to Work is money") == 1
    assert them.count(WAITS) == 1
    them.ask("who runs this", "I am run by")


def test_action_server_down(running, visitor):
    them = visitor()
    them.ask("find a job club near me", "Where should I look?")
    running.kill(running.actions)
    them.ask("Hackney", "I cannot search my list just now.")
    assert them.count("0808 800 3333") == 1
    them.ask("what is access to work", "Access to Work is money from the DWP")

    running.mend()
    them.ask("Hackney", "I have no job club listed for Hackney.")
    assert them.count("I cannot search my list") == 1


def test_the_gateway_killed_in_mid_turn(running, visitor):
    """The next gateway knows that whoever held the talk is gone, and answers the message once."""
    them = visitor()
    running.hold(running.rasa)
    them.send("who runs this")
    until_leased(running)
    running.kill(running.gateway)
    running.let_go(running.rasa)
    running.mend()
    them.until("I am run by")
    time.sleep(1.5)
    assert them.count("I am run by") == 1
    assert them.send("what is access to work").status_code == 202
    them.until("Access to Work is money")
