"""What advisers and leads were told by email or Telegram, so that nobody is told twice."""

from datetime import date, datetime

from sqlalchemy import Date, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.storage.base import Base, Moment, new_id


class CaseNotice(Base):
    """One adviser is told of one thing in one case. It holds no words of anybody."""

    __tablename__ = "case_notice"
    __table_args__ = (UniqueConstraint("case_id", "adviser_id", "mark"),)

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    case_id: Mapped[str] = mapped_column(ForeignKey("case.id"), index=True)
    adviser_id: Mapped[str] = mapped_column(ForeignKey("adviser.id"), index=True)
    kind: Mapped[str] = mapped_column(String(12))
    mark: Mapped[str] = mapped_column(String(20))
    """What it is about: a version of the case, a message number, a reply that waits."""
    at: Mapped[datetime] = mapped_column(Moment)
    told: Mapped[datetime | None] = mapped_column(Moment, index=True)
    try_after: Mapped[datetime | None] = mapped_column(Moment)


class Digest(Base):
    """The summary of one day, for one lead."""

    __tablename__ = "digest"

    adviser_id: Mapped[str] = mapped_column(ForeignKey("adviser.id"), primary_key=True)
    day: Mapped[date] = mapped_column(Date, primary_key=True)
    told: Mapped[datetime | None] = mapped_column(Moment)
    try_after: Mapped[datetime | None] = mapped_column(Moment)


class NoticeLink(Base):
    """A link that joins an adviser's Telegram to their account once; only its hash is kept."""

    __tablename__ = "notice_link"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    adviser_id: Mapped[str] = mapped_column(ForeignKey("adviser.id"))
    expires: Mapped[datetime] = mapped_column(Moment)
