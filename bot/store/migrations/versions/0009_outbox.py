"""what did not arrive can be listed, and put back once

A column that may be empty, and an index over what did not arrive alone: sending touches neither. Code of before goes on
working beside them.
"""

import sqlalchemy as sa
from alembic import op

from bot.store.tables import Moment

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

LOST = sa.text("state IN ('dead', 'failed', 'undelivered', 'canceled', 'suppressed')")


def upgrade() -> None:
    op.add_column("message", sa.Column("retried_at", Moment(), nullable=True))
    columns = ["state", "id", "next_at", "channel", "why", "error_code"]
    op.create_index("outbox_lost", "message", columns, sqlite_where=LOST, postgresql_where=LOST)


def downgrade() -> None:
    op.drop_index("outbox_lost", "message")
    op.drop_column("message", "retried_at")
