"""Where an adviser's notices go: an email address, a Telegram chat. Sealed with the adviser's key."""

import hashlib
import secrets
from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlalchemy.orm import Session

from bot.cases.models import Adviser, NoticeLink
from bot.privacy.vault import Vault

LASTS = timedelta(hours=1)
START = "adviser_"
"""What the token of a Telegram link begins with."""


def contacts_of(vault: Vault, adviser: Adviser) -> dict[str, str]:
    """{"email", "telegram"}, as far as they are known."""
    if adviser.contacts is None:
        return {}
    return vault.open_key(adviser.data_key, adviser.id).open("contacts", adviser.contacts)


def keep_contact(vault: Vault, adviser: Adviser, way: str, address: str) -> None:
    """Keep an address; an empty one is forgotten."""
    if adviser.data_key is None:
        adviser.data_key = vault.new_key(adviser.id)
    known = {**contacts_of(vault, adviser), way: address}
    known = {name: value for name, value in known.items() if value}
    key = vault.open_key(adviser.data_key, adviser.id)
    adviser.contacts = key.seal("contacts", known) if known else None


def telegram_link(session: Session, adviser: Adviser, now: datetime) -> str:
    """What the bot must be started with, once and soon, to join a Telegram to this account."""
    session.execute(delete(NoticeLink).where(NoticeLink.adviser_id == adviser.id))
    token = START + secrets.token_urlsafe(24)
    session.add(NoticeLink(token_hash=_hash(token), adviser_id=adviser.id, expires=now + LASTS))
    return token


def join_telegram(session: Session, vault: Vault, token: str, chat: str, now: datetime) -> bool:
    """True if the token was good: notices of its adviser go to this chat from now on."""
    link = session.get(NoticeLink, _hash(token))
    if link is None or link.expires <= now:
        return False
    adviser = session.get(Adviser, link.adviser_id)
    session.delete(link)
    if adviser.disabled is not None:
        return False
    keep_contact(vault, adviser, "telegram", chat)
    return True


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
