"""papers, complaints, money asked back, moved dates, changed numbers

Only new tables and columns that may be empty: code of before goes on working beside it.
"""

import sqlalchemy as sa
from alembic import op

from bot.store.tables import Moment

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def moment(name: str, *, nullable: bool = True) -> sa.Column:
    return sa.Column(name, Moment(), nullable=nullable)


def key() -> sa.Column:
    return sa.Column("id", sa.Integer(), primary_key=True)


def of(table: str, name: str = "", *, nullable: bool = False) -> sa.Column:
    return sa.Column(name or f"{table}_id", sa.Integer(), sa.ForeignKey(f"{table}.id"), nullable=nullable)


def words(name: str, *, nullable: bool = False) -> sa.Column:
    return sa.Column(name, sa.String(), nullable=nullable)


def upgrade() -> None:
    op.create_table(
        "document", key(), of("customer"), words("kind"), words("loan"), words("template"),
        sa.Column("page", sa.JSON(none_as_null=True), nullable=False), words("digest"), moment("at", nullable=False),
    )
    op.create_table(
        "payout", key(), sa.Column("reference", sa.String(), nullable=False, unique=True), words("loan"),
        sa.Column("amount", sa.BigInteger(), nullable=False), moment("asked_at", nullable=False), moment("paid_at"),
        words("paid_as", nullable=True),
    )
    op.create_table(
        "complaint", key(), sa.Column("number", sa.String(), nullable=False, unique=True), of("customer"),
        sa.Column("words", sa.Text(), nullable=False), moment("opened_at", nullable=False),
        moment("answer_by", nullable=False), moment("remind_at", nullable=False), moment("reminded_at"),
        moment("answered_at"), sa.Column("answer", sa.Text(), nullable=False), of("agent", nullable=True),
    )
    op.create_table(
        "number_change", key(), of("customer"), of("contact"), moment("asked_at", nullable=False),
        moment("decided_at"), sa.Column("agreed", sa.Boolean(), nullable=True), of("agent", nullable=True),
    )
    op.create_table(
        "data_request", key(), sa.Column("number", sa.String(), nullable=False, unique=True), of("customer"),
        words("kind"), moment("asked_at", nullable=False), moment("done_at"),
    )
    for table, columns in INDEXED.items():
        for column in columns:
            op.create_index(f"ix_{table}_{column}", table, [column])
    # SQLite cannot add a foreign key to a table that is there; the plain column is enough on either.
    op.add_column("message", sa.Column("document_id", sa.Integer(), nullable=True))
    op.add_column("installment", sa.Column("moved_to", sa.Date(), nullable=True))
    op.add_column("customer", moment("erased_at"))


def downgrade() -> None:
    op.drop_column("customer", "erased_at")
    op.drop_column("installment", "moved_to")
    op.drop_column("message", "document_id")
    for table in INDEXED:
        op.drop_table(table)


INDEXED = {
    "document": ("customer_id", "loan"),
    "payout": ("loan",),
    "complaint": ("customer_id",),
    "number_change": ("customer_id",),
    "data_request": ("customer_id",),
}
