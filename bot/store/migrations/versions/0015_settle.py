"""settlement files of providers, payouts as instructions, what customers say they have paid

New tables, columns with a value of their own, and an approval that nobody at the desk asked for (the command line did):
code of before goes on working beside them.
"""

import sqlalchemy as sa
from alembic import op

from bot.store.tables import Moment

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

NO_PAYOUT = sa.text("payout_drawn_at IS NULL AND handed_over_at IS NOT NULL")
OPEN_CLAIM = sa.text("state = 'open'")
NOT_BOOKED = sa.text("(fee > 0 AND fee_booked_as IS NULL) OR (settled_as != '' AND bank_booked_as IS NULL)")
REFUNDS = sa.text("account = 'shop_refund_receivable'")


def upgrade() -> None:
    op.create_table(
        "reconciliation",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("provider", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.Column("agent_id", sa.Integer(), sa.ForeignKey("agent.id"), nullable=True),
        sa.Column("at", Moment(), nullable=False),
    )
    op.create_table(
        "settlement_line",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("provider", sa.String(), nullable=False),
        sa.Column("provider_id", sa.String(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("fee", sa.BigInteger(), nullable=False),
        sa.Column("settled_as", sa.String(), nullable=False),
        sa.Column("paid_at", Moment(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("run_id", sa.Integer(), sa.ForeignKey("reconciliation.id"), nullable=False),
        sa.Column("fee_booked_as", sa.String(), nullable=True),
        sa.Column("bank_booked_as", sa.String(), nullable=True),
        sa.UniqueConstraint("provider", "provider_id"),
    )
    op.create_index("settlement_line_of_day", "settlement_line", ["paid_at"])
    op.create_index("settlement_line_state", "settlement_line", ["state", "run_id"])
    op.create_index("settlement_line_unbooked", "settlement_line", ["provider"],
                    sqlite_where=NOT_BOOKED, postgresql_where=NOT_BOOKED)
    op.create_table(
        "payout_file",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("payee", sa.String(), nullable=False),
        sa.Column("provider", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("made_at", Moment(), nullable=False),
        sa.Column("agreed_at", Moment(), nullable=True),
        sa.Column("written_at", Moment(), nullable=True),
        sa.Column("agent_id", sa.Integer(), sa.ForeignKey("agent.id"), nullable=True),
    )
    op.create_table(
        "shop_payout",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("reference", sa.String(), nullable=False, unique=True),
        sa.Column("loan", sa.String(), nullable=False, unique=True),
        sa.Column("shop_id", sa.Integer(), sa.ForeignKey("shop.id"), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("asked_at", Moment(), nullable=False),
        sa.Column("paid_at", Moment(), nullable=True),
        sa.Column("paid_as", sa.String(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("file_id", sa.Integer(), sa.ForeignKey("payout_file.id"), nullable=True),
        sa.Column("why", sa.String(), nullable=False),
    )
    op.create_index("ix_shop_payout_shop_id", "shop_payout", ["shop_id"])
    op.create_index("shop_payout_state", "shop_payout", ["state", "file_id"])
    op.add_column("payout", sa.Column("state", sa.String(), nullable=False, server_default="waiting"))
    op.add_column("payout", sa.Column("attempt", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("payout", sa.Column("file_id", sa.Integer(), nullable=True))
    op.add_column("payout", sa.Column("why", sa.String(), nullable=False, server_default=""))
    op.execute("UPDATE payout SET state = 'paid' WHERE paid_at IS NOT NULL")
    op.create_index("payout_state", "payout", ["state", "file_id"])
    op.create_table(
        "payment_claim",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("customer_id", sa.Integer(), sa.ForeignKey("customer.id"), nullable=False),
        sa.Column("loan", sa.String(), nullable=False),
        sa.Column("installment", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("opened_at", Moment(), nullable=False),
        sa.Column("look_at", Moment(), nullable=False),
        sa.Column("asked_at", Moment(), nullable=True),
        sa.Column("settled_at", Moment(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
    )
    op.create_index("ix_payment_claim_customer_id", "payment_claim", ["customer_id"])
    op.create_index("ix_payment_claim_loan", "payment_claim", ["loan"])
    op.create_index("payment_claim_open", "payment_claim", ["look_at"],
                    sqlite_where=OPEN_CLAIM, postgresql_where=OPEN_CLAIM)
    op.add_column("loan", sa.Column("payout_drawn_at", Moment(), nullable=True))
    op.create_index("loan_without_payout", "loan", ["id"],
                    sqlite_where=NO_PAYOUT, postgresql_where=NO_PAYOUT)
    op.create_index("entry_shop_refund", "entry", ["loan"], sqlite_where=REFUNDS, postgresql_where=REFUNDS)
    op.create_index("payment_of_day", "payment", ["at"])
    with op.batch_alter_table("approval") as batch:
        batch.alter_column("asked_by", existing_type=sa.Integer(), nullable=True)


def downgrade() -> None:
    op.execute("DELETE FROM approval WHERE asked_by IS NULL")
    with op.batch_alter_table("approval") as batch:
        batch.alter_column("asked_by", existing_type=sa.Integer(), nullable=False)
    op.drop_index("payment_of_day", "payment")
    op.drop_index("entry_shop_refund", "entry")
    op.drop_index("loan_without_payout", "loan")
    op.drop_column("loan", "payout_drawn_at")
    op.drop_table("payment_claim")
    op.drop_index("payout_state", "payout")
    for column in ("why", "file_id", "attempt", "state"):
        op.drop_column("payout", column)
    op.drop_table("shop_payout")
    op.drop_table("payout_file")
    op.drop_table("settlement_line")
    op.drop_table("reconciliation")
