"""PINs go along when keys change, and a telephone that floods us is known by its contact

Two columns that may be empty. Code of before leaves them so and goes on with `pin_hash`; a PIN that newer code has set
reads there as one that nobody knows, so code of before opens nothing with it.
"""

import sqlalchemy as sa
from alembic import op

from bot.store.tables import Moment

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("customer", sa.Column("pin_enc", sa.LargeBinary(), nullable=True))
    op.add_column("contact", sa.Column("busy_until", Moment(), nullable=True))


def downgrade() -> None:
    op.drop_column("contact", "busy_until")
    op.drop_column("customer", "pin_enc")
