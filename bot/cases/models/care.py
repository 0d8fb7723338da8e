"""Safeguarding records: apart from the talk, with a key, a lead and a log of their own."""

from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from bot.storage.base import Base, Moment, new_id


class SafeguardingRecord(Base):
    """A worry about somebody's safety, apart from the talk: with its own key, lead and log."""

    __tablename__ = "safeguarding_record"

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    case_id: Mapped[str] = mapped_column(ForeignKey("case.id"))
    lead_id: Mapped[str] = mapped_column(ForeignKey("adviser.id"))
    data_key: Mapped[bytes] = mapped_column(LargeBinary)
    opened: Mapped[datetime] = mapped_column(Moment)
    closed: Mapped[datetime | None] = mapped_column(Moment)


class SafeguardingEntry(Base):
    """What happened with a safeguarding record: opened, read, noted or closed, by whom and when."""

    __tablename__ = "safeguarding_entry"

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    record_id: Mapped[str] = mapped_column(ForeignKey("safeguarding_record.id"), index=True)
    adviser_id: Mapped[str] = mapped_column(ForeignKey("adviser.id"))
    at: Mapped[datetime] = mapped_column(Moment)
    what: Mapped[str] = mapped_column(String(16))
    body: Mapped[bytes | None] = mapped_column(LargeBinary)
