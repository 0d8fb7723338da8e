"""Opening what an installation has stored, for every process that needs it."""

from functools import cache
from pathlib import Path

from bot.directory.places import Places
from bot.privacy.keys import load_keys
from bot.settings import PROJECT, Settings, settings
from bot.storage.engine import Database, open_database


def open_storage(chosen: Settings | None = None) -> Database:
    """The database of this installation. Raises PlainError if it cannot be opened."""
    chosen = chosen or settings()
    url = chosen.database_url.get_secret_value() if chosen.database_url else None
    return open_database(url, chosen.folder / "alongside.db", load_keys(chosen.keys).database)


@cache
def places_of(folder: Path) -> Places:
    """The gazetteer, with the postcode table of an installation if it has been built."""
    return Places(PROJECT / "data" / "places", folder / "postcodes.npy")
