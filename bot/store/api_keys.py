"""Keys of web shops, and the answers kept for requests that are sent again."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from bot.store import api_tables
from bot.store.database import new_id
from bot.store.loans import SHOP
from bot.store.tables import table

KEY = table(api_tables.ApiKey)
ANSWER = table(api_tables.KeptAnswer)
HASH, KEPT = "api_key.hash_enc", "api_answer.answer_enc"


@dataclass(frozen=True, slots=True)
class KeyRow:
    id: int
    name: str
    shop_id: int
    shop_code: str
    shop_name: str
    shop_active: bool
    scopes: frozenset[str]
    hash_enc: bytes
    at: datetime
    last_used_at: datetime | None
    revoked_at: datetime | None


def add(
    connection: Connection, *, shop_id: int, name: str, scopes: str, at: datetime, agent_id: int | None
) -> int:
    """A key without its hash, which is sealed for its row."""
    values = {"shop_id": shop_id, "name": name, "scopes": scopes, "at": at, "agent_id": agent_id}
    return new_id(connection.execute(insert(KEY).values(**values)))


def seal(connection: Connection, *, key_id: int, hash_enc: bytes) -> None:
    connection.execute(update(KEY).where(KEY.c.id == key_id).values(hash_enc=hash_enc))


def by_name(connection: Connection, name: str) -> KeyRow | None:
    row = connection.execute(_query().where(KEY.c.name == name)).first()
    return _as_key(row) if row else None


def every(connection: Connection) -> list[KeyRow]:
    """Those in use first, the newest first."""
    return [
        _as_key(row)
        for row in connection.execute(_query().order_by(KEY.c.revoked_at.is_not(None), KEY.c.id.desc()))
    ]


def revoke(connection: Connection, *, name: str, at: datetime) -> bool:
    """False when there is no such key in use."""
    mine = (KEY.c.name == name) & KEY.c.revoked_at.is_(None)
    return connection.execute(update(KEY).where(mine).values(revoked_at=at)).rowcount == 1


def used(connection: Connection, *, key_id: int, at: datetime) -> None:
    connection.execute(update(KEY).where(KEY.c.id == key_id).values(last_used_at=at))


def _query() -> Any:
    shop = (SHOP.c.code, SHOP.c.name.label("shop_name"), SHOP.c.active)
    return select(KEY, *shop).join_from(KEY, SHOP, SHOP.c.id == KEY.c.shop_id)


def _as_key(row: Any) -> KeyRow:
    return KeyRow(
        id=row.id,
        name=row.name,
        shop_id=row.shop_id,
        shop_code=row.code,
        shop_name=row.shop_name,
        shop_active=row.active,
        scopes=frozenset(row.scopes.split()),
        hash_enc=bytes(row.hash_enc or b""),
        at=row.at,
        last_used_at=row.last_used_at,
        revoked_at=row.revoked_at,
    )


# Answers


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """`answer_enc` is None while the request that brought the key first is at work in this transaction."""

    id: int
    digest: str
    answer_enc: bytes | None


def claim_answer(
    connection: Connection, *, shop_id: int, key: str, digest: str, at: datetime
) -> tuple[AnswerRow, bool]:
    """The place of an answer, and whether it is ours to fill.

    Whoever comes at the same time with the same key waits here until the other's transaction is over.
    """
    dialect: Any = postgresql if connection.dialect.name == "postgresql" else sqlite
    made = connection.execute(
        dialect.insert(ANSWER)
        .values(shop_id=shop_id, key=key, digest=digest, at=at)
        .on_conflict_do_nothing(index_elements=["shop_id", "key"])
        .returning(ANSWER.c.id)
    ).scalar()
    if made is not None:
        return AnswerRow(int(made), digest, None), True
    row = connection.execute(select(ANSWER).where(ANSWER.c.shop_id == shop_id, ANSWER.c.key == key)).one()
    return AnswerRow(row.id, row.digest, row.answer_enc and bytes(row.answer_enc)), False


def keep_answer(connection: Connection, *, answer_id: int, answer_enc: bytes) -> None:
    connection.execute(update(ANSWER).where(ANSWER.c.id == answer_id).values(answer_enc=answer_enc))
