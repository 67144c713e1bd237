"""when a limit is to be looked at again

A column that may be empty: code of before goes on working beside it.
"""

import sqlalchemy as sa
from alembic import op

from bot.store.tables import Moment

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("customer", sa.Column("review_at", Moment(), nullable=True))
    op.create_index("ix_customer_review_at", "customer", ["review_at"])


def downgrade() -> None:
    op.drop_index("ix_customer_review_at", "customer")
    op.drop_column("customer", "review_at")
