"""PINs go along when keys change

A column that may be empty. Code of before leaves it so and goes on with `pin_hash`; a PIN that newer code has set reads
there as one that nobody knows, so code of before opens nothing with it.
"""

import sqlalchemy as sa
from alembic import op

revision = "0010k"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("customer", sa.Column("pin_enc", sa.LargeBinary(), nullable=True))


def downgrade() -> None:
    op.drop_column("customer", "pin_enc")
