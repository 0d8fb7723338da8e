"""Who is asking: a random secret in a cookie. The database keeps only what it is found by."""

import hashlib
import re
import secrets
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response

from bot.conversations import inbox
from bot.conversations.inbox import Talk
from bot.conversations.models import Address
from bot.privacy.vault import Vault
from bot.webchat.visits import OWN, ended

COOKIE = "alongside"
_SHAPE = re.compile(r"[A-Za-z0-9_-]{43}")


def new_secret() -> str:
    """32 random bytes, as text."""
    return secrets.token_urlsafe(32)


def new_form_token() -> str:
    """A key for one filled-in form, so that sending it twice makes one message."""
    return secrets.token_urlsafe(16)


def place_of(secret: str) -> str:
    """A mark of this browser's secret that tells nothing of it: a draft belongs to one of them.

    The history of a browser outlives "Leave this page"; what was half written must not come back
    for the next person at the same computer.
    """
    return hashlib.sha256(f"place\x00{secret}".encode()).hexdigest()[:16]


def message_key(token: str, text: str) -> str:
    """The key of one message: the same form with the same words is the same message.

    The words count too: a browser may bring back an old form with something new typed in it, and
    that must not be taken for a repeat and lost.
    """
    return hashlib.sha256(f"{token}\x00{text}".encode("utf-8", "surrogatepass")).hexdigest()


def secret_of(request: Request) -> str | None:
    """The secret that the browser sent, if it has the shape of one."""
    value = request.cookies.get(COOKIE, "")
    return value if _SHAPE.fullmatch(value) else None


def remember(response: Response, secret: str, secure: bool, own_device: bool = False) -> None:
    """Give the browser its secret: until it is closed, on the person's own device for 30 days."""
    response.set_cookie(
        COOKIE,
        secret,
        max_age=int(OWN.total_seconds()) if own_device else None,
        httponly=True,
        samesite="lax",
        secure=secure,
    )


def forget(response: Response, secure: bool) -> None:
    response.delete_cookie(COOKIE, httponly=True, samesite="lax", secure=secure)


def address_of(session: Session, vault: Vault, secret: str | None) -> Address | None:
    """The row of this browser; None for somebody who has not written yet."""
    if secret is None:
        return None
    tag = vault.address_tag("web", secret)
    query = select(Address).where(Address.channel == "web", Address.tag == tag)
    return session.scalars(query).first()


def find_talk(session: Session, vault: Vault, secret: str | None, now: datetime) -> Talk | None:
    """The talk this browser may show now. Looking makes no row; the first message does."""
    address = address_of(session, vault, secret)
    if address is None or ended(session, address, now):
        return None
    return inbox.talk_of(session, vault, address.conversation_id)
