"""orders that a shop or a web shop began; goods handed over; where a shop's money goes

A new table and columns that may be empty: code of before goes on working beside them.
"""

import sqlalchemy as sa
from alembic import op

from bot.store.tables import Moment

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "shop_order",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("number", sa.String(), nullable=False, unique=True),
        sa.Column("shop_id", sa.Integer(), sa.ForeignKey("shop.id"), nullable=False),
        sa.Column("price", sa.BigInteger(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("loan", sa.String(), nullable=True, unique=True),
        sa.Column("return_url", sa.Text(), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("expires_at", Moment(), nullable=False),
        sa.Column("settled_at", Moment(), nullable=True),
    )
    op.create_index("ix_shop_order_shop_id", "shop_order", ["shop_id"])
    op.create_index(
        "shop_order_open",
        "shop_order",
        ["expires_at"],
        sqlite_where=sa.text("state = 'open'"),
        postgresql_where=sa.text("state = 'open'"),
    )
    op.add_column("loan", sa.Column("handover_key", sa.String(), nullable=True))
    op.add_column("loan", sa.Column("handed_over_at", Moment(), nullable=True))
    op.add_column("shop", sa.Column("account_enc", sa.LargeBinary(), nullable=True))
    op.add_column("shop", sa.Column("account_masked", sa.String(), nullable=False, server_default=""))
    op.add_column("shop", sa.Column("enrolled_at", Moment(), nullable=True))


def downgrade() -> None:
    for table, column in (
        ("shop", "enrolled_at"),
        ("shop", "account_masked"),
        ("shop", "account_enc"),
        ("loan", "handed_over_at"),
        ("loan", "handover_key"),
    ):
        op.drop_column(table, column)
    op.drop_table("shop_order")
