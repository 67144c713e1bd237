"""reminders are planned in bulk, each once for its due date

A reminder names the due date it speaks of, so that one whose date has moved is another one and what was said before
stays on record. Processes of before must be stopped while this runs: they plan against the old constraint.
"""

import sqlalchemy as sa
import sqlmodel
from alembic import op

import bot.store.tables

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

SAID = sa.text("message_id IS NOT NULL")
UNHEARD = sa.text("state = 'sent' AND channel = 'whatsapp'")
NAMES = {"uq": "reminder_%(column_0_name)s_installment_kind_key"}  # as PostgreSQL calls it; SQLite has no name for it
OLD = "reminder_loan_id_installment_kind_key"
DATES = """
UPDATE reminder SET next_at = due_at, due = (
  SELECT coalesce(i.moved_to, i.due) FROM installment i
  WHERE i.loan_id = reminder.loan_id AND i.number = reminder.installment)
"""


def upgrade() -> None:
    op.create_table(
        "progress",
        sa.Column("name", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("until", bot.store.tables.Moment(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("name"),
    )
    op.add_column("promise", sa.Column("broken", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("reminder", sa.Column("due", sa.Date(), nullable=True))
    op.add_column("reminder", sa.Column("next_at", bot.store.tables.Moment(timezone=True), nullable=True))
    op.execute(DATES)
    with op.batch_alter_table("reminder", naming_convention=NAMES) as batch:
        batch.alter_column("due", existing_type=sa.Date(), nullable=False)
        batch.alter_column("next_at", existing_type=bot.store.tables.Moment(timezone=True), nullable=False)
        batch.drop_constraint(OLD, type_="unique")
        batch.create_unique_constraint("reminder_once", ["loan_id", "installment", "kind", "due"])
        batch.drop_index("reminder_due")
        batch.create_index("reminder_next", ["state", "next_at"])
    op.create_index("reminder_message", "reminder", ["message_id"], sqlite_where=SAID, postgresql_where=SAID)
    op.create_index("installment_due_now", "installment", [sa.text("coalesce(moved_to, due)")])
    op.create_index("message_unheard", "message", ["at"], sqlite_where=UNHEARD, postgresql_where=UNHEARD)


def downgrade() -> None:
    op.drop_index("message_unheard", "message")
    op.drop_index("installment_due_now", "installment")
    op.execute("DELETE FROM reminder WHERE kind IN ('promised', 'broken', 'people')")
    with op.batch_alter_table("reminder") as batch:
        batch.drop_index("reminder_message")
        batch.drop_index("reminder_next")
        batch.create_index("reminder_due", ["state", "due_at"])
        batch.drop_constraint("reminder_once", type_="unique")
        batch.create_unique_constraint(OLD, ["loan_id", "installment", "kind"])
        batch.drop_column("next_at")
        batch.drop_column("due")
    op.drop_column("promise", "broken")
    op.drop_table("progress")
