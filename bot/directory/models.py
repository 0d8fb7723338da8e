"""Tables of the directory: organisations and what they offer, after Open Referral UK 3.0 (HSDS).

What is not known stays empty or `unknown`; it never means no. Ids are UUIDs. The listing of a
service is the service with all that hangs on it; `bot.directory.record` reads and writes it whole.
"""

from datetime import date, datetime

from sqlalchemy import Date, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bot.storage.base import Base, Moment, new_id

ACTIVE = "active"
STATUSES = (ACTIVE, "inactive", "defunct", "temporarily closed")
"""States of a service in HSDS; only an active one is ever shown to people."""
KINDS = (
    "job_club", "employment_support", "benefits_advice", "peer_support", "access_to_work_help",
    "disclosure_or_rights_advice", "housing", "debt", "transport", "mental_health", "isolation",
    "social_care", "other",
)  # fmt: skip
NEEDS = (
    "step_free", "accessible_toilet", "hearing_loop", "bsl", "captions", "quiet", "easy_read",
    "online", "parking", "step_free_station",
)  # fmt: skip
"""Access facts that are kept as data, in the order of their bits in the search table."""
PAYS = ("travel", "childcare", "refreshments", "support_worker")
YES, NO, UNKNOWN = "yes", "no", "unknown"


def child(cls: str) -> Mapped[list]:
    """Rows that belong to one parent and go with it."""
    return relationship(
        cls, cascade="all, delete-orphan", passive_deletes=True, order_by=f"{cls}.id"
    )


class Organisation(Base):
    """A body that offers services; `user_led` when it is run by disabled people."""

    __tablename__ = "organisation"

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    name: Mapped[str] = mapped_column(String(200), index=True)
    description: Mapped[str] = mapped_column(Text, default="")
    user_led: Mapped[str] = mapped_column(String(8), default=UNKNOWN)
    """yes, no or unknown."""
    website: Mapped[str] = mapped_column(String(400), default="")
    email: Mapped[str] = mapped_column(String(200), default="")
    address: Mapped[str] = mapped_column(String(300), default="")
    postcode: Mapped[str] = mapped_column(String(10), default="")
    areas: Mapped[str] = mapped_column(Text, default="")
    """In words, the boroughs it serves, as its source says: `Lambeth; Southwark`, `UK-wide`."""
    source_url: Mapped[str] = mapped_column(String(400), default="")
    source_date: Mapped[str] = mapped_column(String(120), default="")
    checked: Mapped[date | None] = mapped_column(Date)
    """When the source was last known to be right; empty when that is not known."""
    checked_by: Mapped[str] = mapped_column(String(80), default="")
    confidence: Mapped[str] = mapped_column(String(8), default="low")
    notes: Mapped[str] = mapped_column(Text, default="")
    closed: Mapped[bool] = mapped_column(default=False)
    feed: Mapped[str] = mapped_column(String(400), default="")
    """Address of the feed it came from; empty for our own."""

    services: Mapped[list["Service"]] = relationship(
        back_populates="organisation", cascade="all, delete-orphan", passive_deletes=True
    )
    phones: Mapped[list["Phone"]] = child("Phone")
    marks: Mapped[list["QualityMark"]] = child("QualityMark")


