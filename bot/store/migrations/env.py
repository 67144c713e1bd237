"""Alembic's way in: it runs on the connection that `bot.store.upgrade` hands over."""

from alembic import context
from sqlmodel import SQLModel

from bot.store import api_tables, clearing_tables, desk_tables, pay_tables, tables  # noqa: F401  (fill the metadata)

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=SQLModel.metadata,
    render_as_batch=connection.dialect.name == "sqlite",
)
with context.begin_transaction():
    context.run_migrations()
