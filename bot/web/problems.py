"""What a program is told when something did not work: RFC 9457, with types that stay what they are.

A type is the address of its line on our page for programmers, the same on every installation.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from flask import Response
from werkzeug.exceptions import HTTPException

MEDIA_TYPE = "application/problem+json"
TYPES = "/api/v1/docs#problem-"


class Kind(NamedTuple):
    """`what`: for the page; says what to do about it."""

    status: int
    title: str
    what: str


KINDS: dict[str, Kind] = {
    "bad-request": Kind(400, "The request cannot be read", "The body is no JSON, or a header is malformed."),
    "idempotency-key-missing": Kind(
        400, "There is no Idempotency-Key", "Every POST needs one; a random UUID for each thing to be done."
    ),
    "unauthorized": Kind(
        401, "There is no good key", "Send `Authorization: Bearer qist_...`; it may be revoked."
    ),
    "scope-missing": Kind(
        403, "The key may not do this", "Ask for a key with the scope that the detail names."
    ),
    "not-found": Kind(404, "There is no such thing", "Or it is another shop's, which is told alike."),
    "method-not-allowed": Kind(405, "Not by this method", "The header Allow names those that are."),
    "order-not-open": Kind(
        409, "The order is not open any more", "A customer has accepted it: take the goods back instead."
    ),
    "order-not-accepted": Kind(409, "Nobody has accepted the order", "What was never sold cannot come back."),
    "refund-not-taken": Kind(
        409,
        "So much cannot come back",
        "It is more than the goods that are still out, or the plan was written off.",
    ),
    "reference-used": Kind(
        409, "The reference stands for another return", "Give each return a reference of its own."
    ),
    "too-many-endpoints": Kind(409, "No more webhook endpoints", "Delete one that is not needed."),
    "delivery-busy": Kind(409, "It is being sent just now", "Look at the log in a minute."),
    "too-large": Kind(413, "The body is too large", "64 KB are enough for everything here."),
    "unsupported-media-type": Kind(415, "The body is no JSON", "Send `Content-Type: application/json`."),
    "invalid": Kind(
        422,
        "Something in the request cannot be used",
        "`errors` says what: `pointer` leads into the body, `parameter` names one of the address.",
    ),
    "idempotency-key-reused": Kind(
        422, "The Idempotency-Key was used for something else", "A new request needs a new key."
    ),
    "price-not-taken": Kind(422, "There is no plan for this price", "It is below or above what may be lent."),
    "address-refused": Kind(
        422, "Nothing is sent to this address", "Webhooks go to https addresses on the public internet."
    ),
    "too-many-requests": Kind(429, "Too many requests", "Wait as long as Retry-After says."),
    "internal": Kind(
        500, "Something broke on our side", "Nothing was done. Try again with the same Idempotency-Key."
    ),
    "busy": Kind(
        503,
        "There is too much to do just now",
        "Nothing was done. Try again with the same Idempotency-Key after Retry-After.",
    ),
}
BY_STATUS = {
    400: "bad-request",
    401: "unauthorized",
    403: "scope-missing",
    404: "not-found",
    405: "method-not-allowed",
    413: "too-large",
    415: "unsupported-media-type",
    429: "too-many-requests",
    503: "busy",
}


@dataclass(frozen=True, slots=True)
class FieldError:
    """What is wrong with one field: a JSON pointer into the body, or the name of a parameter."""

    detail: str
    pointer: str = ""
    parameter: str = ""

    def told(self) -> dict[str, str]:
        where = {"parameter": self.parameter} if self.parameter else {"pointer": f"#{self.pointer}"}
        return {**where, "detail": self.detail}


class Problem(Exception):
    """Ends a request of a program. `kind` is one of KINDS."""

    def __init__(
        self,
        kind: str,
        detail: str = "",
        *,
        errors: Iterable[FieldError] = (),
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(f"{kind}: {detail}")
        self.kind, self.detail = kind, detail
        self.errors = tuple(errors)
        self.headers = dict(headers or {})

    @property
    def status(self) -> int:
        return KINDS[self.kind].status

    def body(self) -> str:
        found = KINDS[self.kind]
        told: dict[str, Any] = {"type": TYPES + self.kind, "title": found.title, "status": found.status}
        if self.detail:
            told["detail"] = self.detail
        if self.errors:
            told["errors"] = [one.told() for one in self.errors]
        return json.dumps(told, ensure_ascii=False)


def answered(problem: Problem) -> Response:
    answer = Response(problem.body(), status=problem.status, content_type=MEDIA_TYPE)
    answer.headers.update(problem.headers)
    return answer


def from_http(error: HTTPException) -> Response:
    """What the framework refused: 404, 405, 413, 415, 429, 500 and the like."""
    status = error.code or 500
    kind = BY_STATUS.get(status, "internal" if status >= 500 else "bad-request")
    return answered(Problem(kind))
