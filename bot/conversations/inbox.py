"""Inbox: a message of a person is stored and committed before anything else happens to it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, func, select, update
from sqlalchemy.orm import Session, aliased
from sqlalchemy.orm.attributes import set_committed_value

from bot.conversations.models import (
    Address,
    Author,
    Conversation,
    Holder,
    Message,
    Person,
    Sending,
    Turn,
)
from bot.conversations.state import TalkState
from bot.privacy.vault import FieldKey, Vault
from bot.safety.personal_data import find_personal_data, mask
from bot.storage.base import new_id

LONGEST = 10_000
"""Characters of one message that are kept; the person is told when more were sent."""
SILENT = timedelta(days=90)
"""Mobile numbers are given to somebody else some months after they were given up."""
HEARD_EVERY = timedelta(hours=1)
"""When somebody was last heard from is not written anew for every message."""

# Built once: putting a statement together costs as much as running it, and these run at every turn.
_TALK = select(Conversation).where(Conversation.id == bindparam("talk"))
# What another writer changed meanwhile is read anew.
_TALK_LOCKED = _TALK.with_for_update().execution_options(populate_existing=True)
_ADDRESS = select(Address).where(
    Address.channel == bindparam("channel"), Address.tag == bindparam("tag")
)
# Locked, so that an erasure at the same moment cannot change the key under a message.
_ADDRESS_AND_TALK = (
    select(Address, Conversation)
    .join(Conversation, Conversation.id == Address.conversation_id)
    .where(Address.channel == bindparam("channel"), Address.tag == bindparam("tag"))
    .with_for_update(of=Conversation)
    .execution_options(populate_existing=True)
)
_SAME_ONCE = select(Message.__table__.c.id).where(
    Message.conversation_id == bindparam("talk"), Message.once == bindparam("key")
)
_SAME_PROVIDER_ID = select(Message.__table__.c.id).where(
    Message.channel == bindparam("channel"), Message.provider_id == bindparam("key")
)
_NEXT_NUMBER = (
    update(Conversation.__table__)
    .where(Conversation.__table__.c.id == bindparam("talk"))
    .values(last_number=Conversation.__table__.c.last_number + 1, latest=bindparam("now"))
    .returning(Conversation.__table__.c.last_number)
)
WAITING = (Message.turn == Turn.WAITING, Message.conversation_id == bindparam("talk"))
"""What is true of the messages of a talk that wait for their turn."""
_NEXT_WAITING = (
    select(Message)
    .where(*WAITING, Message.number > bindparam("after"))
    .order_by(Message.number)
    .limit(1)
)
_WAITING_BEHIND = select(Message.__table__.c.id).where(
    *WAITING, Message.number > bindparam("after")
)


@dataclass
class Talk:
    """A conversation with its key opened."""

    row: Conversation
    key: FieldKey

    @property
    def id(self) -> str:
        return self.row.id


def clean(text: str) -> str:
    """The text without what no person types: NUL and other control characters, lone surrogates."""
    text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    kept = (c for c in text if c in "\n\t" or (c >= " " and c != "\x7f"))
    return "".join(kept)


def new_talk(session: Session, vault: Vault, channel: str, now: datetime) -> Talk:
    """A conversation of somebody new."""
    person = Person(created=now)
    session.add(person)
    session.flush()
    row = Conversation(person_id=person.id, channel=channel, created=now, latest=now)
    session.add(row)
    session.flush()
    row.data_key = vault.new_key(row.id)
    return open_talk(vault, row)


def open_talk(vault: Vault, row: Conversation) -> Talk:
    return Talk(row, vault.open_key(row.data_key, row.id))


def talk_of(
    session: Session, vault: Vault, conversation_id: str, *, lock: bool = False
) -> Talk | None:
    """The conversation with its key. `lock`: nobody changes the row until the caller commits."""
    found = session.scalars(_TALK_LOCKED if lock else _TALK, {"talk": conversation_id})
    row = found.first()
    return open_talk(vault, row) if row is not None and row.data_key else None


def talk_with(
    session: Session, vault: Vault, channel: str, address: str, now: datetime
) -> tuple[Talk, Address]:
    """The conversation with an address (a phone number, a chat id, a session), made if new.

    A number that was silent for long may have a new owner: they begin anew and see nothing of the
    past. That the carrier must not text it is about the number, so an opt-out stays.
    """
    tag = vault.address_tag(channel, address)
    if found := session.execute(_ADDRESS_AND_TALK, {"channel": channel, "tag": tag}).first():
        row, talk = found[0], open_talk(vault, found[1])
        if may_be_somebody_elses(row, now):
            talk = new_talk(session, vault, channel, now)
            row.person_id, row.conversation_id = talk.row.person_id, talk.id
            row.sealed = talk.key.seal("address", address)
        if row.heard is None or now - row.heard >= HEARD_EVERY:
            row.heard = now
        return talk, row
    talk = new_talk(session, vault, channel, now)
    row = Address(
        person_id=talk.row.person_id,
        conversation_id=talk.id,
        channel=channel,
        tag=tag,
        sealed=talk.key.seal("address", address),
        heard=now,
    )
    session.add(row)
    session.flush()
    return talk, row


def may_be_somebody_elses(address: Address, now: datetime) -> bool:
    """True of a telephone number that nobody has written from for long."""
    silent = address.heard is not None and now - address.heard > SILENT
    return address.channel == "sms" and silent


def talk_at(session: Session, vault: Vault, channel: str, address: str) -> Talk | None:
    """The conversation with an address, if there is one."""
    tag = vault.address_tag(channel, address)
    row = session.scalars(_ADDRESS, {"channel": channel, "tag": tag}).first()
    return row and talk_of(session, vault, row.conversation_id)


def state_of(talk: Talk) -> TalkState:
    """The gateway's memory of the talk."""
    sealed = talk.row.state
    return TalkState.from_json(talk.key.open("state", sealed) if sealed else None)


