"""From a request of the web to what an operation takes, or the problem with it."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from flask import Request
from pydantic import BaseModel, ValidationError

from bot.services import api_keys
from bot.services.api_keys import Caller
from bot.services.context import Context
from bot.web.api.operations import Operation
from bot.web.problems import FieldError, Problem

KEY_HEADER = "Idempotency-Key"
KEY_SHAPE = re.compile(r"[!-~]{1,255}")
CHALLENGE = {"WWW-Authenticate": 'Bearer realm="qist"'}
MOST_ERRORS = 20


def bearer(request: Request) -> str:
    """The key that came along, "" for none."""
    scheme, _, key = request.headers.get("Authorization", "").partition(" ")
    return key.strip() if scheme.lower() == "bearer" else ""


def caller(context: Context, request: Request, *, scope: str) -> Caller:
    key = bearer(request)
    found = api_keys.authenticate(context, key) if key else None
    if found is None:
        raise Problem("unauthorized", headers=CHALLENGE)
    if scope not in found.scopes:
        raise Problem("scope-missing", f"This needs the scope {scope}.")
    return found


def idempotency_key(request: Request) -> str:
    key = request.headers.get(KEY_HEADER, "")
    if not key:
        raise Problem("idempotency-key-missing")
    if not KEY_SHAPE.fullmatch(key):
        raise Problem("bad-request", f"{KEY_HEADER} must be 1 to 255 visible characters of ASCII.")
    return key


def body(operation: Operation, request: Request) -> BaseModel | None:
    model = operation.takes
    if model is None:
        return None
    raw = request.get_data()
    if operation.body is None and not raw:
        return model()
    if request.mimetype != "application/json":
        raise Problem("unsupported-media-type")
    try:
        return model.model_validate_json(raw)
    except ValidationError as error:
        raise _body_problem(error) from None


def query(operation: Operation, request: Request) -> BaseModel | None:
    given = request.args.to_dict(flat=False)
    if twice := [name for name, values in given.items() if len(values) > 1]:
        raise Problem("invalid", errors=[FieldError("it is there twice", parameter=name) for name in twice])
    if operation.query is None:
        if given:
            raise Problem(
                "invalid", errors=[FieldError("there is no such parameter", parameter=next(iter(given)))]
            )
        return None
    try:
        return operation.query.model_validate({name: values[0] for name, values in given.items()})
    except ValidationError as error:
        found = [FieldError(one["msg"], parameter=str(one["loc"][0])) for one in _errors(error) if one["loc"]]
        raise Problem("invalid", errors=found) from None


def _body_problem(error: ValidationError) -> Problem:
    found = _errors(error)
    if any(one["type"] == "json_invalid" for one in found):
        return Problem("bad-request", "The body is no JSON.")
    return Problem("invalid", errors=[FieldError(_words(one), pointer=_pointer(one["loc"])) for one in found])


def _errors(error: ValidationError) -> list[Mapping[str, Any]]:
    """Without what was sent: it may be anything, and it goes into logs of others."""
    return [dict(one) for one in error.errors(include_input=False, include_url=False)[:MOST_ERRORS]]


def _words(one: Mapping[str, Any]) -> str:
    return "there is no such field" if one["type"] == "extra_forbidden" else str(one["msg"])


def _pointer(path: Iterable[int | str]) -> str:
    """RFC 6901."""
    return "".join("/" + str(part).replace("~", "~0").replace("/", "~1") for part in path)
