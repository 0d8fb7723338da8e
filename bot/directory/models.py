"""Tables of the directory: organisations, what they offer, and the boroughs each serves."""

from datetime import date

from sqlalchemy import Date, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bot.storage.base import Base


class Organisation(Base):
    """A body that offers services; `user_led` when it is run by disabled people."""

    __tablename__ = "organisation"

    id: Mapped[str] = mapped_column(String(60), primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    user_led: Mapped[str] = mapped_column(String(8), default="unknown")
    """yes, no or unknown."""
    website: Mapped[str] = mapped_column(String(300), default="")
    phone: Mapped[str] = mapped_column(String(60), default="")
    text_relay: Mapped[str] = mapped_column(String(120), default="")
    email: Mapped[str] = mapped_column(String(200), default="")
    address: Mapped[str] = mapped_column(String(300), default="")
    postcode: Mapped[str] = mapped_column(String(8), default="")
    easting: Mapped[int | None]
    northing: Mapped[int | None]
    """British National Grid, metres; empty where no postcode is known."""
    all_london: Mapped[bool] = mapped_column(default=False)
    source_url: Mapped[str] = mapped_column(String(400), default="")
    source_date: Mapped[str] = mapped_column(String(120), default="")
    checked: Mapped[date | None] = mapped_column(Date)
    """When the source was last known to be right; empty when that is not known."""
    confidence: Mapped[str] = mapped_column(String(8), default="low")
    notes: Mapped[str] = mapped_column(Text, default="")
    closed: Mapped[bool] = mapped_column(default=False)

    serves: Mapped[list["Serves"]] = relationship(cascade="all, delete-orphan", lazy="selectin")
    services: Mapped[list["Service"]] = relationship(
        back_populates="organisation", cascade="all, delete-orphan"
    )


class Serves(Base):
    """A borough that an organisation serves."""

    __tablename__ = "serves"

    organisation_id: Mapped[str] = mapped_column(ForeignKey("organisation.id"), primary_key=True)
    borough: Mapped[str] = mapped_column(String(60), primary_key=True, index=True)


class Service(Base):
    """Something an organisation offers."""

    __tablename__ = "service"

    id: Mapped[str] = mapped_column(String(60), primary_key=True)
    organisation_id: Mapped[str] = mapped_column(ForeignKey("organisation.id"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    kind: Mapped[str] = mapped_column(String(40), index=True)
    description: Mapped[str] = mapped_column(Text, default="")
    eligibility: Mapped[str] = mapped_column(Text, default="")
    cost: Mapped[str] = mapped_column(Text, default="")
    how_to_join: Mapped[str] = mapped_column(Text, default="")
    accessibility: Mapped[str] = mapped_column(Text, default="")
    paid_for: Mapped[str] = mapped_column(Text, default="")
    """What is known about travel, childcare and refreshments."""
    source_url: Mapped[str] = mapped_column(String(400), default="")
    source_date: Mapped[str] = mapped_column(String(120), default="")
    checked: Mapped[date | None] = mapped_column(Date)
    confidence: Mapped[str] = mapped_column(String(8), default="low")

    organisation: Mapped[Organisation] = relationship(back_populates="services", lazy="joined")
