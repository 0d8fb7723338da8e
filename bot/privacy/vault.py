"""Field encryption: each conversation has its own key, wrapped by the master key.

Forgetting a conversation's key makes everything said in it unreadable, in backups too.
AES-256-GCM with a random 96-bit nonce (NIST SP 800-38D); the name of the field is bound in as
associated data, so that a sealed value cannot be moved to another field or conversation.
"""

import hashlib
import hmac
import json
import secrets
import zlib
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from bot.errors import PlainError
from bot.privacy.keys import Keys

_PACKED = b"z"
"""Before a value that is packed; JSON begins with no such letter."""
_PACK_FROM = 600
"""Bytes from which packing spares a page of the database at most writes."""


class Vault:
    """Seals and opens fields with the keys of one installation."""

    def __init__(self, keys: Keys) -> None:
        self._master = AESGCM(keys.master)
        self._lookup = keys.lookup

    def new_key(self, owner: str) -> bytes:
        """A fresh data key for `owner` (a conversation id), wrapped for storing."""
        return _seal(self._master, secrets.token_bytes(32), owner)

    def open_key(self, wrapped: bytes, owner: str) -> "FieldKey":
        """The usable key. Raises PlainError if the master key is not the one that wrapped it."""
        try:
            return FieldKey(AESGCM(_open(self._master, wrapped, owner)), owner)
        except InvalidTag:
            raise PlainError(
                "The master key does not fit what is stored: put the right master.key back."
            ) from None

    def address_tag(self, channel: str, address: str) -> str:
        """The value an address is found by; it cannot be turned back into the address."""
        message = f"{channel}\x00{address}".encode()
        return hmac.new(self._lookup, message, hashlib.sha256).hexdigest()


class FieldKey:
    """Seals the fields of one owner."""

    def __init__(self, cipher: AESGCM, owner: str) -> None:
        self._cipher, self._owner = cipher, owner

    def seal(self, field: str, value: Any) -> bytes:
        """Any JSON value, sealed for the named field. Lone surrogates survive."""
        plain = json.dumps(value, separators=(",", ":")).encode("ascii")
        if len(plain) >= _PACK_FROM:
            plain = _PACKED + zlib.compress(plain, 1)
        return _seal(self._cipher, plain, f"{self._owner}/{field}")

    def open(self, field: str, sealed: bytes) -> Any:
        plain = _open(self._cipher, sealed, f"{self._owner}/{field}")
        if plain.startswith(_PACKED):
            plain = zlib.decompress(plain[len(_PACKED) :])
        return json.loads(plain)


def _seal(cipher: AESGCM, plain: bytes, bound_to: str) -> bytes:
    nonce = secrets.token_bytes(12)
    return nonce + cipher.encrypt(nonce, plain, bound_to.encode())


def _open(cipher: AESGCM, sealed: bytes, bound_to: str) -> bytes:
    return cipher.decrypt(sealed[:12], sealed[12:], bound_to.encode())
