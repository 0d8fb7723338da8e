"""How long one browser may show a talk, what it has seen of it, and codes that let another in.

The secret in the cookie opens the talk; the row here ends that after a silence, so that the next
user of a library computer does not find it.
"""

import secrets
from datetime import datetime, timedelta

from sqlalchemy import ForeignKey, String, bindparam, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from bot.conversations.models import Address
from bot.privacy.vault import Vault
from bot.storage.base import Base, Moment, new_id

SHARED = timedelta(hours=20)
"""Of silence, on a device that others use (WCAG 2.2.6 asks for 20 hours or a warning)."""
OWN = timedelta(days=30)
WRITE_EVERY = timedelta(minutes=5)
"""A visit is not written anew for every page: its end may be this much too early."""
TOLD = timedelta(days=30)
"""How long after its end a browser that comes back is told so; then nothing is left of the visit."""
CODE_LIVES = timedelta(minutes=15)
LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""No 0 and O, 1, I and L: they are mistaken for one another."""
CODE_LENGTH = 8
"""31 ** 8 codes that live 15 minutes: a million guesses a second find none in a lifetime."""


class Visit(Base):
    """One browser's right to show a talk."""

    __tablename__ = "web_visit"

    tag: Mapped[str] = mapped_column(String(64), primary_key=True)
    """The tag of the browser's address."""
    until: Mapped[datetime] = mapped_column(Moment, index=True)
    own_device: Mapped[bool] = mapped_column(default=False)
    seen: Mapped[int] = mapped_column(default=0)
    """Number of the last message this browser has shown."""

    def is_over(self, now: datetime) -> bool:
        """True if the silence was too long."""
        return self.until <= now

    @property
    def lasts(self) -> timedelta:
        return OWN if self.own_device else SHARED


class Code(Base):
    """A short word that opens a talk on one more device, once."""

    __tablename__ = "web_code"

    tag: Mapped[str] = mapped_column(String(64), primary_key=True)
    conversation_id: Mapped[str] = mapped_column(
        ForeignKey("conversation.id", ondelete="CASCADE"), index=True
    )
    until: Mapped[datetime] = mapped_column(Moment, index=True)


_VISIT = select(Visit).where(Visit.tag == bindparam("tag"))


def visit_of(session: Session, address: Address) -> Visit | None:
    return session.scalars(_VISIT, {"tag": address.tag}).first()


def ended(session: Session, address: Address, now: datetime) -> bool:
    """True if the silence was too long."""
    visit = visit_of(session, address)
    return visit is not None and visit.is_over(now)


def keep_open(
    session: Session, address: Address, now: datetime, seen: int = 0, visit: Visit | None = None
) -> Visit:
    """The visit goes on from now, and has seen the talk up to this message.

    `visit`: it, if the caller has looked it up already.
    """
    visit = visit or visit_of(session, address)
    new = visit is None
    if new:
        prune(session, now)
        visit = Visit(tag=address.tag, until=now, own_device=False, seen=0)
        session.add(visit)
    visit.until = now + visit.lasts
    visit.seen = max(visit.seen, seen)
    if new:
        session.flush()
    return visit


def prune(session: Session, now: datetime) -> None:
    """Delete what opens nothing any more: visits long ended, with their browsers, and old codes.

    Done whenever a new browser comes, so that no more is kept than comes.
    """
    old = select(Visit.tag).where(Visit.until <= now - TOLD)
    session.execute(
        delete(Address)
        .where(Address.channel == "web", Address.tag.in_(old))
        .execution_options(synchronize_session=False)
    )
    session.execute(delete(Visit).where(Visit.until <= now - TOLD))
    session.execute(delete(Code).where(Code.until <= now))


def is_due(visit: Visit | None, now: datetime, seen: int) -> bool:
    """True if `keep_open` would change something worth a write."""
    return visit is None or seen > visit.seen or now + visit.lasts - visit.until >= WRITE_EVERY


def end_all(session: Session, conversation_id: str) -> None:
    """No browser and no code opens this talk any more."""
    addresses = session.query(Address).filter_by(conversation_id=conversation_id, channel="web")
    for address in addresses.all():
        session.execute(delete(Visit).where(Visit.tag == address.tag))
        session.delete(address)
    session.execute(delete(Code).where(Code.conversation_id == conversation_id))


def make_code(session: Session, vault: Vault, conversation_id: str, now: datetime) -> str:
    """A code for this talk; codes of before no longer work."""
    session.execute(delete(Code).where(Code.conversation_id == conversation_id))
    code = "".join(secrets.choice(LETTERS) for _ in range(CODE_LENGTH))
    tag = vault.address_tag("code", code)
    session.add(Code(tag=tag, conversation_id=conversation_id, until=now + CODE_LIVES))
    return code


def plain_code(typed: str) -> str:
    """A code as it was made, however it was typed: small letters, spaces and dashes are fine."""
    return "".join(c for c in typed.upper() if c in LETTERS)


def use_code(session: Session, vault: Vault, typed: str, now: datetime) -> str | None:
    """The conversation the code opens, once; None if there is no such code (any more)."""
    code = session.get(Code, vault.address_tag("code", plain_code(typed)), with_for_update=True)
    if code is None:
        return None
    session.delete(code)
    return code.conversation_id if code.until > now else None


class SentText(Base):
    """One text message sent from the page, so that nobody's phone is flooded through us."""

    __tablename__ = "web_text"

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    tag: Mapped[str] = mapped_column(String(64), index=True)
    at: Mapped[datetime] = mapped_column(Moment, index=True)
