"""Keys with which a shop's own programs come: each for one shop, and for some of what can be done.

A key reads `qist_<name>_<secret>`. The secret is shown once. Kept is its SHA-256 (256 random bits need no slow hash),
encrypted like everything that changes keys with the data key: it is compared, never read.
"""

import hashlib
import hmac
import re
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from cryptography.exceptions import InvalidTag

from bot.services.context import Context
from bot.store import api_keys, loans, people
from bot.store.api_keys import HASH, KeyRow

SCOPES = {
    "orders:read": "Read orders.",
    "orders:write": "Make and cancel orders.",
    "refunds:write": "Tell that goods came back.",
    "payouts:read": "Read what the shop was paid.",
    "webhooks:read": "Read webhook endpoints and what was sent to them.",
    "webhooks:write": "Make, change and delete webhook endpoints; send again.",
}
SHAPE = re.compile(r"qist_([a-z0-9]{10})_([A-Za-z0-9_-]{43})")
NAME_LETTERS = "abcdefghijkmnpqrstuvwxyz23456789"
NAME_LENGTH = 10
SEEN_EVERY = timedelta(minutes=1)  # how exact "last used" is
NOTHING = hashlib.sha256(b"").hexdigest()


class UnknownShop(Exception):
    """No shop that may sell has this code."""


class UnknownScope(Exception):
    """There is no such scope, or none was named."""


@dataclass(frozen=True, slots=True)
class NewKey:
    """`secret` is the whole key, told this once."""

    name: str
    secret: str


@dataclass(frozen=True, slots=True)
class Caller:
    """Who comes with a good key."""

    key_id: int
    key_name: str
    shop_id: int
    shop_code: str
    shop_name: str
    scopes: frozenset[str]


def make(context: Context, *, shop: str, scopes: Iterable[str], agent_id: int | None = None) -> NewKey:
    """Raises UnknownShop, UnknownScope."""
    asked = frozenset(scopes)
    if not asked or asked - SCOPES.keys():
        raise UnknownScope(", ".join(sorted(asked - SCOPES.keys())))
    name = "".join(secrets.choice(NAME_LETTERS) for _ in range(NAME_LENGTH))
    secret = secrets.token_urlsafe(32)
    now, sorted_scopes = context.clock(), " ".join(sorted(asked))
    with context.database.transaction() as connection:
        found = loans.shop_by_code(connection, shop)
        if found is None:
            raise UnknownShop(shop)
        key_id = api_keys.add(
            connection, shop_id=found.id, name=name, scopes=sorted_scopes, at=now, agent_id=agent_id
        )
        hash_enc = context.vault.seal(_hash(secret), column=HASH, row=key_id)
        api_keys.seal(connection, key_id=key_id, hash_enc=hash_enc)
        told = f"{name} {shop} {sorted_scopes}"
        people.note(connection, at=now, agent_id=agent_id, action="api_key_made", detail=told)
    return NewKey(name, f"qist_{name}_{secret}")


def every(context: Context) -> list[KeyRow]:
    """Those in use first."""
    with context.database.snapshot() as connection:
        return api_keys.every(connection)


def revoke(context: Context, *, name: str, agent_id: int | None = None) -> Literal["done", "unknown"]:
    """From the next request on it opens nothing. `name`: with or without what stands around it in the key."""
    whole = SHAPE.fullmatch(name)
    name = whole[1] if whole else name.removeprefix("qist_")
    now = context.clock()
    with context.database.transaction() as connection:
        if not api_keys.revoke(connection, name=name, at=now):
            return "unknown"
        people.note(connection, at=now, agent_id=agent_id, action="api_key_revoked", detail=name)
    return "done"


def authenticate(context: Context, key: str) -> Caller | None:
    """Who comes with that key; None for a wrong or revoked one, or one of a shop that may not sell any more."""
    parts = SHAPE.fullmatch(key)
    name, secret = (parts[1], parts[2]) if parts else ("", key)
    with context.database.snapshot() as connection:
        row = api_keys.by_name(connection, name)
    good = hmac.compare_digest(_hash(secret), _kept(context, row))
    if row is None or not good or row.revoked_at or not row.shop_active:
        return None
    _seen(context, row)
    return Caller(row.id, row.name, row.shop_id, row.shop_code, row.shop_name, row.scopes)


def _kept(context: Context, row: KeyRow | None) -> str:
    try:
        return context.vault.open(row.hash_enc, column=HASH, row=row.id) if row else NOTHING
    except InvalidTag:
        return NOTHING


def _seen(context: Context, row: KeyRow) -> None:
    now = context.clock()
    if row.last_used_at is None or now - row.last_used_at >= SEEN_EVERY:
        with context.database.transaction() as connection:
            api_keys.used(connection, key_id=row.id, at=now)


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
