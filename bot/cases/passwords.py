"""Signing in with a password and a code from an app (RFC 6238), the other way beside passkeys."""

import hashlib
import secrets
from collections.abc import Callable
from datetime import datetime

import pyotp
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from bot.cases.advisers import SignInRefused, find_adviser
from bot.cases.models import Adviser, RecoveryCode
from bot.errors import PlainError

SHORTEST = 10
LONGEST = 200
CODES = 10
STEP_SECONDS = 30
_hasher = PasswordHasher()
_NOBODY = _hasher.hash(secrets.token_urlsafe(16))
"""Checked in place of a password there is none of, so that names cannot be told apart by time."""
REFUSED = "The name, the password or the code is not right. Nothing is locked: try again."


class CodeRefused(SignInRefused):
    """The password was right, the code was not."""


def new_secret() -> str:
    return pyotp.random_base32()


def address(secret: str, name: str) -> str:
    """What the code app reads from the picture."""
    return pyotp.TOTP(secret).provisioning_uri(name=name, issuer_name="Alongside")


def set_password(
    session: Session,
    adviser: Adviser,
    password: str,
    secret: str,
    code: str,
    now: datetime,
    seal: Callable[[str], bytes],
) -> list[str]:
    """Set password and code app; the new recovery codes. Raises PlainError."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise PlainError(f"Use a password of {SHORTEST} to {LONGEST} characters. Spaces are fine.")
    step = _step_of(secret, code, now)
    if step is None:
        raise PlainError("The code does not fit. Codes change every 30 seconds: try the next one.")
    adviser.password, adviser.totp, adviser.totp_step = _hasher.hash(password), seal(secret), step
    return new_recovery_codes(session, adviser)


def forget_password(session: Session, adviser: Adviser) -> None:
    adviser.password = adviser.totp = None
    session.execute(delete(RecoveryCode).where(RecoveryCode.adviser_id == adviser.id))


def new_recovery_codes(session: Session, adviser: Adviser) -> list[str]:
    """Ten new codes; older ones stop working."""
    session.execute(delete(RecoveryCode).where(RecoveryCode.adviser_id == adviser.id))
    codes = [f"{secrets.token_hex(3)}-{secrets.token_hex(3)}" for _ in range(CODES)]
    session.add_all(RecoveryCode(code_hash=_hash(c), adviser_id=adviser.id) for c in codes)
    session.flush()
    return codes


def codes_left(session: Session, adviser: Adviser) -> int:
    query = select(func.count()).where(
        RecoveryCode.adviser_id == adviser.id, RecoveryCode.used.is_(None)
    )
    return session.scalar(query)


def check(
    session: Session,
    name: str,
    password: str,
    code: str,
    now: datetime,
    unseal: Callable[[Adviser], str],
) -> Adviser:
    """The adviser of this name, password and code (or recovery code). Raises SignInRefused.

    A code that was used is refused the second time, also of two at the same moment.
    """
    adviser = find_adviser(session, name)
    usable = adviser is not None and adviser.disabled is None and adviser.password is not None
    try:
        _hasher.verify(adviser.password if usable else _NOBODY, password[:LONGEST])
    except (VerificationError, InvalidHashError):
        raise SignInRefused(REFUSED) from None
    if not usable:
        raise SignInRefused(REFUSED)
    if _use_code(session, adviser, code, now, unseal(adviser)):
        return adviser
    raise CodeRefused(REFUSED)


def _use_code(session: Session, adviser: Adviser, code: str, now: datetime, secret: str) -> bool:
    step = _step_of(secret, code, now)
    if step is not None:
        used = session.execute(
            update(Adviser)
            .where(Adviser.id == adviser.id, Adviser.totp_step < step)
            .values(totp_step=step)
        )
        return used.rowcount == 1
    used = session.execute(
        update(RecoveryCode)
        .where(
            RecoveryCode.code_hash == _hash(code),
            RecoveryCode.adviser_id == adviser.id,
            RecoveryCode.used.is_(None),
        )
        .values(used=now)
    )
    return used.rowcount == 1


def _step_of(secret: str, code: str, now: datetime) -> int | None:
    """Which 30 seconds the code belongs to: the present ones, or those before or after."""
    digits = "".join(c for c in code if c.isdecimal() and c.isascii())
    present = int(now.timestamp()) // STEP_SECONDS
    totp = pyotp.TOTP(secret)
    for step in (present, present - 1, present + 1):
        if len(digits) == 6 and secrets.compare_digest(totp.at(step * STEP_SECONDS), digits):
            return step
    return None


def _hash(code: str) -> str:
    plain = "".join(c for c in code.lower() if c.isalnum())
    return hashlib.sha256(plain.encode("utf-8", "replace")).hexdigest()
