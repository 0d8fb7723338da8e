"""Advisers and how they come in: a link that works once, then a cookie.

Passkeys are in `bot.cases.passkeys`, passwords with codes in `bot.cases.passwords`.

Only SHA-256 hashes of links and cookies are kept. A token has 256 random bits, so its hash is
looked up as it is: there is nothing to guess and no comparison whose time could tell anything.
"""

import hashlib
import secrets
from datetime import datetime, timedelta

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from bot.cases.models import Adviser, ConsoleSession, SignInLink
from bot.cases.roles import Role
from bot.errors import PlainError

LONGEST_NAME = 60
IDLE = timedelta(hours=20)
"""How long a signed-in browser may rest before it has to sign in again."""
SEEN_EVERY = timedelta(minutes=5)
"""`seen` is written this often at most, so that reading a page is seldom a write."""


class SignInRefused(Exception):
    """The link does not sign anybody in; the message says why, in words for an adviser."""


def add_adviser(
    session: Session,
    name: str,
    now: datetime,
    role: Role = Role.ADVISER,
    organisation_id: str | None = None,
) -> Adviser:
    """A new adviser. Raises PlainError if the name is empty, too long or taken."""
    name = " ".join(name.split())
    if not name or not name.isprintable():
        raise PlainError("Give the adviser a name: people see it beside each message.")
    if len(name) > LONGEST_NAME:
        raise PlainError(f"The name is too long: use at most {LONGEST_NAME} characters.")
    if find_adviser(session, name) is not None:
        raise PlainError(f"There is an adviser called {name} already: choose another name.")
    adviser = Adviser(name=name, created=now, role=role, organisation_id=organisation_id)
    session.add(adviser)
    session.flush()
    return adviser


def find_adviser(session: Session, name: str) -> Adviser | None:
    """The adviser of this name, whether its letters are written large or small."""
    name = " ".join(name.split())
    return session.scalars(select(Adviser).where(func.lower(Adviser.name) == name.lower())).first()


def known(session: Session, name: str) -> Adviser:
    """The adviser of this name. Raises PlainError if there is none."""
    adviser = find_adviser(session, name)
    if adviser is None:
        raise PlainError(
            f"There is no adviser called '{name}': the page Manage of the console lists them."
        )
    return adviser


def first_adviser(session: Session, now: datetime) -> Adviser:
    """The first of those who may sign in and manage the service; made if there is none."""
    query = select(Adviser).where(Adviser.disabled.is_(None), Adviser.role == Role.SERVICE_MANAGER)
    found = session.scalars(query.order_by(Adviser.created, Adviser.name)).first()
    if found is not None:
        return found
    # A name that was disabled stays taken: it stands beside what that adviser wrote.
    number = session.scalar(select(func.count()).select_from(Adviser)) + 1
    name = "Adviser" if find_adviser(session, "Adviser") is None else f"Adviser {number}"
    return add_adviser(session, name, now, Role.SERVICE_MANAGER)


def disable(session: Session, name: str, now: datetime) -> Adviser:
    """End all sessions and links of an adviser, for good. Raises PlainError for an unknown name.

    Cases the adviser holds are put back by `bot.console.work.put_back_all`, which tells the people.
    """
    adviser = known(session, name)
    adviser.disabled = adviser.disabled or now
    session.execute(delete(ConsoleSession).where(ConsoleSession.adviser_id == adviser.id))
    _revoke_links(session, adviser)
    return adviser


def new_link(session: Session, adviser: Adviser, now: datetime, hours: float = 24) -> str:
    """The token of a new sign-in link; links of this adviser not used so far stop working."""
    if adviser.disabled is not None:
        raise PlainError(f"{adviser.name} is disabled and cannot sign in: add a new adviser.")
    _revoke_links(session, adviser)
    token = secrets.token_urlsafe(32)
    session.add(
        SignInLink(
            token_hash=_hash(token), adviser_id=adviser.id, expires=now + timedelta(hours=hours)
        )
    )
    session.flush()
    return token


def sign_in(session: Session, token: str, now: datetime) -> tuple[str, ConsoleSession]:
    """Use a link up: a cookie token and its session. Raises SignInRefused."""
    link = session.get(SignInLink, _hash(token))
    if link is None:
        raise SignInRefused("This sign-in link is not valid. A newer link may have replaced it.")
    adviser = session.get(Adviser, link.adviser_id)
    if adviser.disabled is not None:
        raise SignInRefused("This account is switched off.")
    if link.used is not None:
        raise SignInRefused("This sign-in link was used before. Each link works once.")
    if link.expires <= now:
        raise SignInRefused("This sign-in link is too old.")
    # One conditional update, so that of two at the same moment one wins.
    used = session.execute(
        update(SignInLink)
        .where(SignInLink.token_hash == link.token_hash, SignInLink.used.is_(None))
        .values(used=now)
    )
    if used.rowcount != 1:
        raise SignInRefused("This sign-in link was used before. Each link works once.")
    return new_session(session, adviser, now)


def new_session(session: Session, adviser: Adviser, now: datetime) -> tuple[str, ConsoleSession]:
    """A cookie token and its session, for an adviser who has shown who they are."""
    session.execute(
        delete(ConsoleSession).where(
            ConsoleSession.adviser_id == adviser.id, ConsoleSession.seen <= now - IDLE
        )
    )
    cookie = secrets.token_urlsafe(32)
    row = ConsoleSession(
        token_hash=_hash(cookie),
        adviser_id=adviser.id,
        form_token=secrets.token_urlsafe(32),
        started=now,
        seen=now,
    )
    session.add(row)
    session.flush()
    return cookie, row


def session_of(
    session: Session, cookie: str | None, now: datetime
) -> tuple[Adviser, ConsoleSession] | None:
    """Who a cookie belongs to; None if it is unknown, rested too long, or the adviser is disabled."""
    row = session.get(ConsoleSession, _hash(cookie)) if cookie else None
    if row is None or row.seen <= now - IDLE:
        return None
    adviser = session.get(Adviser, row.adviser_id)
    return (adviser, row) if adviser.disabled is None else None


def is_stale(row: ConsoleSession, now: datetime) -> bool:
    """True if it is time to write down again that this browser is in use."""
    return row.seen <= now - SEEN_EVERY


def keep_session(session: Session, row: ConsoleSession, now: datetime) -> None:
    session.execute(
        update(ConsoleSession).where(ConsoleSession.token_hash == row.token_hash).values(seen=now)
    )


def sign_out_elsewhere(session: Session, adviser_id: str, cookie: str) -> int:
    """End all sessions of the adviser but this one; how many there were."""
    gone = session.execute(
        delete(ConsoleSession).where(
            ConsoleSession.adviser_id == adviser_id, ConsoleSession.token_hash != _hash(cookie)
        )
    )
    return gone.rowcount


def sign_out(session: Session, cookie: str | None) -> None:
    """The cookie is worth nothing from now on."""
    if cookie:
        session.execute(delete(ConsoleSession).where(ConsoleSession.token_hash == _hash(cookie)))


def _revoke_links(session: Session, adviser: Adviser) -> None:
    session.execute(
        delete(SignInLink).where(SignInLink.adviser_id == adviser.id, SignInLink.used.is_(None))
    )


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
