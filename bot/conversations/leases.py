"""Leases: the right to run the turns of a conversation, held by one worker at a time."""

from datetime import datetime, timedelta

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Session

from bot.conversations import inbox
from bot.conversations.inbox import Talk
from bot.conversations.models import Conversation, Message
from bot.privacy.vault import Vault

LEASE = timedelta(seconds=60)
"""How long a turn may take; after it the talk is free, whatever became of the worker."""
CLAIMED = timedelta(seconds=20)
"""How long a message that is claimed as it is stored may wait for its worker."""

# Built once: putting a statement together costs as much as running it, and these run at every turn.
_TAKEN = (
    update(Conversation)
    .where(
        Conversation.id == bindparam("talk"),
        Conversation.data_key.is_not(None),
        (Conversation.lease.is_(None))
        | (Conversation.lease == bindparam("owner"))
        | (Conversation.lease_until < bindparam("now")),
    )
    .values(lease=bindparam("owner"), lease_until=bindparam("until"))
    .returning(Conversation)
    .execution_options(populate_existing=True, synchronize_session=False)
)
_WAITING_BEFORE = select(Message.__table__.c.id).where(
    *inbox.WAITING, Message.number < bindparam("number")
)


def take(
    session: Session, vault: Vault, conversation_id: str, owner: str, now: datetime
) -> Talk | None:
    """Take or renew the right to run turns; None if another worker has it. The row is locked."""
    asked = {"talk": conversation_id, "owner": owner, "now": now, "until": now + LEASE}
    row = session.scalars(_TAKEN, asked).first()
    return row and inbox.open_talk(vault, row)


def take_newest(session: Session, talk: Talk, message: Message, owner: str, now: datetime) -> bool:
    """Take the right to run turns in the transaction that stores `message`, of a locked talk.

    False if somebody has it, or if another message is to be read before this one.
    """
    if talk.row.lease is not None or talk.row.retry_at is not None:
        return False
    asked = {"talk": talk.id, "number": message.number}
    if session.connection().execute(_WAITING_BEFORE, asked).first() is not None:
        return False
    # A short one, which the turn renews: if nobody begins it, the message is soon found again.
    talk.row.lease, talk.row.lease_until = owner, now + CLAIMED
    return True


def keep(row: Conversation, owner: str, now: datetime) -> bool:
    """Renew the right inside the transaction that uses it; False if it was lost meanwhile."""
    if row.lease != owner:
        return False
    if row.lease_until - now < LEASE / 2:
        row.lease_until = now + LEASE
    return True


def release(row: Conversation, owner: str) -> None:
    if row.lease == owner:
        row.lease = row.lease_until = None


def free_all(session: Session) -> None:
    """End every lease: those who had them are known to be gone."""
    session.execute(update(Conversation).values(lease=None, lease_until=None))
