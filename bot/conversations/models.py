"""Tables of the talk: person, address, conversation, message.

A message row is the transcript, the inbox (author `person`, `turn` says whether it was dealt with)
and the outbox (any other author, `sending` says how far it got) in one: one order, one truth.
"""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column

from bot.storage.base import Base, Moment, new_id


class Author(StrEnum):
    PERSON = "person"
    ASSISTANT = "assistant"
    ADVISER = "adviser"
    SERVICE = "service"
    """Fixed texts of the service itself: who joined, who left, what was stopped."""


class Turn(StrEnum):
    """Where a message of a person stands."""

    WAITING = "waiting"
    DONE = "done"


class Sending(StrEnum):
    """Where a message to a person stands.

    `UNKNOWN`: it left, and no answer came back (while `Message.send_after` is set: not yet).
    """

    QUEUED = "queued"
    SENT = "sent"
    DELIVERED = "delivered"
    FAILED = "failed"
    UNKNOWN = "unknown"
    DROPPED = "dropped"
    """Not sent, because the person said STOP first."""


class Holder(StrEnum):
    """Who answers the person now."""

    BOT = "bot"
    HUMAN = "human"


class Person(Base):
    """Somebody who writes to us. Nothing about them stands here in the clear."""

    __tablename__ = "person"

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    created: Mapped[datetime] = mapped_column(Moment)
    data_key: Mapped[bytes | None] = mapped_column(LargeBinary)
    preferences: Mapped[bytes | None] = mapped_column(LargeBinary)
    """Sealed with `data_key`: what `bot.conversations.preferences.Preferences` holds."""


class Address(Base):
    """How a person is reached on one channel; `tag` finds it, `sealed` holds it."""

    __tablename__ = "address"
    __table_args__ = (UniqueConstraint("channel", "tag"),)

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversation.id"), index=True)
    channel: Mapped[str] = mapped_column(String(16))
    tag: Mapped[str] = mapped_column(String(64))
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    opted_out: Mapped[datetime | None] = mapped_column(Moment)
    heard: Mapped[datetime | None] = mapped_column(Moment)
    """When the person last wrote from here."""
    paused_until: Mapped[datetime | None] = mapped_column(Moment)
    """Until then nothing but a crisis is answered: something writes faster than people do."""


class Conversation(Base):
    """One talk. `data_key` opens its sealed fields; without it they are noise.

    `lease`/`lease_until` make turns one at a time; `held_by` is checked before Rasa is called.
    """

    __tablename__ = "conversation"

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    channel: Mapped[str] = mapped_column(String(16))
    data_key: Mapped[bytes | None] = mapped_column(LargeBinary)
    held_by: Mapped[str] = mapped_column(String(8), default=Holder.BOT)
    state: Mapped[bytes | None] = mapped_column(LargeBinary)
    tracker: Mapped[bytes | None] = mapped_column(LargeBinary)
    created: Mapped[datetime] = mapped_column(Moment)
    latest: Mapped[datetime] = mapped_column(Moment)
    last_number: Mapped[int] = mapped_column(default=0)
    lease: Mapped[str | None] = mapped_column(String(36))
    lease_until: Mapped[datetime | None] = mapped_column(Moment)
    retry_at: Mapped[datetime | None] = mapped_column(Moment)
    ended: Mapped[datetime | None] = mapped_column(Moment)