def tracker_of(talk: Talk) -> list[dict[str, Any]]:
    """The events of the dialogue as Rasa gave them last; none in a new talk."""
    sealed = talk.row.tracker
    return talk.key.open("tracker", sealed) if sealed else []


def keep_state(talk: Talk, state: TalkState) -> None:
    talk.row.state = talk.key.seal("state", state.to_json())


def body_of(text: str, media: str = "") -> dict[str, Any]:
    """What is stored of a person's message, with numbers that should not be kept masked."""
    kept = clean(text)[:LONGEST]
    body: dict[str, Any] = {"text": mask(kept), "long": len(text) > LONGEST}
    if media:
        body["media"] = media
    if hidden := sorted({found.kind for found in find_personal_data(kept)}):
        body["hidden"] = hidden
    return body


def receive(
    session: Session,
    talk: Talk,
    text: str,
    now: datetime,
    *,
    channel: str,
    once: str | None = None,
    provider_id: str | None = None,
    media: str = "",
) -> Message | None:
    """Store one message of a person. None if this very message is already stored.

    Numbers that should not be kept (National Insurance, cards, accounts) are masked before sealing.
    `media`: what came besides words.
    """
    tables = session.connection()
    if once and tables.scalar(_SAME_ONCE, {"talk": talk.id, "key": once}):
        return None
    same = {"channel": channel, "key": provider_id}
    if provider_id and tables.scalar(_SAME_PROVIDER_ID, same):
        return None
    body = body_of(text, media)
    return add_message(
        session,
        talk,
        Author.PERSON,
        body,
        now,
        channel=channel,
        turn=Turn.WAITING,
        once=once,
        provider_id=provider_id,
    )


