"""Alembic environment: runs on the connection that `bot.storage.migrate` hands over."""

from alembic import context

import bot.cases.models
import bot.conversations.models
import bot.directory.changes
import bot.directory.models
import bot.webchat.visits  # noqa: F401
from bot.storage.base import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
