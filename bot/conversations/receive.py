"""What a channel brings is stored, committed and handed to the workers."""

from sqlalchemy.exc import IntegrityError

from bot.channels.base import Inbound
from bot.conversations import inbox
from bot.conversations.accept import accept
from bot.conversations.gateway import Gateway
from bot.conversations.models import ProviderEvent


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
            in_pieces=inbound.channel == "sms",
        )
        return talk.id, message is not None and result is None
