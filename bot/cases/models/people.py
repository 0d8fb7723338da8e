"""Organisations that answer, their advisers, and what is managed of them."""

from datetime import date, datetime

from sqlalchemy import JSON, Date, ForeignKey, LargeBinary, String, Text, false
from sqlalchemy.orm import Mapped, mapped_column

from bot.cases.roles import Role
from bot.storage.base import Base, Moment, new_id


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
    capacity: Mapped[int] = mapped_column(default=5)
    """How many talks at once; somebody in crisis is taken beside that."""
    away: Mapped[datetime | None] = mapped_column(Moment)
    """Since when they take a break; no reason is asked."""
    resting_until: Mapped[datetime | None] = mapped_column(Moment)
    """After a crisis talk: until then another crisis comes last in their queue."""
    new: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Their replies wait for the yes of a lead or a colleague."""
    shifts: Mapped[str] = mapped_column(String(200), default="", server_default="")
    """Their week as `bot.cases.hours` reads it; empty: there whenever their organisation is."""
    contacts: Mapped[bytes | None] = mapped_column(LargeBinary)
    """Sealed: where notices go, {"email", "telegram"}."""
    skills: Mapped[list] = mapped_column(JSON, default=list)
    """Keys of `bot.cases.routing.NEEDS` this adviser can meet."""
    settings: Mapped[dict] = mapped_column(JSON, default=dict)
    """How this adviser wants the console (`bot.cases.wishes`)."""
    password: Mapped[str | None] = mapped_column(String(200))
    """An argon2id hash."""
    data_key: Mapped[bytes | None] = mapped_column(LargeBinary)
    totp: Mapped[bytes | None] = mapped_column(LargeBinary)
    """Sealed: the secret of the code app."""
    totp_step: Mapped[int] = mapped_column(default=0)
    """The newest 30 seconds whose code was used: no code is good twice."""
    created: Mapped[datetime] = mapped_column(Moment)
    disabled: Mapped[datetime | None] = mapped_column(Moment)


class SavedReply(Base):
    """Words used often: of one adviser, of an organisation, or (neither) of the whole service."""

    __tablename__ = "saved_reply"

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    adviser_id: Mapped[str | None] = mapped_column(ForeignKey("adviser.id"))
    organisation_id: Mapped[str | None] = mapped_column(ForeignKey("advice_organisation.id"))
    shortcut: Mapped[str] = mapped_column(String(30))
    text: Mapped[str] = mapped_column(Text)
    changed: Mapped[datetime] = mapped_column(Moment)


class Change(Base):
    """A change in how the console is managed: who, when, what, in words. Never changed itself."""

    __tablename__ = "change"

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    at: Mapped[datetime] = mapped_column(Moment)
    adviser_id: Mapped[str] = mapped_column(ForeignKey("adviser.id"))
    organisation_id: Mapped[str | None] = mapped_column(ForeignKey("advice_organisation.id"))
    what: Mapped[str] = mapped_column(String(200))
