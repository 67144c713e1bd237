"""what was understood of a secret is forgotten

A PIN was kept masked, and beside it as the sum that its digits could be read as. Code of before goes on working.
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

MESSAGE = sa.table("message", sa.column("text", sa.Text()), sa.column("reading", sa.JSON(none_as_null=True)))
HIDDEN_DIGIT = "\u2022"


def upgrade() -> None:
    op.execute(MESSAGE.update().where(MESSAGE.c.text.contains(HIDDEN_DIGIT)).values(reading=None))


def downgrade() -> None:
    """What is forgotten does not come back."""
