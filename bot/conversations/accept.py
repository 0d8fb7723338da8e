"""Accepting a message: stored, and a crisis, STOP or START dealt with, in ONE transaction.

No Rasa, no worker and no lease is needed here, so this works while everything else is down or busy.
"""

from datetime import datetime

import structlog
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.cases.models import Kind
from bot.channels.base import CHANNELS
from bot.conversations import handover, inbox, limits, optout, safe
from bot.conversations.commands import command_in, names_stopping
from bot.conversations.compose import Composer, Outgoing
from bot.conversations.gateway import Gateway
from bot.conversations.inbox import Talk
from bot.conversations.models import Address, Author, Holder, Message, Turn
from bot.conversations.optout_words import asks_to_stop_beside
from bot.conversations.pieces import put_together
from bot.conversations.speak import Result, send
from bot.conversations.telling import ask_nothing_more
from bot.errors import PlainError
from bot.safety import screen
from bot.safety.child import is_child

log = structlog.get_logger()

READ_BY_RASA = 2_000
"""Characters of a message that are understood; the rest is kept."""
LAST_RESORT = (
    "I am glad you told me, and I take it seriously. In danger now: call 999 or go to A&E. "
    "To talk at any hour: Samaritans 116 123, or text SHOUT to 85258. Deaf: 999bsl.co.uk. "
    "A person here is being told."
)
"""Said in a crisis if the answer store itself fails; it fits two text messages."""


def accept(
    gateway: Gateway,
    session: Session,
    talk: Talk,
    text: str,
    *,
    channel: str,
    address: Address | None = None,
    once: str | None = None,
    provider_id: str | None = None,
    media: str = "",
    sent: datetime | None = None,
    answered: bool = False,
    taken: str = "",
    in_pieces: bool = False,
) -> tuple[Message | None, Result | None]:
    """Store a message; deal at once with a crisis, STOP and START.

    `sent`: when the provider got it, if its webhook was missed. `answered`: the provider has
    answered it already. `taken`: it has taken it for `stop` or `start`. `in_pieces`: a long text may
    come as several messages. Returns the stored message (None if it was there already) and, if it
    is dealt with, the result.
    """
    now = gateway.clock.now()
    message = inbox.receive(
        session,
        talk,
        text,
        now,
        channel=channel,
        once=once,
        provider_id=provider_id,
        media=media,
    )
    if message is None:
        return None, None
    if sent is not None:
        message.late, message.created = True, sent
    whole = _whole(session, talk, message, text) if in_pieces else None
    opted_out = address is not None and address.opted_out is not None
    command = taken or command_in(text, channel, opted_out=opted_out)
    if command == "stop" and not taken and not names_stopping(text):
        # `Leave me alone`, in a talk about danger, is no wish about our messages.
        command = None if inbox.state_of(talk).told_of else command
    found = [screen(inbox.clean(words)) for words in (text, whole) if words]
    doubtful = any(screened.crisis for screened in found)
    if command is None and doubtful and asks_to_stop_beside(text):
        command = "stop"
    off = gateway.switches.current().get(channel)
    # A missed START that was sent before the STOP we know is no wish of today.
    overtaken = sent is not None and opted_out and sent <= address.opted_out
    told_here = doubtful or command in ("stop", "start") or opted_out or answered or off is not None
    if not told_here and (address is None or not CHANNELS[channel].sends):
        # The most common case: nothing to say here, so neither the memory nor the choices are read.
        talk.row.ended = None
        return message, None
    state = inbox.state_of(talk)
    composer = gateway.composer(talk, CHANNELS[channel], state)
    if state.child or is_child(whole or text):
        state.child, composer.values["child"] = True, "child"
    out, result = Outgoing(), None
    # Who can be asked what a message means is asked; where nobody can be, doubt counts as danger.
    read = not (command or opted_out or answered or state.callback or off is not None)
    read = read and len(whole or text) <= READ_BY_RASA
    danger = [screened.crisis or screened.by_another for screened in found]
    if any(screened.certain for screened in found) or (any(danger) and not read):
        result = Result("crisis", 1.0)
        state.harmed = state.harmed or safe.has_harmed(whole or text)
        answer_crisis(gateway, session, talk, composer, out)
        state.answers = out.answers
    if command == "stop" and sent is not None and _started_since(session, talk, channel, sent):
        result = result or Result("stop_messages", 1.0)
    elif command == "stop":
        # Honoured in a crisis too: the fixed text is the last one, the case stays open.
        optout.stop(session, talk, sent or now)
        if result is None:
            result = Result("stop_messages", 1.0)
            out.parts.append(composer.say("stopped"))
    elif command == "start" and not overtaken and (opted_out or talk.row.ended is not None):
        optout.start(session, talk)
        if result is None:
            result = Result("resume_messages", 1.0)
            out.parts.append(composer.say("started"))
    elif (opted_out or answered) and result is None:
        result = Result()
    elif not opted_out:
        talk.row.ended = None
        if result is None and CHANNELS[channel].sends and address is not None and not doubtful:
            result = _paused(gateway, session, talk, composer, out, address)
    if result is None and off is not None and talk.row.held_by != Holder.HUMAN:
        result = _switched_off(session, talk, composer, out, command, off)
        if result is None and out.parts:
            # The person is told; the message itself waits until the channel is on again.
            send(session, talk, composer, out, Result(), channel)
            inbox.keep_state(talk, state)
    if result is not None:
        message.turn = Turn.DONE
        send(session, talk, composer, out, result, channel)
        state.offers, state.callback, state.left = [], {}, []
        state.asked_safe = safe.asks(out.answers)
        inbox.keep_state(talk, state)
    return message, result


