"""templates that WhatsApp approves, and what is sent when it refuses a message

A new table, and new columns that are empty or have a default: code of before goes on working beside them.
"""

import sqlalchemy as sa
from alembic import op

from bot.store.tables import Moment

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

NEW_COLUMNS = (
    ("contact", sa.Column("unreachable_at", Moment())),
    ("message", sa.Column("template", sa.String())),
    ("message", sa.Column("template_language", sa.String(), nullable=False, server_default="")),
    ("message", sa.Column("template_variables", sa.JSON())),
    ("message", sa.Column("content_sid", sa.String(), nullable=False, server_default="")),
    ("message", sa.Column("fallback_of", sa.Integer())),
    ("message", sa.Column("why", sa.String(), nullable=False, server_default="")),
)


def upgrade() -> None:
    for table, column in NEW_COLUMNS:
        op.add_column(table, column)
    op.create_index("message_once_instead", "message", ["fallback_of"], unique=True)
    op.create_table(
        "template",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("sid", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False, server_default=""),
        sa.Column("checked_at", Moment()),
        sa.UniqueConstraint("key", "language", "digest"),
    )


def downgrade() -> None:
    op.drop_table("template")
    op.drop_index("message_once_instead", "message")
    for table, column in reversed(NEW_COLUMNS):
        op.drop_column(table, column.name)
