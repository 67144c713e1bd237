"""getting paid: attempts at a provider's page, oddities, and when a request ends

New tables and columns that may be empty: code of before goes on working beside them.
"""

import sqlalchemy as sa
from alembic import op

from bot.store.tables import Moment

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

OPEN_ATTEMPTS = sa.text("state = 'open'")
OPEN_ODDITIES = sa.text("settled_at IS NULL")


def upgrade() -> None:
    op.add_column("payment_request", sa.Column("expires_at", Moment(), nullable=True))
    op.add_column("payment_request", sa.Column("paid_at", Moment(), nullable=True))
    op.create_table(
        "payment_attempt",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("provider", sa.String(), nullable=False),
        sa.Column("provider_ref", sa.String(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("expires_at", Moment(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("asked", sa.Integer(), nullable=False),
        sa.Column("next_at", Moment(), nullable=False),
        sa.UniqueConstraint("provider", "provider_ref"),
    )
    op.create_index("ix_payment_attempt_reference", "payment_attempt", ["reference"])
    op.create_index(
        "payment_attempt_next",
        "payment_attempt",
        ["provider", "next_at"],
        sqlite_where=OPEN_ATTEMPTS,
        postgresql_where=OPEN_ATTEMPTS,
    )
    op.create_table(
        "payment_oddity",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("provider", sa.String(), nullable=False),
        sa.Column("provider_id", sa.String(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("loan", sa.String(), nullable=True),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("last_at", Moment(), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("settled_at", Moment(), nullable=True),
        sa.Column("agent_id", sa.Integer(), sa.ForeignKey("agent.id"), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.UniqueConstraint("kind", "provider", "provider_id"),
    )
    op.create_index("ix_payment_oddity_loan", "payment_oddity", ["loan"])
    op.create_index(
        "payment_oddity_open",
        "payment_oddity",
        ["last_at"],
        sqlite_where=OPEN_ODDITIES,
        postgresql_where=OPEN_ODDITIES,
    )


def downgrade() -> None:
    op.drop_table("payment_oddity")
    op.drop_table("payment_attempt")
    op.drop_column("payment_request", "paid_at")
    op.drop_column("payment_request", "expires_at")
