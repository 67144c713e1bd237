"""the books only grow

The store itself refuses to change or delete a posting or an entry. Whoever has the rights can take the
triggers away again; then the chain of hashes tells.
"""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

TABLES = ("posting", "entry")
REFUSAL = "the books only grow: book a reversal"


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        _on_sqlite()
    else:
        _on_postgresql()


def downgrade() -> None:
    on_table = op.get_bind().dialect.name != "sqlite"
    for table in TABLES:
        for trigger in (f"{table}_is_final", f"{table}_stays"):
            op.execute(f"DROP TRIGGER {trigger}" + (f" ON {table}" if on_table else ""))
    if on_table:
        op.execute("DROP FUNCTION books_only_grow()")


def _on_sqlite() -> None:
    for table in TABLES:
        for trigger, event in ((f"{table}_is_final", "UPDATE"), (f"{table}_stays", "DELETE")):
            op.execute(
                f"CREATE TRIGGER {trigger} BEFORE {event} ON {table} BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
            )


def _on_postgresql() -> None:
    op.execute(
        "CREATE FUNCTION books_only_grow() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$"
    )
    for table in TABLES:
        op.execute(
            f"CREATE TRIGGER {table}_is_final BEFORE UPDATE OR DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION books_only_grow()"
        )
        op.execute(
            f"CREATE TRIGGER {table}_stays BEFORE TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION books_only_grow()"
        )