def add_message(
    session: Session,
    talk: Talk,
    author: str,
    body: dict,
    now: datetime,
    *,
    channel: str,
    turn: str | None = None,
    sending: str | None = None,
    author_name: str | None = None,
    once: str | None = None,
    provider_id: str | None = None,
    urgent: bool = False,
    send_after: datetime | None = None,
) -> Message:
    """Add one message at the end of the talk; its number is the next one, without gaps."""
    # The row itself counts: two writers take two numbers, never the same. Straight from the table,
    # so that what else the turn changes is written together, at the commit.
    number = session.connection().scalar(_NEXT_NUMBER, {"talk": talk.id, "now": now})
    set_committed_value(talk.row, "last_number", number)
    set_committed_value(talk.row, "latest", now)
    message = Message(
        id=new_id(),
        conversation_id=talk.id,
        number=number,
        channel=channel,
        author=author,
        author_name=author_name,
        body=talk.key.seal("body", body),
        created=now,
        turn=turn,
        sending=sending,
        once=once,
        provider_id=provider_id,
        urgent=urgent,
        send_after=send_after,
    )
    session.add(message)
    return message


def next_waiting(
    session: Session, conversation_id: str, now: datetime, after: int = 0
) -> Message | None:
    """The first message that waits; None also if that one may not be read yet."""
    first = session.scalars(_NEXT_WAITING, {"talk": conversation_id, "after": after}).first()
    held = first is not None and first.send_after is not None and first.send_after > now
    return None if held else first


def waits_behind(session: Session, talk: Talk, message: Message) -> bool:
    """True if anything waits that came after this message."""
    asked = {"talk": talk.id, "after": message.number}
    return session.connection().execute(_WAITING_BEHIND, asked).first() is not None


def waiting_talks(session: Session, now: datetime, off: Collection[str] = ()) -> list[str]:
    """Conversations with a message that waits and that nobody is working on.

    `off`: channels on which only what goes to a person is dealt with.
    """
    query = (
        select(Message.conversation_id)
        .join(Conversation, Conversation.id == Message.conversation_id)
        .where(
            Message.turn == Turn.WAITING,
            (Message.send_after.is_(None)) | (Message.send_after <= now),
            (Conversation.lease.is_(None)) | (Conversation.lease_until < now),
            (Conversation.retry_at.is_(None)) | (Conversation.retry_at <= now),
            (Message.channel.not_in(off)) | (Conversation.held_by == Holder.HUMAN),
        )
        .group_by(Message.conversation_id)
        .order_by(func.min(Message.created))
        .limit(200)
    )
    return list(session.scalars(query))


@cache
def _due_query() -> Select:
    """Built once: the outbox looks many times a second, and building it costs more than running it."""
    channel, now, most = bindparam("channel"), bindparam("now"), bindparam("most")
    earlier = aliased(Message)
    held = (
        select(earlier.id)
        .where(
            earlier.conversation_id == Message.conversation_id,
            earlier.number < Message.number,
            # One that was never tried and waits (for the morning) holds nothing that was asked for.
            (
                (earlier.sending == Sending.QUEUED)
                & (
                    (earlier.attempts > 0)
                    | (earlier.send_after.is_(None))
                    | (earlier.send_after <= now)
                )
            )
            | ((earlier.sending == Sending.UNKNOWN) & (earlier.send_after > now)),
        )
        .exists()
    )
    return (
        select(Message)
        .where(
            Message.sending == Sending.QUEUED,
            Message.channel == channel,
            (Message.send_after.is_(None)) | (Message.send_after <= now),
            ~held,
        )
        .order_by(Message.created, Message.number)
        .limit(most)
        .with_for_update(of=Message, skip_locked=True)
    )


def to_send(session: Session, channel: str, now: datetime, most: int = 50) -> list[Message]:
    """Messages that may leave now, oldest first: of each talk only the first that is not done.

    On PostgreSQL the rows are locked, and those another gateway has locked are left out.
    """
    return list(session.scalars(_due_query(), {"channel": channel, "now": now, "most": most}))


def messages_of(session: Session, conversation_id: str, after: int = 0) -> list[Message]:
    query = select(Message).where(
        Message.conversation_id == conversation_id, Message.number > after
    )
    return list(session.scalars(query.order_by(Message.number)))
