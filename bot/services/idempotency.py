"""A request that is sent again is answered again and does nothing again: by its Idempotency-Key.

The answer is kept in the transaction of what was done. Either both are there or neither.
"""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass

from bot.services.context import Context
from bot.store import api_keys
from bot.store.api_keys import KEPT
from bot.store.database import Transaction


class OtherRequest(Exception):
    """The key was used for another request."""


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer as it went out."""

    status: int
    body: str
    headers: tuple[tuple[str, str], ...] = ()


def once(
    context: Context,
    connection: Transaction,
    *,
    shop_id: int,
    key: str,
    request: bytes,
    work: Callable[[], Kept],
) -> tuple[Kept, bool]:
    """Do `work` if this shop's key is new, else what it was answered then; and whether it was kept.

    Call it first in the transaction: who comes meanwhile with the same key waits here for the end of it.
    Raises OtherRequest.
    """
    digest = hashlib.sha256(request).hexdigest()
    place, ours = api_keys.claim_answer(
        connection, shop_id=shop_id, key=key, digest=digest, at=context.clock()
    )
    if place.digest != digest:
        raise OtherRequest(key)
    if not ours:
        assert place.answer_enc is not None  # a transaction that does not answer leaves no row
        return _read(context.vault.open(place.answer_enc, column=KEPT, row=place.id)), True
    answer = work()
    sealed = context.vault.seal(
        json.dumps([answer.status, answer.body, answer.headers]), column=KEPT, row=place.id
    )
    api_keys.keep_answer(connection, answer_id=place.id, answer_enc=sealed)
    return answer, False


def _read(text: str) -> Kept:
    status, body, headers = json.loads(text)
    return Kept(status, body, tuple((name, value) for name, value in headers))
