"""One request from the key to the answer: who, what, in one transaction, once."""

from collections.abc import Callable
from dataclasses import dataclass

from flask import Response, request

from bot.services import idempotency
from bot.services.context import Context
from bot.services.idempotency import Kept, OtherRequest
from bot.store.database import Transaction
from bot.web.api import reading
from bot.web.api.operations import Answer, Call, Operation
from bot.web.problems import MEDIA_TYPE, Problem

REPLAYED = "Idempotency-Replayed"


@dataclass(frozen=True, slots=True)
class Door:
    context: Context
    base_url: str

    def view(self, operation: Operation) -> Callable[..., Response]:
        """What Flask calls. Raises Problem."""

        def answer(**path: str) -> Response:
            return self._answer(operation, path)

        return answer

    def _answer(self, operation: Operation, path: dict[str, str]) -> Response:
        caller = reading.caller(self.context, request, scope=operation.scope)
        key = reading.idempotency_key(request) if operation.needs_key else ""
        query, body = reading.query(operation, request), reading.body(operation, request)

        def work(connection: Transaction) -> Kept:
            call = Call(self.context, connection, caller, path, body, query, self.base_url)
            return _kept(operation.handle(call))

        if not operation.writes:
            with self.context.database.snapshot() as connection:
                return _response(work(connection))
        if not key:
            with self.context.database.transaction() as connection:
                return _response(work(connection))
        wanted = f"{request.method} {request.path}\n{body.model_dump_json() if body else ''}"
        return self._once(caller.shop_id, key, wanted.encode(), work)

    def _once(self, shop_id: int, key: str, wanted: bytes, work: Callable[[Transaction], Kept]) -> Response:
        try:
            with self.context.database.transaction() as connection:
                answer, again = idempotency.once(
                    self.context,
                    connection,
                    shop_id=shop_id,
                    key=key,
                    request=wanted,
                    work=lambda: _worked(connection, work),
                )
        except OtherRequest as error:
            raise Problem("idempotency-key-reused") from error
        response = _response(answer)
        if again:
            response.headers[REPLAYED] = "true"
        return response


def _worked(connection: Transaction, work: Callable[[Transaction], Kept]) -> Kept:
    """A refusal is an answer to keep like another; what was done before it is taken back."""
    try:
        with connection.begin_nested():
            return work(connection)
    except Problem as problem:
        return Kept(problem.status, problem.body())


def _kept(answer: Answer) -> Kept:
    body = answer.body.model_dump_json() if answer.body is not None else ""
    return Kept(answer.status, body, (("Location", answer.location),) if answer.location else ())


def _response(kept: Kept) -> Response:
    media_type = MEDIA_TYPE if kept.status >= 400 else "application/json"
    answer = Response(kept.body, status=kept.status, content_type=media_type if kept.body else None)
    answer.headers.update(dict(kept.headers))
    return answer
