"""shops whose telephone is proven; handover codes that can be told again; wrong codes counted

New columns that may be empty and a new table: code of before goes on working beside them. Plans of before had no code,
and nobody can know any more when their goods were handed over: they count as handed over when they were accepted.
"""

import sqlalchemy as sa
from alembic import op

from bot.store.tables import Moment

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

WAITING = sa.text("handed_over_at IS NULL")


def upgrade() -> None:
    for name in ("proven_at", "denied_at", "locked_at"):
        op.add_column("shop", sa.Column(name, Moment(), nullable=True))
    op.create_table(
        "handover_try",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("shop_id", sa.Integer(), sa.ForeignKey("shop.id"), nullable=False),
        sa.Column("at", Moment(), nullable=False),
    )
    op.create_index("handover_try_of_shop", "handover_try", ["shop_id", "at"])
    op.create_index("shop_order_address", "shop_order", ["address"])
    op.add_column("loan", sa.Column("handover_enc", sa.LargeBinary(), nullable=True))
    op.add_column("loan", sa.Column("called_off_at", Moment(), nullable=True))
    op.execute("UPDATE loan SET handed_over_at = accepted_at WHERE handover_key IS NULL AND handed_over_at IS NULL")
    op.create_index(
        "loan_waiting", "loan", ["shop_id", "accepted_at"], sqlite_where=WAITING, postgresql_where=WAITING
    )


def downgrade() -> None:
    op.drop_index("loan_waiting", "loan")
    op.drop_column("loan", "called_off_at")
    op.drop_column("loan", "handover_enc")
    op.drop_index("shop_order_address", "shop_order")
    op.drop_table("handover_try")
    for name in ("locked_at", "denied_at", "proven_at"):
        op.drop_column("shop", name)
