"""Making an installation ready: folder, keys, database, postcodes, starter directory."""

import os
from pathlib import Path

from rich.console import Console

from bot.directory import postcodes
from bot.directory.load import is_empty, load
from bot.errors import PlainError
from bot.installation import open_storage
from bot.privacy.keys import key_file, make_keys
from bot.settings import PROJECT, Settings
from bot.storage.engine import Database
from bot.storage.migrate import migrate


def prepare(settings: Settings, console: Console) -> Database:
    """Everything that must stand before the three processes start; safe to repeat."""
    _check_folder(settings.folder)
    file = settings.folder / "alongside.db"
    if file.exists() and not any(
        key_file(settings.keys, n).exists() for n in ("database", "master")
    ):
        raise PlainError(
            f"The keys in {settings.keys} are missing, but the database {file} is there: "
            "put the keys back from your backup."
        )
    if make_keys(settings.keys):
        console.print(f"Made the keys in {settings.keys}. Keep a backup of them somewhere safe.")
    database = open_storage(settings)
    migrate(database)
    table = settings.folder / "postcodes.npy"
    if not table.exists():
        with console.status("Building the postcode table"):
            count = postcodes.build(table)
        console.print(f"Built the postcode table: {count:,} postcodes.")
    with database.begin() as session:
        if is_empty(session):
            organisations, services = load(session, PROJECT / "data" / "services", table)
            console.print(
                f"Loaded the starter directory: {organisations} organisations, {services} services."
            )
    return database


def _check_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        writable = os.access(folder, os.W_OK | os.X_OK)
    except OSError:
        writable = False
    if not writable:
        raise PlainError(
            f"The folder {folder} cannot be written: "
            "give its owner the right to, or set ALONGSIDE_FOLDER to another."
        )
