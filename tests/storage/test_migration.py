"""The migrations make exactly the tables that the models describe, on both backends."""

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect

import bot.cases.models
import bot.conversations.models
import bot.directory.changes
import bot.directory.models
import bot.webchat.visits  # noqa: F401
from bot.storage.base import Base
from bot.storage.engine import Database
from bot.storage.migrate import migrate


def differences(database: Database) -> list:
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return compare_metadata(context, Base.metadata)


def test_migrations_and_models_are_the_same(database):
    assert differences(database) == []


def test_a_missing_column_would_be_seen(database):
    """The comparison above is not blind."""
    with database.engine.begin() as connection:
        connection.exec_driver_sql('ALTER TABLE "case" DROP COLUMN chased')
    [(what, _, table, column)] = differences(database)
    assert (what, table, column.name) == ("add_column", "case", "chased")


def test_migrating_again_changes_nothing_and_keeps_what_is_stored(database):
    tables = set(Base.metadata.tables) | {"alembic_version"}
    with database.engine.begin() as connection:
        connection.exec_driver_sql("INSERT INTO person (id, created) VALUES ('p', '2026-11-24')")
    migrate(database)
    assert set(inspect(database.engine).get_table_names()) == tables
    with database.engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT id FROM person").scalars().all() == ["p"]
