"""The vectors of what the answers say, kept in a file beside the model (`bot.commands.passages`)."""

import hashlib
import os
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from zipfile import BadZipFile

import numpy as np

from bot.nlu.encoder_file import NAME, WIDTH

FILE = f"passages-{Path(NAME).stem}.npz"
"""Its name changes with the encoder: vectors of another one are not taken."""
Read = tuple[str, str, str]
"""A passage as it would be read: its title, the words that lead to it (or nothing), and itself."""


def forms(passage: Read) -> tuple[str, str, str]:
    """The three ways in which a passage is held against a question: alone, led to, and titled."""
    title, lead, item = passage
    led = f"{lead} {item}".strip()
    return item, led, f"{title}. {led}"


def key(text: str) -> bytes:
    """What a text's vector is kept under."""
    return hashlib.blake2b(text.encode(), digest_size=16).digest()


def load(models: Path) -> dict[bytes, np.ndarray]:
    """The kept vectors, each of length one, by the `key` of their text; empty without a whole file."""
    try:
        with np.load(models / FILE) as kept:
            keys, vectors = kept["keys"], kept["vectors"].astype("f4")
    except (OSError, ValueError, KeyError, EOFError, BadZipFile):
        return {}
    return dict(zip(map(bytes, keys), vectors))


def keep(
    models: Path, texts: Iterable[str], encode: Callable[[list[str]], list[np.ndarray]]
) -> None:
    """Write the file anew, with these texts only; what it has of them is not encoded again."""
    wanted = {key(text): text for text in texts}
    # Made first: a folder that cannot be written says so before the long part.
    with tempfile.TemporaryDirectory(dir=models) as folder:
        kept = load(models)
        new = [name for name in wanted if name not in kept]
        kept |= zip(new, encode([wanted[name] for name in new]))
        rows = np.array([kept[name] for name in wanted], dtype="f2").reshape(-1, WIDTH)
        keys = np.frombuffer(b"".join(wanted), dtype="u1").reshape(-1, 16)
        np.savez(Path(folder) / FILE, keys=keys, vectors=rows)
        os.replace(Path(folder) / FILE, models / FILE)
    for old in models.glob("passages-*.npz"):
        if old.name != FILE:
            old.unlink(missing_ok=True)
