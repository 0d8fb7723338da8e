"""How advisers come in: links, sessions, passkeys, recovery codes. Only hashes and public keys."""

from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from bot.storage.base import Base, Moment


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


class Passkey(Base):
    """A passkey of an adviser (W3C Web Authentication): a public key, nothing secret."""

    __tablename__ = "passkey"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    """SHA-256 of the credential id, which may be very long."""
    adviser_id: Mapped[str] = mapped_column(ForeignKey("adviser.id"), index=True)
    credential: Mapped[bytes] = mapped_column(LargeBinary)
    public_key: Mapped[bytes] = mapped_column(LargeBinary)
    count: Mapped[int] = mapped_column(default=0)
    name: Mapped[str] = mapped_column(String(60))
    created: Mapped[datetime] = mapped_column(Moment)
    used: Mapped[datetime | None] = mapped_column(Moment)


class PasskeyChallenge(Base):
    """A challenge we gave out and will take back once."""

    __tablename__ = "passkey_challenge"

    challenge: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    expires: Mapped[datetime] = mapped_column(Moment)


class RecoveryCode(Base):
    """A code that stands in for the code app once; only a hash of it is kept."""

    __tablename__ = "recovery_code"

    code_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    adviser_id: Mapped[str] = mapped_column(ForeignKey("adviser.id"), index=True)
    used: Mapped[datetime | None] = mapped_column(Moment)