class Service(Base):
    """Something an organisation offers."""

    __tablename__ = "service"

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    organisation_id: Mapped[str] = mapped_column(
        ForeignKey("organisation.id", ondelete="CASCADE"), index=True
    )
    name: Mapped[str] = mapped_column(String(200), index=True)
    kind: Mapped[str] = mapped_column(String(40), index=True, default="other")
    description: Mapped[str] = mapped_column(Text, default="")
    url: Mapped[str] = mapped_column(String(400), default="")
    email: Mapped[str] = mapped_column(String(200), default="")
    status: Mapped[str] = mapped_column(String(20), default=ACTIVE)
    eligibility: Mapped[str] = mapped_column(Text, default="")
    minimum_age: Mapped[float | None]
    maximum_age: Mapped[float | None]
    how_to_join: Mapped[str] = mapped_column(Text, default="")
    accessibility: Mapped[str] = mapped_column(Text, default="")
    """What the source says about access, in its words; facts read from it are in `access`."""
    paid_for: Mapped[str] = mapped_column(Text, default="")
    """What is known about travel, childcare and refreshments, in words."""
    pays_travel: Mapped[str] = mapped_column(String(8), default=UNKNOWN)
    pays_childcare: Mapped[str] = mapped_column(String(8), default=UNKNOWN)
    pays_refreshments: Mapped[str] = mapped_column(String(8), default=UNKNOWN)
    pays_support_worker: Mapped[str] = mapped_column(String(8), default=UNKNOWN)
    alert: Mapped[str] = mapped_column(Text, default="")
    source_url: Mapped[str] = mapped_column(String(400), default="")
    source_date: Mapped[str] = mapped_column(String(120), default="")
    checked: Mapped[date | None] = mapped_column(Date, index=True)
    checked_by: Mapped[str] = mapped_column(String(80), default="")
    confidence: Mapped[str] = mapped_column(String(8), default="low")
    feed: Mapped[str] = mapped_column(String(400), default="", index=True)
    modified: Mapped[datetime | None] = mapped_column(Moment)

    organisation: Mapped[Organisation] = relationship(back_populates="services", lazy="joined")
    places: Mapped[list["ServiceAtLocation"]] = child("ServiceAtLocation")
    schedules: Mapped[list["Schedule"]] = child("Schedule")
    costs: Mapped[list["CostOption"]] = child("CostOption")
    contacts: Mapped[list["Contact"]] = child("Contact")
    areas: Mapped[list["AreaServed"]] = child("AreaServed")
    access: Mapped[list["AccessFact"]] = child("AccessFact")
    terms: Mapped[list["ServiceTerm"]] = child("ServiceTerm")


def service_key() -> Mapped[str]:
    return mapped_column(ForeignKey("service.id", ondelete="CASCADE"), index=True)


class Location(Base):
    """A place where something happens. Grid metres are worked out from degrees or postcode."""

    __tablename__ = "location"

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    name: Mapped[str] = mapped_column(String(200), default="")
    description: Mapped[str] = mapped_column(Text, default="")
    address: Mapped[str] = mapped_column(String(300), default="")
    city: Mapped[str] = mapped_column(String(80), default="")
    region: Mapped[str] = mapped_column(String(80), default="")
    postcode: Mapped[str] = mapped_column(String(10), default="")
    country: Mapped[str] = mapped_column(String(2), default="GB")
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    easting: Mapped[int | None]
    northing: Mapped[int | None]
    access: Mapped[str] = mapped_column(Text, default="")
    """Access at this place in words."""
    station: Mapped[str] = mapped_column(String(120), default="")
    """Nearest step-free station."""


class ServiceAtLocation(Base):
    """A service happens at a location."""

    __tablename__ = "service_at_location"

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    service_id: Mapped[str] = service_key()
    location_id: Mapped[str] = mapped_column(
        ForeignKey("location.id", ondelete="CASCADE"), index=True
    )

    location: Mapped[Location] = relationship(lazy="joined")
    service: Mapped[Service] = relationship(viewonly=True)


class Schedule(Base):
    """When a service is open: days after RFC 5545 (`MO,TH`, monthly `2TU`), times `HH:MM`."""

    __tablename__ = "schedule"

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    service_id: Mapped[str] = service_key()
    freq: Mapped[str] = mapped_column(String(8), default="WEEKLY")
    interval: Mapped[int] = mapped_column(default=1)
    byday: Mapped[str] = mapped_column(String(60), default="")
    bymonthday: Mapped[str] = mapped_column(String(60), default="")
    opens_at: Mapped[str] = mapped_column(String(5), default="")
    closes_at: Mapped[str] = mapped_column(String(5), default="")
    description: Mapped[str] = mapped_column(Text, default="")
    valid_from: Mapped[date | None] = mapped_column(Date)
    valid_to: Mapped[date | None] = mapped_column(Date)


class CostOption(Base):
    """What it costs: an amount in pounds or words such as `Free`."""

    __tablename__ = "cost_option"

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    service_id: Mapped[str] = service_key()
    option: Mapped[str] = mapped_column(String(200), default="")
    amount: Mapped[float | None]
    words: Mapped[str] = mapped_column(String(400), default="")
    valid_from: Mapped[date | None] = mapped_column(Date)
    valid_to: Mapped[date | None] = mapped_column(Date)


class Contact(Base):
    """Somebody or a desk to ask for."""

    __tablename__ = "contact"

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    service_id: Mapped[str] = service_key()
    name: Mapped[str] = mapped_column(String(120), default="")
    title: Mapped[str] = mapped_column(String(120), default="")
    email: Mapped[str] = mapped_column(String(200), default="")
    phone: Mapped[str] = mapped_column(String(120), default="")