class Message(Base):
    """One message; `number` orders it in its conversation."""

    __tablename__ = "message"
    __table_args__ = (
        UniqueConstraint("conversation_id", "number"),
        UniqueConstraint("channel", "provider_id"),
        UniqueConstraint("conversation_id", "once"),
        Index("ix_message_turn_conversation", "turn", "conversation_id"),
        Index("ix_message_sending", "sending", "channel"),
        Index("ix_message_wiped", "channel", "wiped", "created"),
    )

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversation.id"))
    number: Mapped[int]
    channel: Mapped[str] = mapped_column(String(16))
    author: Mapped[str] = mapped_column(String(16))
    author_name: Mapped[str | None] = mapped_column(String(80))
    body: Mapped[bytes] = mapped_column(LargeBinary)
    """Sealed: {"text", and for an answer "offers", "sources", "answers"}."""
    created: Mapped[datetime] = mapped_column(Moment)
    turn: Mapped[str | None] = mapped_column(String(8))
    once: Mapped[str | None] = mapped_column(String(64))
    """A key the sender makes up for one message: the same key twice is the same message."""
    provider_id: Mapped[str | None] = mapped_column(String(80))
    sending: Mapped[str | None] = mapped_column(String(12))
    attempts: Mapped[int] = mapped_column(default=0)
    send_after: Mapped[datetime | None] = mapped_column(Moment)
    """QUEUED: not to be sent before. UNKNOWN: an answer may still come until then.
    A person's message: not to be read before, because the rest of it may be on its way."""
    urgent: Mapped[bool] = mapped_column(default=False, server_default=false())
    """The fixed text in a crisis: no limit holds it, and an unknown outcome is tried once more."""
    late: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Its webhook never came: the reconciler found it at the provider."""
    error: Mapped[str | None] = mapped_column(String(16))
    """Why it was not delivered: the provider's code, or a word of ours."""
    segments: Mapped[int | None]
    """What a text message is charged for, a person's too; none if it did not leave."""
    wiped: Mapped[datetime | None] = mapped_column(Moment)
    """When the provider's own copy was deleted."""


class Alarm(Base):
    """Something an operator must put right; it stays until it is."""

    __tablename__ = "alarm"

    kind: Mapped[str] = mapped_column(String(40), primary_key=True)
    since: Mapped[datetime] = mapped_column(Moment)
    detail: Mapped[str] = mapped_column(String(80))


class SendingDay(Base):
    """What left on one day (London's) on one channel; deleting a talk does not lower it."""

    __tablename__ = "sending_day"

    channel: Mapped[str] = mapped_column(String(16), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    messages: Mapped[int]
    segments: Mapped[int]


class ProviderEvent(Base):
    """An id of a provider's that has no message row (any more) and must not be taken as new.

    `wipe`: the provider's copy is still to be deleted.
    """

    __tablename__ = "provider_event"

    channel: Mapped[str] = mapped_column(String(16), primary_key=True)
    provider_id: Mapped[str] = mapped_column(String(80), primary_key=True)
    at: Mapped[datetime] = mapped_column(Moment)
    wipe: Mapped[bool]


class SupportPlan(Base):
    """The plan of one person, kept because they said yes to that.

    `body` is sealed with the person's key; `shown` is when they agreed that advisers see it.
    """

    __tablename__ = "support_plan"

    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), primary_key=True)
    body: Mapped[bytes] = mapped_column(LargeBinary)
    agreed: Mapped[datetime] = mapped_column(Moment)
    changed: Mapped[datetime] = mapped_column(Moment)
    shown: Mapped[datetime | None] = mapped_column(Moment)


class ChannelSwitch(Base):
    """A channel on which the assistant was switched off; the row goes when it is on again."""

    __tablename__ = "channel_switch"

    channel: Mapped[str] = mapped_column(String(16), primary_key=True)
    since: Mapped[datetime] = mapped_column(Moment)


class ServiceText(Base):
    """Another wording of a text of the service. The newest row counts; none is ever changed."""

    __tablename__ = "service_text"

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    name: Mapped[str] = mapped_column(String(60), index=True)
    at: Mapped[datetime] = mapped_column(Moment)
    adviser_id: Mapped[str] = mapped_column(ForeignKey("adviser.id"))
    plain: Mapped[str] = mapped_column(Text, default="")
    sms: Mapped[str] = mapped_column(Text, default="")
    """Both empty: back to the wording of the answer store."""


class PlanReminder(Base):
    """When to remind a person of their plan, on the channel where they said yes to that."""

    __tablename__ = "plan_reminder"

    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), primary_key=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversation.id"))
    channel: Mapped[str] = mapped_column(String(16))
    due: Mapped[datetime] = mapped_column(Moment, index=True)
