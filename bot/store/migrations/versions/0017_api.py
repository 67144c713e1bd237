"""web shops: keys, kept answers, orders' own pages, webhooks. New tables only: code of before goes on beside them.
"""

import sqlalchemy as sa
from alembic import op

from bot.store.tables import Moment

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

WAITING = sa.text("state IN ('waiting', 'sending')")
TABLES = (
    "api_key", "api_answer", "web_order", "webhook_endpoint", "order_event", "webhook_delivery", "webhook_attempt",
)


def upgrade() -> None:
    _keys()
    _orders()
    _webhooks()


def _id() -> sa.Column:
    return sa.Column("id", sa.Integer(), primary_key=True)


def _text(name: str, **how: bool) -> sa.Column:
    return sa.Column(name, sa.String(), nullable=False, **how)


def _to(name: str, target: str, **how: bool) -> sa.Column:
    return sa.Column(name, sa.Integer(), sa.ForeignKey(f"{target}.id"), **{"nullable": False, **how})


def _at(name: str = "at", *, nullable: bool = False) -> sa.Column:
    return sa.Column(name, Moment(), nullable=nullable)


def _sealed(name: str) -> sa.Column:
    return sa.Column(name, sa.LargeBinary(), nullable=True)


def _keys() -> None:
    op.create_table(
        "api_key",
        _id(), _to("shop_id", "shop"), _text("name", unique=True), _sealed("hash_enc"), _text("scopes"), _at(),
        _to("agent_id", "agent", nullable=True), _at("last_used_at", nullable=True), _at("revoked_at", nullable=True),
    )
    op.create_index("ix_api_key_shop_id", "api_key", ["shop_id"])
    op.create_table(
        "api_answer",
        _id(), _to("shop_id", "shop"), _text("key"), _text("digest"), _sealed("answer_enc"), _at(),
        sa.UniqueConstraint("shop_id", "key"),
    )


def _orders() -> None:
    op.create_table(
        "web_order",
        _id(), _to("order_id", "shop_order", unique=True), _text("token", unique=True),
        sa.Column("description", sa.Text(), nullable=False),
    )


def _webhooks() -> None:
    op.create_table(
        "webhook_endpoint",
        _id(), _text("name", unique=True), _to("shop_id", "shop"), sa.Column("url", sa.Text(), nullable=False),
        _text("events"), _sealed("secret_enc"), _sealed("old_secret_enc"), _at("old_until", nullable=True), _at(),
        _at("failing_since", nullable=True), _at("disabled_at", nullable=True), _at("deleted_at", nullable=True),
    )
    op.create_index("ix_webhook_endpoint_shop_id", "webhook_endpoint", ["shop_id"])
    op.create_table(
        "order_event",
        _id(), _text("name", unique=True), _to("shop_id", "shop"), _text("kind"),
        sa.Column("data", sa.JSON(none_as_null=True), nullable=False), _at(),
    )
    op.create_index("ix_order_event_shop_id", "order_event", ["shop_id"])
    op.create_table(
        "webhook_delivery",
        _id(), _text("name", unique=True), _to("event_id", "order_event"), _to("endpoint_id", "webhook_endpoint"),
        _text("state"), sa.Column("attempts", sa.Integer(), nullable=False), _at("next_at"),
        _at("leased_until", nullable=True), _at(),
        sa.UniqueConstraint("event_id", "endpoint_id"),
    )
    op.create_index("webhook_of_endpoint", "webhook_delivery", ["endpoint_id", "id"])
    op.create_index(
        "webhook_open", "webhook_delivery", ["next_at"], sqlite_where=WAITING, postgresql_where=WAITING
    )
    op.create_table(
        "webhook_attempt",
        _id(), _to("delivery_id", "webhook_delivery"), _at(), sa.Column("status", sa.Integer(), nullable=True),
        sa.Column("milliseconds", sa.Integer(), nullable=False), _text("error"),
        sa.Column("answer", sa.Text(), nullable=False),
    )
    op.create_index("ix_webhook_attempt_delivery_id", "webhook_attempt", ["delivery_id"])


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)
