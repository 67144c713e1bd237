"""what caused a message; raw requests that wait for the store; the last look at the books

A column that may be empty and two new tables: code of before goes on working beside them.
"""

import sqlalchemy as sa
from alembic import op

from bot.store.tables import Moment

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("message", sa.Column("cause", sa.String(), nullable=True))
    op.create_table(
        "held_request",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False, unique=True),
        sa.Column("form_enc", sa.LargeBinary(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_at", Moment(), nullable=False),
    )
    op.create_table(
        "checkup",
        sa.Column("name", sa.String(), primary_key=True),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("problems", sa.Integer(), nullable=False),
    )


def downgrade() -> None:
    op.drop_table("checkup")
    op.drop_table("held_request")
    op.drop_column("message", "cause")
