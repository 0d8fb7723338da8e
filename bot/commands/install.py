"""Making an installation ready: folder, keys, database, postcodes, starter directory."""

from rich.console import Console
from sqlalchemy import select

from bot.clock import Clock
from bot.conversations.inbox import talk_of
from bot.conversations.models import Address, Conversation
from bot.directory import postcodes, starter, terms
from bot.directory.gather import is_empty
from bot.directory.index import is_indexed, reindex
from bot.errors import PlainError
from bot.installation import open_storage
from bot.privacy.keys import key_file, load_keys, make_keys
from bot.privacy.vault import Vault
from bot.settings import PROJECT, Settings, make_folder
from bot.storage.engine import Database
from bot.storage.migrate import migrate


def prepare(settings: Settings, console: Console) -> Database:
    """Everything that must stand before the three processes start; safe to repeat."""
    make_folder(settings.folder, "ALONGSIDE_FOLDER")
    make_folder(settings.logs, "ALONGSIDE_FOLDER")
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
    _check_keys(settings, database)
    table = settings.folder / "postcodes.npy"
    if not postcodes.is_whole(table):
        with console.status("Building the postcode table"):
            try:
                count = postcodes.build(table)
            except OSError:
                raise PlainError(
                    f"The postcode table could not be written to {settings.folder}: "
                    "make room on the disk (it takes 100 MB)."
                ) from None
        console.print(f"Built the postcode table: {count:,} postcodes.")
    with database.begin() as session:
        if is_empty(session):
            loaded = starter.load(session, PROJECT / "data" / "services", table, Clock().now())
            console.print(
                f"Loaded the starter directory: {loaded.organisations} organisations, "
                f"{loaded.services} services."
            )
        elif not is_indexed(session):
            terms.ensure(session)
            reindex(session)
    return database


def _check_keys(settings: Settings, database: Database) -> None:
    """Try master.key and lookup.key on what is stored, before anybody new is locked out by them."""
    vault = Vault(load_keys(settings.keys))
    with database.read() as session:
        query = select(Address).join(Conversation).where(Conversation.data_key.is_not(None))
        address = session.scalars(query.limit(1)).first()
        if address is None:
            return
        talk = talk_of(session, vault, address.conversation_id)
        known = talk.key.open("address", address.sealed)
        if vault.address_tag(address.channel, known) != address.tag:
            raise PlainError(
                "The lookup key does not fit what is stored: put the right lookup.key back."
            )
