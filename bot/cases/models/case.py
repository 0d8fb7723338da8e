"""A case: its state, its immutable history, what was read, noted and drafted in it."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import JSON, ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.storage.base import Base, Moment, new_id


class State(StrEnum):
    """Where a case stands; `bot.cases.machine` holds the allowed moves."""

    WAITING = "waiting"
    TALKING = "talking"
    CALLBACK_DUE = "callback_due"
    HANDED_BACK = "handed_back"
    CLOSED = "closed"
    LAPSED = "lapsed"


class Kind(StrEnum):
    """Why a person is needed, most urgent first."""

    CRISIS = "crisis"
    SAFEGUARDING = "safeguarding"
    ASKED = "asked"


class Matter(StrEnum):
    """Who may answer: Community Partners are peers, the rest needs somebody qualified."""

    PEER = "peer"
    """Peer support, information, signposting."""
    BENEFITS_ADVISER = "benefits_adviser"
    EMPLOYMENT_RIGHTS = "employment_rights"
    MEDICAL = "medical"


class Case(Base):
    """A conversation that a person should take, or has taken, over."""

    __tablename__ = "case"

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversation.id"), index=True)
    kind: Mapped[str] = mapped_column(String(16))
    state: Mapped[str] = mapped_column(String(16), index=True)
    about: Mapped[str] = mapped_column(String(80), default="")
    """The topic's title from the answer store; never words of the person."""
    borough: Mapped[str] = mapped_column(String(60), default="")
    shared_from: Mapped[int] = mapped_column(default=0)
    """The adviser sees messages from this number on: 0 if the person agreed to show the talk."""
    opened: Mapped[datetime] = mapped_column(Moment)
    due: Mapped[datetime | None] = mapped_column(Moment, index=True)
    """Waiting: when it lapses. A call back promised: when it is late."""
    chased: Mapped[int] = mapped_column(default=0)
    holder: Mapped[str | None] = mapped_column(ForeignKey("adviser.id"), index=True)
    version: Mapped[int] = mapped_column(default=0)
    matter: Mapped[str] = mapped_column(String(24), default=Matter.PEER)
    organisation_id: Mapped[str | None] = mapped_column(ForeignKey("advice_organisation.id"))
    """Whose advisers come first; empty: the organisation of the settings."""
    wanted: Mapped[str | None] = mapped_column(ForeignKey("adviser.id"))
    """The adviser it is kept for: who helped before, or whom a colleague asked."""
    ended: Mapped[datetime | None] = mapped_column(Moment)
    gaps: Mapped[list] = mapped_column(JSON, default=list)
    """[first, last] numbers of messages that were for the assistant alone; last None: still so."""
    needs: Mapped[bytes | None] = mapped_column(LargeBinary)
    """Sealed: access needs the person named, as a list of keys of `bot.cases.routing.NEEDS`."""
    callback: Mapped[bytes | None] = mapped_column(LargeBinary)
    """Sealed: how and when the person wants to be reached (`bot.conversations.callback`)."""
    summary: Mapped[bytes | None] = mapped_column(LargeBinary)
    """Sealed: what adviser and person agreed at the end."""


class CaseEvent(Base):
    """One change of a case: who, when, what, why. Written once, never changed."""

    __tablename__ = "case_event"
    __table_args__ = (UniqueConstraint("case_id", "number"),)

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    case_id: Mapped[str] = mapped_column(ForeignKey("case.id"), index=True)
    number: Mapped[int]
    at: Mapped[datetime] = mapped_column(Moment)
    actor: Mapped[str] = mapped_column(String(60))
    """An adviser's id, `person` or `service`."""
    move: Mapped[str] = mapped_column(String(24))
    state: Mapped[str] = mapped_column(String(16))
    why: Mapped[str] = mapped_column(String(40), default="")
    """A reason from a fixed list (`bot.console.words.REASONS`); never words of anybody."""


class Note(Base):
    """What an adviser wrote down for colleagues, sealed with the conversation's key."""

    __tablename__ = "note"

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    case_id: Mapped[str] = mapped_column(ForeignKey("case.id"), index=True)
    adviser_id: Mapped[str] = mapped_column(ForeignKey("adviser.id"))
    at: Mapped[datetime] = mapped_column(Moment)
    body: Mapped[bytes] = mapped_column(LargeBinary)


class CaseRead(Base):
    """An adviser looked at the words of a case: who and when. Written once, never changed."""

    __tablename__ = "case_read"

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    case_id: Mapped[str] = mapped_column(ForeignKey("case.id"), index=True)
    adviser_id: Mapped[str] = mapped_column(ForeignKey("adviser.id"))
    at: Mapped[datetime] = mapped_column(Moment)
    why: Mapped[str] = mapped_column(String(40), default="")
    """The reason given by somebody who read without holding the case."""


class CaseAlarm(Base):
    """Something a lead must know of: that it happened, never what was said."""

    __tablename__ = "case_alarm"

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    case_id: Mapped[str] = mapped_column(ForeignKey("case.id"), index=True)
    what: Mapped[str] = mapped_column(String(24))
    """A key of `bot.cases.alarms.WHAT`."""
    raised: Mapped[datetime] = mapped_column(Moment)
    seen: Mapped[datetime | None] = mapped_column(Moment)
    seen_by: Mapped[str | None] = mapped_column(ForeignKey("adviser.id"))
    told: Mapped[datetime | None] = mapped_column(Moment)
    """When an email about it left."""
    try_after: Mapped[datetime | None] = mapped_column(Moment)


class Conflict(Base):
    """An adviser who knows a person elsewhere: that person's cases are hidden from them."""

    __tablename__ = "conflict"

    adviser_id: Mapped[str] = mapped_column(ForeignKey("adviser.id"), primary_key=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversation.id"), primary_key=True)
    at: Mapped[datetime] = mapped_column(Moment)


class Draft(Base):
    """A reply that an adviser is writing, sealed with the conversation's key."""

    __tablename__ = "draft"

    case_id: Mapped[str] = mapped_column(ForeignKey("case.id"), primary_key=True)
    adviser_id: Mapped[str] = mapped_column(ForeignKey("adviser.id"), primary_key=True)
    body: Mapped[bytes] = mapped_column(LargeBinary)
    at: Mapped[datetime] = mapped_column(Moment)


class HeldReply(Base):
    """A reply that has not left: it may still be taken back, or waits for a second pair of eyes."""

    __tablename__ = "held_reply"
    __table_args__ = (UniqueConstraint("case_id", "once"),)

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    case_id: Mapped[str] = mapped_column(ForeignKey("case.id"), index=True)
    adviser_id: Mapped[str] = mapped_column(ForeignKey("adviser.id"))
    body: Mapped[bytes] = mapped_column(LargeBinary)
    """Sealed with the conversation's key."""
    once: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime] = mapped_column(Moment)
    send_at: Mapped[datetime | None] = mapped_column(Moment, index=True)
    """When it leaves by itself; empty: only when somebody has said yes to it."""
    late_at: Mapped[datetime | None] = mapped_column(Moment)
    """When a lead is alarmed because nobody has looked at it; empty once that has happened."""
