"""A turn: what happens to one waiting message of a person, stage by stage.

  control     a human holds the talk: the message goes to the console, the bot is silent
  command     words such as MORE, and replies to choices
  understand  Rasa: intent, entities, dialogue, actions -> a reply plan
  compose, commit  words, effects and the new tracker in ONE transaction

What comes before, storing the message and answering a crisis, is `bot.conversations.accept`. What a
message asks for is found out in `understand`; what comes of it is done in `respond`.
"""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from bot import crash
from bot.channels.base import CHANNELS
from bot.conversations import handover, inbox, leases
from bot.conversations.by_rasa import read_beside
from bot.conversations.compose import Composer, Outgoing
from bot.conversations.gateway import Gateway
from bot.conversations.inbox import Talk
from bot.conversations.models import Author, Holder, Message, Turn
from bot.conversations.reading import Heard, Reading
from bot.conversations.respond import answer, beside, heard
from bot.conversations.speak import Result, send
from bot.conversations.state import TalkState
from bot.conversations.understand import read

MOST_TRIES = 3
"""A message that fails so often is given up, and the person is told."""


@dataclass(frozen=True, repr=False)
class Claim:
    """A waiting message that `owner`, and nobody else, may deal with now."""

    talk: Talk
    message: Message
    before: str
    """The name of the adviser who talked with this person, if they may ask for them again."""
    owner: str


def claim_newest(
    gateway: Gateway, session: Session, talk: Talk, message: Message, owner: str
) -> Claim | None:
    """Claim a message in the transaction that stores it; None if it has to wait for anything."""
    if message.channel in gateway.switches.current():
        return None
    now = gateway.clock.now()
    if not leases.take_newest(session, talk, message, owner, now):
        return None
    return Claim(talk, message, handover.adviser_before(session, talk, now), owner)


def _claim_next(
    gateway: Gateway, conversation_id: str, owner: str, passed: int = 0
) -> Claim | None:
    """Claim the next message that waits, behind number `passed`; None if there is none to claim."""
    with gateway.database.begin(light=True) as session:
        now = gateway.clock.now()
        talk = leases.take(session, gateway.vault, conversation_id, owner, now)
        if talk is None:
            return None
        message = inbox.next_waiting(session, conversation_id, now, passed)
        off = message is not None and message.channel in gateway.switches.current()
        if message is None or (off and talk.row.held_by != Holder.HUMAN):
            leases.release(talk.row, owner)
            return None
        return Claim(talk, message, handover.adviser_before(session, talk, now), owner)


def give_back(gateway: Gateway, claim: Claim) -> None:
    """Let go of a claim that nothing came of; its message waits."""
    with gateway.database.begin(light=True) as session:
        if talk := inbox.talk_of(session, gateway.vault, claim.talk.id, lock=True):
            leases.release(talk.row, claim.owner)


def run_turns(
    gateway: Gateway, conversation_id: str, owner: str, claim: Claim | None = None
) -> list[Result]:
    """Deal with all waiting messages of a conversation, oldest first; one worker at a time.

    `claim`: the first of them, if it is claimed already. While Rasa is down the messages that need
    it keep waiting, and those behind them that the gateway can deal with alone (`person`, `help`, a
    choice it offered) do not wait for them.
    """
    results: list[Result] = []
    passed, without_rasa = 0, False
    while claim := claim or _claim_next(gateway, conversation_id, owner, passed):
        retry_at, message = claim.talk.row.retry_at, claim.message
        without_rasa = without_rasa or (retry_at is not None and retry_at > gateway.clock.now())
        result = _one_turn(gateway, claim, without_rasa)
        claim = None
        gateway.wake(conversation_id, message.number if result else 0)
        if result is None:
            return results
        results.append(result)
        if result.waits:
            passed, without_rasa = message.number, True
        elif result.last:
            break
    return results


def give_up_or_wait(gateway: Gateway, conversation_id: str, owner: str) -> None:
    """After an error in a turn: free the talk, try the message later, give it up the third time."""
    with gateway.database.begin() as session:
        now = gateway.clock.now()
        talk = inbox.talk_of(session, gateway.vault, conversation_id, lock=True)
        if talk is None or not leases.keep(talk.row, owner, now):
            return
        message = inbox.next_waiting(session, conversation_id, now)
        if message is not None:
            message.attempts += 1
            talk.row.retry_at = now + gateway.retry_after
            if message.attempts >= MOST_TRIES:
                message.turn, talk.row.retry_at = Turn.DONE, None
                composer = gateway.composer(talk, CHANNELS[message.channel], TalkState())
                out = Outgoing(parts=[composer.say("given_up")], author=Author.SERVICE)
                send(session, talk, composer, out, Result(), message.channel)
        leases.release(talk.row, owner)
    gateway.wake(conversation_id)


def _one_turn(gateway: Gateway, claim: Claim, without_rasa: bool) -> Result | None:
    """One message from understanding to commit. None if the lease was lost meanwhile."""
    talk, message, owner = claim.talk, claim.message, claim.owner
    body = talk.key.open("body", message.body)
    remembered = talk.row.state
    state, text = inbox.state_of(talk), heard(body)
    reading = Reading()
    if talk.row.held_by == Holder.HUMAN:
        reading = read_beside(gateway, talk, state, text)
    else:
        crash.at("before Rasa")
        reading = read(Heard(gateway, talk, state, message, text, claim.before, without_rasa))
        crash.at("after Rasa")
    with gateway.database.begin() as session:
        now = gateway.clock.now()
        was_held = talk.row.held_by
        talk = inbox.talk_of(session, gateway.vault, talk.id, lock=True)
        if talk is None or not leases.keep(talk.row, owner, now):
            return None
        if talk.row.state != remembered:
            # A crisis was answered meanwhile, or a message at once: read anew with that in mind.
            leases.release(talk.row, owner)
            return None
        session.add(message)
        composer = gateway.composer(talk, CHANNELS[message.channel], state)
        if talk.row.held_by == Holder.HUMAN:
            return beside(gateway, session, talk, composer, message, reading)
        if was_held == Holder.HUMAN:
            # Handed back in this moment: the assistant reads the message in the next round.
            leases.release(talk.row, owner)
            return None
        if reading.waits:
            return _wait(gateway, session, talk, composer, message)
        message.turn = Turn.DONE
        talk.row.retry_at = talk.row.retry_at if without_rasa else None
        state.told_down = state.told_down if without_rasa else 0
        result = answer(gateway, session, talk, composer, message, body, reading)
        if without_rasa:
            return result
        if not inbox.waits_behind(session, talk, message):
            # Let go in the same commit; a message that comes now finds the talk free.
            leases.release(talk.row, owner)
            result.last = True
        return result


def _wait(
    gateway: Gateway, session: Session, talk: Talk, composer: Composer, message: Message
) -> Result:
    """Rasa is down: the message keeps waiting, and the person is told once."""
    state, result = composer.state, Result(waits=True)
    talk.row.retry_at = gateway.clock.now() + gateway.retry_after
    if not state.told_down:
        state.told_down = message.number
        out = Outgoing(parts=[composer.say("waits")], author=Author.SERVICE)
        send(session, talk, composer, out, result, message.channel)
        inbox.keep_state(talk, state)
    return result
