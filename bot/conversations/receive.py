"""What a channel brings is stored, committed and handed to the workers."""

from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from bot import crash
from bot.channels.base import Inbound
from bot.conversations import inbox
from bot.conversations.accept import accept
from bot.conversations.commands import command_in
from bot.conversations.gateway import Gateway
from bot.conversations.models import Author, Message, ProviderEvent, Turn
from bot.safety import screen


def take_in(gateway: Gateway, inbound: Inbound) -> str | None:
    """Store and commit one message. The conversation, if the message waits for a turn."""
    for tries_left in (2, 1, 0):
        try:
            conversation_id, waits = _store(gateway, inbound)
            break
        except IntegrityError:
            # On PostgreSQL the first two messages of one person, or the same webhook twice, may
            # come at the same moment: the other one is committed now and is found.
            if not tries_left:
                raise
    crash.at("committed, not answered")
    if conversation_id is not None:
        gateway.wake(conversation_id)
    return conversation_id if waits else None


def _store(gateway: Gateway, inbound: Inbound) -> tuple[str | None, bool]:
    with gateway.database.begin() as session:
        if session.get(ProviderEvent, (inbound.channel, inbound.provider_id)) is not None:
            return None, False  # The person had it deleted.
        now = gateway.clock.now()
        talk, address = inbox.talk_with(
            session, gateway.vault, inbound.channel, inbound.address, now
        )
        message, result = accept(
            gateway,
            session,
            talk,
            inbound.text,
            channel=inbound.channel,
            address=address,
            once=inbound.once,
            provider_id=inbound.provider_id,
            media=inbound.media,
            sent=inbound.sent,
            answered=inbound.answered,
            taken=inbound.taken,
            in_pieces=inbound.channel == "sms",
        )
        if message is not None:
            message.segments = inbound.segments
        session.flush()
        crash.at("stored, not committed")
        return talk.id, message is not None and result is None


def take_edit(gateway: Gateway, inbound: Inbound) -> str | None:
    """A person changed what they had written: the message changes, and is not asked again.

    An edit that says STOP or speaks of danger is heard like a new message.
    """
    urgent = screen(inbox.clean(inbound.text)).crisis
    if urgent or command_in(inbound.text, inbound.channel) == "stop":
        return take_in(gateway, replace(inbound, once=None))
    with gateway.database.begin() as session:
        talk = inbox.talk_at(session, gateway.vault, inbound.channel, inbound.address)
        if talk is None:
            return None
        query = select(Message).where(
            Message.conversation_id == talk.id, Message.once == inbound.once
        )
        message = session.scalars(query).first()
        if message is None or message.author != Author.PERSON:
            return None
        body = inbox.body_of(inbound.text, inbound.media) | {"edited": True}
        message.body = talk.key.seal("body", body)
    gateway.wake(talk.id)
    return talk.id if message.turn == Turn.WAITING else None
