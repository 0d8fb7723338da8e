"""Tables of the handover: case, its immutable history, its notes, organisations and advisers."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import Date, ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.cases.roles import Role
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
    due: Mapped[datetime | None] = mapped_column(Moment)
    """When the person must hear that nobody came, unless somebody did."""
    chased: Mapped[int] = mapped_column(default=0)
    holder: Mapped[str | None] = mapped_column(ForeignKey("adviser.id"))
    version: Mapped[int] = mapped_column(default=0)


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


class AdviceOrganisation(Base):
    """An organisation whose advisers answer people."""

    __tablename__ = "advice_organisation"

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    name: Mapped[str] = mapped_column(String(120), unique=True)
    listing: Mapped[str | None] = mapped_column(String(60), unique=True)
    """Its id in the directory, if it is listed there."""
    hours: Mapped[str] = mapped_column(String(200), default="")
    """Opening hours as `bot.cases.hours` reads them; empty: those of the settings."""
    fallback: Mapped[bool] = mapped_column(default=False)
    """True if it also answers people whose borough no organisation serves."""
    created: Mapped[datetime] = mapped_column(Moment)
    closed: Mapped[datetime | None] = mapped_column(Moment)


class AdviceArea(Base):
    """A borough from which people come to an organisation first."""

    __tablename__ = "advice_area"

    organisation_id: Mapped[str] = mapped_column(
        ForeignKey("advice_organisation.id"), primary_key=True
    )
    borough: Mapped[str] = mapped_column(String(60), primary_key=True, index=True)


class ClosedDay(Base):
    """A day on which an organisation is closed besides the bank holidays."""

    __tablename__ = "closed_day"

    organisation_id: Mapped[str] = mapped_column(
        ForeignKey("advice_organisation.id"), primary_key=True
    )
    day: Mapped[date] = mapped_column(Date, primary_key=True)
    why: Mapped[str] = mapped_column(String(120), default="")


class Adviser(Base):
    """A Community Partner who answers people from the console."""

    __tablename__ = "adviser"

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    name: Mapped[str] = mapped_column(String(60), unique=True)
    role: Mapped[str] = mapped_column(String(24), default=Role.ADVISER)
    organisation_id: Mapped[str | None] = mapped_column(ForeignKey("advice_organisation.id"))
    """Empty: the organisation of the settings, which answers everybody."""
    created: Mapped[datetime] = mapped_column(Moment)
    disabled: Mapped[datetime | None] = mapped_column(Moment)


class SignInLink(Base):
    """A link that signs an adviser in once; only a hash of its token is kept."""

    __tablename__ = "sign_in_link"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    adviser_id: Mapped[str] = mapped_column(ForeignKey("adviser.id"), index=True)
    expires: Mapped[datetime] = mapped_column(Moment)
    used: Mapped[datetime | None] = mapped_column(Moment)


class ConsoleSession(Base):
    """A signed-in browser; only a hash of its cookie is kept."""

    __tablename__ = "console_session"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    adviser_id: Mapped[str] = mapped_column(ForeignKey("adviser.id"), index=True)
    form_token: Mapped[str] = mapped_column(String(64))
    started: Mapped[datetime] = mapped_column(Moment)
    seen: Mapped[datetime] = mapped_column(Moment)
