"""The key files: made once, readable by their owner only, never replaced.

database.key   opens the SQLite file (SQLCipher, 256 bit)
master.key     wraps the key of each conversation (AES-256-GCM)
lookup.key     turns an address into the value it is looked up by (HMAC-SHA-256)
connector.key  the secret between the gateway and Rasa
"""

import os
import secrets
import stat
from dataclasses import dataclass
from pathlib import Path

from bot.errors import PlainError

NAMES = ("database", "master", "lookup", "connector")


@dataclass(frozen=True, repr=False)
class Keys:
    """The four secrets of an installation, each 32 random bytes."""

    database: bytes
    master: bytes
    lookup: bytes
    connector: bytes


def key_file(folder: Path, name: str) -> Path:
    return folder / f"{name}.key"


def read_key(folder: Path, name: str) -> bytes:
    """One key. Raises PlainError when it is missing, damaged or open to others."""
    path = key_file(folder, name)
    try:
        mode = stat.S_IMODE(path.stat().st_mode)
        text = path.read_text("ascii").strip()
        key = bytes.fromhex(text)
    except FileNotFoundError:
        raise _missing(folder, name) from None
    except OSError:
        raise PlainError(
            f"The key file {path} cannot be read: give its owner the right to."
        ) from None
    except ValueError:
        raise PlainError(f"The key file {path} is damaged: put it back from your backup.") from None
    if len(key) != 32:
        raise PlainError(f"The key file {path} is damaged: put it back from your backup.")
    if mode & 0o077:
        raise PlainError(f"The key file {path} can be read by others: run chmod 600 {path}.")
    return key


def _missing(folder: Path, name: str) -> PlainError:
    said = f"The key file {key_file(folder, name)} is missing: put it back from your backup"
    # The connector's opens nothing that is stored: Rasa knows the gateway by it.
    return PlainError(
        f"{said}." if name == "connector" else f"{said}; without it what is stored cannot be read."
    )


def make_keys(folder: Path) -> bool:
    """Make the keys of a new installation; True if made, False if all were there.

    Raises PlainError if only some are there: making new ones would lock away what is stored.
    """
    there = [name for name in NAMES if key_file(folder, name).exists()]
    if len(there) == len(NAMES):
        return False
    if there:
        raise _missing(folder, next(n for n in NAMES if n not in there))
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        for name in NAMES:
            handle = os.open(key_file(folder, name), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(handle, "w") as file:
                file.write(secrets.token_hex(32) + "\n")
    except OSError as error:
        raise PlainError(
            f"The folder {folder} cannot be written ({error.strerror}): "
            "give its owner the right to, or set ALONGSIDE_FOLDER to another."
        ) from None
    return True


def load_keys(folder: Path) -> Keys:
    """All keys, from files."""
    return Keys(**{name: read_key(folder, name) for name in NAMES})


def temporary_keys() -> Keys:
    """Keys that live in memory only, for replays and tests."""
    return Keys(**{name: secrets.token_bytes(32) for name in NAMES})