def _started_since(session: Session, talk: Talk, channel: str, sent: datetime) -> bool:
    """True if the person has sent START after this moment."""
    query = select(Message).where(
        Message.conversation_id == talk.id, Message.author == Author.PERSON, Message.created > sent
    )
    said = (talk.key.open("body", message.body)["text"] for message in session.scalars(query))
    return any(command_in(text, channel) == "start" for text in said)


def _whole(session: Session, talk: Talk, message: Message, text: str) -> str | None:
    """The text with the pieces before it. Nothing that goes wrong there keeps help away."""
    try:
        return put_together(session, talk.key, message, text, talk.row.latest)
    except (KeyError, ValueError, IndexError, AttributeError, TypeError) as error:
        log.error("pieces_not_joined", kind=type(error).__name__)
        return None


def _switched_off(
    session: Session,
    talk: Talk,
    composer: Composer,
    out: Outgoing,
    command: str | None,
    since: datetime,
) -> Result | None:
    """A result if somebody asks for a person, which works without the assistant."""
    if command == "person":
        handover.ask_for_person(session, talk, composer, out, Kind.ASKED, share=None)
        out.offers = []
        return Result("talk_to_human", 1.0)
    if composer.state.told_off != since.isoformat():
        composer.state.told_off = since.isoformat()
        out.author = Author.SERVICE
        out.parts.append(composer.say("channel_off"))
    return None


def _paused(
    gateway: Gateway,
    session: Session,
    talk: Talk,
    composer: Composer,
    out: Outgoing,
    address: Address,
) -> Result | None:
    """A result if the message is kept and not answered: it came faster than people write."""
    if talk.row.held_by == Holder.HUMAN:
        return None
    now = composer.now
    if limits.is_paused(address, now):
        return Result()
    pause = limits.pause_for(session, gateway.settings, talk.id, now)
    if pause is None:
        return None
    log.warning("person_paused", conversation=talk.id, minutes=pause.total_seconds() / 60)
    address.paused_until = now + pause
    out.author = Author.SERVICE
    out.parts.append(composer.say("paused", minutes=f"{pause.total_seconds() / 60:.0f}"))
    return Result()


def answer_crisis(
    gateway: Gateway, session: Session, talk: Talk, composer: Composer, out: Outgoing
) -> None:
    """The fixed reply and the case. A broken answer store cannot keep the reply away."""
    told = Outgoing()
    try:
        # Who has said that they are not safe hears 999 first, and not the whole text again.
        again = composer.state.unsafe and composer.state.asked_safe
        composer.answer(told, safe.not_safe_answer(composer.state) if again else "crisis")
        handover.ask_for_person(session, talk, composer, told, Kind.CRISIS, share=True)
    except (KeyError, ValueError, AttributeError, TypeError, PlainError) as error:
        log.error("crisis_last_resort", kind=type(error).__name__)
        told = Outgoing(parts=[LAST_RESORT], answers=["crisis"])
        handover.open_urgent(session, talk, composer, Kind.CRISIS)
    ask_nothing_more(talk)
    composer.state.guessed, composer.state.put_right = False, ""
    composer.state.told_of, composer.state.safe_open = "crisis", 0
    out.parts += told.parts
    out.answers += told.answers
    out.sources += told.sources
    out.offers = []
