"""late charges are found by their moment

An index over the late charges alone: word of them is looked for every half minute. Code of before goes on working.
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

LATE = sa.text("kind = 'late_charge'")


def upgrade() -> None:
    op.create_index("posting_late", "posting", ["at"], sqlite_where=LATE, postgresql_where=LATE)


def downgrade() -> None:
    op.drop_index("posting_late", "posting")
