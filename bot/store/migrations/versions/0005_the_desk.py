"""the desk of the people who help

New tables, and new columns that are empty or have a default: code of before goes on working beside them.
"""

import sqlalchemy as sa
from alembic import op

from bot.store.tables import Moment

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

NEW_COLUMNS = (
    ("conversation", sa.Column("handoff_id", sa.Integer())),
    ("conversation", sa.Column("snoozed_until", Moment())),
    ("conversation", sa.Column("touched_at", Moment())),
    ("conversation", sa.Column("reminded_at", Moment())),
    ("customer", sa.Column("paused_by", sa.Integer())),
    ("message", sa.Column("media", sa.JSON())),
    ("agent", sa.Column("language", sa.String(), nullable=False, server_default="en")),
    ("agent", sa.Column("epoch", sa.Integer(), nullable=False, server_default="0")),
    ("agent", sa.Column("totp_enc", sa.LargeBinary())),
    ("agent", sa.Column("totp_step", sa.Integer(), nullable=False, server_default="0")),
)


def upgrade() -> None:
    for table, column in NEW_COLUMNS:
        op.add_column(table, column)
    op.create_index("audit_of_action", "audit", ["action", "at"])
    op.create_index("audit_of_conversation", "audit", ["conversation_id"])
    op.create_table(
        "handoff",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("conversation_id", sa.Integer(), sa.ForeignKey("conversation.id"), nullable=False, index=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("opened_at", Moment(), nullable=False, index=True),
        sa.Column("taken_at", Moment()),
        sa.Column("agent_id", sa.Integer(), sa.ForeignKey("agent.id")),
        sa.Column("closed_at", Moment(), index=True),
        sa.Column("closed_how", sa.String(), nullable=False, server_default=""),
        sa.Column("score_asked_at", Moment()),
        sa.Column("scored_at", Moment()),
        sa.Column("score", sa.Integer()),
    )
    op.create_table(
        "wait",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("handoff_id", sa.Integer(), sa.ForeignKey("handoff.id"), nullable=False),
        sa.Column("conversation_id", sa.Integer(), sa.ForeignKey("conversation.id"), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("since", Moment(), nullable=False),
        sa.Column("due_at", Moment(), nullable=False),
        sa.Column("ended_at", Moment()),
        sa.Column("agent_id", sa.Integer(), sa.ForeignKey("agent.id")),
    )
    open_wait = sa.text("ended_at IS NULL")
    op.create_index(
        "wait_open", "wait", ["conversation_id"], unique=True, sqlite_where=open_wait, postgresql_where=open_wait
    )
    op.create_index("wait_since", "wait", ["since"])
    op.create_table(
        "note",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("conversation_id", sa.Integer(), sa.ForeignKey("conversation.id"), nullable=False, index=True),
        sa.Column("agent_id", sa.Integer(), sa.ForeignKey("agent.id"), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
    )
    op.create_table(
        "canned",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("shortcut", sa.String(), nullable=False, unique=True),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("en", sa.Text(), nullable=False),
        sa.Column("ur", sa.Text(), nullable=False),
        sa.Column("roman", sa.Text(), nullable=False),
        sa.Column("agent_id", sa.Integer(), sa.ForeignKey("agent.id")),
        sa.Column("updated_at", Moment(), nullable=False),
    )
    op.create_table(
        "presence",
        sa.Column("conversation_id", sa.Integer(), sa.ForeignKey("conversation.id"), primary_key=True),
        sa.Column("agent_id", sa.Integer(), sa.ForeignKey("agent.id"), primary_key=True),
        sa.Column("seen_message_id", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("looked_at", Moment(), nullable=False),
        sa.Column("typing_at", Moment()),
    )
    op.create_table(
        "approval",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("loan", sa.String(), nullable=False, server_default="", index=True),
        sa.Column("conversation_id", sa.Integer(), sa.ForeignKey("conversation.id")),
        sa.Column("amount", sa.BigInteger(), nullable=False, server_default="0"),
        sa.Column("params", sa.JSON(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("asked_by", sa.Integer(), sa.ForeignKey("agent.id"), nullable=False),
        sa.Column("asked_at", Moment(), nullable=False),
        sa.Column("decided_by", sa.Integer(), sa.ForeignKey("agent.id")),
        sa.Column("decided_at", Moment()),
        sa.Column("agreed", sa.Boolean()),
        sa.Column("answer", sa.Text(), nullable=False, server_default=""),
        sa.Column("outcome", sa.String(), nullable=False, server_default=""),
    )
    op.create_table(
        "once",
        sa.Column("key", sa.String(), primary_key=True),
        sa.Column("agent_id", sa.Integer(), sa.ForeignKey("agent.id"), nullable=False),
        sa.Column("at", Moment(), nullable=False),
    )
    undecided = sa.text("decided_at IS NULL")
    op.create_index(
        "approval_open", "approval", ["id"], sqlite_where=undecided, postgresql_where=undecided
    )
    # Who waits for a person at this moment is an episode of its own; its first answer counts from now on.
    op.execute(
        "INSERT INTO handoff (conversation_id, reason, opened_at, taken_at, agent_id, closed_how)"
        " SELECT id, hand_reason, COALESCE(held_since, last_at, CURRENT_TIMESTAMP),"
        " CASE WHEN held_by = 'agent' THEN held_since END, agent_id, ''"
        " FROM conversation WHERE held_by <> 'bot'"
    )
    op.execute(
        "UPDATE conversation SET touched_at = held_since, handoff_id ="
        " (SELECT handoff.id FROM handoff WHERE handoff.conversation_id = conversation.id)"
        " WHERE held_by <> 'bot'"
    )
    op.execute(
        "INSERT INTO wait (handoff_id, conversation_id, kind, since, due_at)"
        " SELECT handoff.id, conversation_id, 'first', opened_at, opened_at"
        " FROM handoff JOIN conversation ON conversation.id = handoff.conversation_id"
        " WHERE conversation.held_by = 'queue'"
    )


def downgrade() -> None:
    for name in ("once", "approval", "presence", "canned", "note", "wait", "handoff"):
        op.drop_table(name)
    op.drop_index("audit_of_conversation", "audit")
    op.drop_index("audit_of_action", "audit")
    for table, column in reversed(NEW_COLUMNS):
        op.drop_column(table, column.name)
