"""Bringing the tables up to date (Alembic), on SQLite and PostgreSQL alike."""

from pathlib import Path

from alembic import command
from alembic.config import Config

from bot.storage.engine import Database


def migrate(database: Database) -> None:
    """Create or upgrade all tables; does nothing when they are up to date."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    with database.engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