class Phone(Base):
    """A number of an organisation. `use`: voice, text (SMS, textphone, Relay UK, BSL relay)."""

    __tablename__ = "phone"

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    organisation_id: Mapped[str] = mapped_column(
        ForeignKey("organisation.id", ondelete="CASCADE"), index=True
    )
    number: Mapped[str] = mapped_column(String(160))
    use: Mapped[str] = mapped_column(String(8), default="voice")


class AreaServed(Base):
    """Where people must live or work to use a service: a borough, `London`, a nation or `UK`.

    A service without any: not known, so people near it are told to ask.
    """

    __tablename__ = "area_served"

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    service_id: Mapped[str] = service_key()
    name: Mapped[str] = mapped_column(String(120))


class AccessFact(Base):
    """One access fact of a service, `known` yes or no; without a row it is not known."""

    __tablename__ = "access_fact"

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    service_id: Mapped[str] = service_key()
    need: Mapped[str] = mapped_column(String(24))
    """One of NEEDS."""
    known: Mapped[str] = mapped_column(String(4))
    words: Mapped[str] = mapped_column(String(300), default="")


class QualityMark(Base):
    """A quality mark, such as IPS fidelity, the supported-employment quality framework or AQS."""

    __tablename__ = "quality_mark"

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    organisation_id: Mapped[str] = mapped_column(
        ForeignKey("organisation.id", ondelete="CASCADE"), index=True
    )
    name: Mapped[str] = mapped_column(String(120))
    level: Mapped[str] = mapped_column(String(60), default="")
    awarded: Mapped[date | None] = mapped_column(Date)
    source: Mapped[str] = mapped_column(String(400), default="")


class Taxonomy(Base):
    """A set of terms: our own kinds of help, or one that came with a feed."""

    __tablename__ = "taxonomy"

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    name: Mapped[str] = mapped_column(String(200))
    description: Mapped[str] = mapped_column(Text, default="")
    uri: Mapped[str] = mapped_column(String(400), default="")
    version: Mapped[str] = mapped_column(String(40), default="")


class TaxonomyTerm(Base):
    """One term, such as `job_club`."""

    __tablename__ = "taxonomy_term"

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    taxonomy_id: Mapped[str | None] = mapped_column(
        ForeignKey("taxonomy.id", ondelete="CASCADE"), index=True
    )
    parent_id: Mapped[str | None] = mapped_column(String(36))
    term: Mapped[str] = mapped_column(String(200), default="")
    taxonomy: Mapped[str] = mapped_column(String(200), default="")
    uri: Mapped[str] = mapped_column(String(400), default="")


class ServiceTerm(Base):
    """A term that describes a service."""

    __tablename__ = "service_term"

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    service_id: Mapped[str] = service_key()
    term_id: Mapped[str] = mapped_column(
        ForeignKey("taxonomy_term.id", ondelete="CASCADE"), index=True
    )

    term: Mapped[TaxonomyTerm] = relationship(lazy="joined")


class SearchRow(Base):
    """One service in one area at one place: what a search reads. Made from the tables above.

    The indexes hold every column that a search reads, so that it goes through neighbouring pages
    and never to the table: of 100,000 services that is four times less work.
    """

    __tablename__ = "search_row"
    __table_args__ = (
        Index(
            "ix_search_row_area_kind_cell", "area", "kind", "cell", "easting", "northing", "has",
            "lacks", "days", "led", "spread", "checked", "service_id", "organisation_id",
        ),
        Index(
            "ix_search_row_cell", "cell", "kind", "area", "easting", "northing", "service_id"
        ),
    )  # fmt: skip

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    service_id: Mapped[str] = service_key()
    organisation_id: Mapped[str] = mapped_column(String(36))
    area: Mapped[str] = mapped_column(String(120))
    """Name of an area served, in lower case; `?` where it is not known."""
    kind: Mapped[str] = mapped_column(String(40))
    cell: Mapped[int]
    """Square of the grid, 2 km wide; 0 where the service has no place."""
    easting: Mapped[int]
    northing: Mapped[int]
    has: Mapped[int]
    """Bits of NEEDS that are known to be there."""
    lacks: Mapped[int]
    """Bits of NEEDS that are known to be missing."""
    days: Mapped[int]
    """Bits of the days it is open, Monday 1 to Sunday 64; 0 where that is not known."""
    spread: Mapped[int]
    """How many areas the service serves; with 1,000 more for the DWP's own (`bot.directory.index`)."""
    led: Mapped[str] = mapped_column(String(8))
    checked: Mapped[int]
    """Day last checked as an ordinal; 0 where it is not known."""
