"""Tables of what happens to listings: changes by people, and reports that something is wrong."""

from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from bot.storage.base import Base, Moment, new_id


class ListingChange(Base):
    """One change of a listing: who, when, what was and is. Kept for good.

    `state`: done; proposed (by the organisation's own people, waits for a lead); refused.
    """

    __tablename__ = "listing_change"

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    service_id: Mapped[str] = mapped_column(String(36), index=True)
    """Without a foreign key: the history outlives the listing."""
    at: Mapped[datetime] = mapped_column(Moment)
    by: Mapped[str] = mapped_column(String(80))
    action: Mapped[str] = mapped_column(String(12))
    """added, edited, checked, archived, restored or imported."""
    fields: Mapped[str] = mapped_column(Text, default="{}")
    """JSON: {field: [before, after]}."""
    state: Mapped[str] = mapped_column(String(8), default="done", index=True)
    decided: Mapped[datetime | None] = mapped_column(Moment)
    decided_by: Mapped[str] = mapped_column(String(80), default="")


class ListingReport(Base):
    """Somebody told us that a listing is wrong. Their words are sealed with their talk's key."""

    __tablename__ = "listing_report"

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    service_id: Mapped[str] = mapped_column(String(36), index=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversation.id"), index=True)
    what: Mapped[str] = mapped_column(String(16))
    """closed, contact, place, time or other: read from the words, shown without them."""
    words: Mapped[bytes | None] = mapped_column(LargeBinary)
    at: Mapped[datetime] = mapped_column(Moment)
    settled: Mapped[datetime | None] = mapped_column(Moment)
    settled_by: Mapped[str] = mapped_column(String(80), default="")
    outcome: Mapped[str] = mapped_column(String(300), default="")
