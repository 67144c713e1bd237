"""/readyz: this process can work, also with a store that a newer release has widened: migrations only add."""

import pytest
from sqlalchemy import text
from world import World

from bot.app import create_app


@pytest.mark.parametrize(
    ("revision", "status"), [(None, 200), ("9999", 200), ("0009", 503), ("", 503)], ids=str
)
def test_a_schema_is_its_own_or_a_newer_one(world: World, revision: str | None, status: int) -> None:
    if revision is not None:
        change = (
            "UPDATE alembic_version SET version_num = :revision"
            if revision
            else "DELETE FROM alembic_version"
        )
        with world.context.database.transaction() as connection:
            connection.execute(text(change), {"revision": revision} if revision else {})
    client = create_app(world.settings, context=world.context).test_client()
    assert client.get("/readyz").status_code == status
    assert client.get("/healthz").status_code == 200
