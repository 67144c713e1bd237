"""The OpenAPI 3.1 document, from the table of operations and pydantic's JSON Schema (2020-12, as 3.1 wants)."""

from collections.abc import Iterable
from typing import Any, Literal

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from bot.services.api_keys import SCOPES
from bot.services.order_events import EVENTS
from bot.web.api.models import EventMessage, ProblemView
from bot.web.api.operations import Operation
from bot.web.problems import KINDS, MEDIA_TYPE

VERSION = "1.0.0"
Mode = Literal["validation", "serialization"]
ALWAYS = ("unauthorized", "scope-missing", "invalid", "too-many-requests", "internal", "busy")
NAMES = {
    "number": {"type": "string", "pattern": "^[1-9][0-9]{7}$"},
    "id": {"type": "string", "pattern": "^we_[A-Za-z0-9_-]{24}$"},
    "delivery": {"type": "string", "pattern": "^dlv_[A-Za-z0-9_-]{24}$"},
}
IDEMPOTENCY = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": True,
    "schema": {"type": "string", "minLength": 1, "maxLength": 255, "pattern": "^[!-~]+$"},
    "description": "Unique for each thing to be done, such as a random UUID. Sent again with the same body it "
    "brings the same answer for two days, and nothing is done twice.",
}
ABOUT = """What a web shop's own programs may do with Qist Saathi. Make an order, send your customer to its
`checkout_url`, and be told by webhook when it was accepted, handed over, or is over. Amounts are integers in paisa."""


def document(operations: Iterable[Operation], *, base_url: str) -> dict[str, Any]:
    every = list(operations)
    return {
        "openapi": "3.1.0",
        "info": {"title": "Qist Saathi for shops", "version": VERSION, "description": ABOUT},
        "servers": [{"url": base_url}],
        "security": [{"key": []}],
        "paths": _paths(every),
        "webhooks": {name: _webhook(name) for name in EVENTS},
        "components": {
            "schemas": _schemas(every),
            "securitySchemes": {
                "key": {"type": "http", "scheme": "bearer", "description": "A key `qist_...` of your shop."}
            },
        },
    }


def _paths(operations: list[Operation]) -> dict[str, Any]:
    paths: dict[str, Any] = {}
    for one in operations:
        path = one.path.replace("<", "{").replace(">", "}")
        paths.setdefault(path, {})[one.method.lower()] = _operation(one)
    return paths


def _operation(one: Operation) -> dict[str, Any]:
    told: dict[str, Any] = {
        "operationId": one.id,
        "summary": one.summary,
        "description": f"Scope `{one.scope}`: {SCOPES[one.scope]}",
        "parameters": _parameters(one),
        "responses": _responses(one),
    }
    if one.takes is not None:
        told["requestBody"] = {"required": one.body is not None, "content": _json(one.takes)}
    return told


def _parameters(one: Operation) -> list[dict[str, Any]]:
    found = [{"name": name, "in": "path", "required": True, "schema": NAMES[name]} for name in one.parameters]
    if one.needs_key:
        found.append(IDEMPOTENCY)
    if one.query is not None:
        schema = one.query.model_json_schema()
        found += [
            {"name": name, "in": "query", "required": False, "schema": _plain(field)}
            for name, field in schema["properties"].items()
        ]
    return found


def _plain(field: dict[str, Any]) -> dict[str, Any]:
    """A parameter that may be left out is never null: it is not there."""
    told = {name: value for name, value in field.items() if name not in ("anyOf", "title", "default")}
    given = [one for one in field.get("anyOf", ()) if one.get("type") != "null"]
    default = {"default": field["default"]} if field.get("default") is not None else {}
    return {**told, **(given[0] if given else {}), **default}


def _responses(one: Operation) -> dict[str, Any]:
    good: dict[str, Any] = {"description": one.summary}
    if one.answers is not None:
        good["content"] = _json(one.answers)
    if one.links:
        good["links"] = {
            name: {"operationId": name, "parameters": dict(values)} for name, values in one.links.items()
        }
    return {str(one.status): good, **_problems(one)}


def _problems(one: Operation) -> dict[str, Any]:
    kinds = [*ALWAYS, *one.problems]
    if one.parameters:
        kinds.append("not-found")
    if one.needs_key:
        kinds += ["idempotency-key-missing", "idempotency-key-reused"]
    if one.takes is not None:
        kinds += ["bad-request", "unsupported-media-type", "too-large"]
    by_status: dict[int, list[str]] = {}
    for kind in kinds:
        by_status.setdefault(KINDS[kind].status, []).append(f"`{kind}`: {KINDS[kind].title}")
    content = {MEDIA_TYPE: {"schema": _reference(ProblemView)}}
    return {
        str(status): {"description": "; ".join(told), "content": content}
        for status, told in sorted(by_status.items())
    }


def _webhook(name: str) -> dict[str, Any]:
    headers = [
        {"name": one, "in": "header", "required": True, "schema": {"type": "string"}}
        for one in ("webhook-id", "webhook-timestamp", "webhook-signature")
    ]
    return {
        "post": {
            "operationId": name,
            "summary": f"{name}, signed as Standard Webhooks say",
            "security": [],
            "parameters": headers,
            "requestBody": {"required": True, "content": _json(EventMessage)},
            "responses": {"2XX": {"description": "Taken. Anything else is tried again for three days."}},
        }
    }


def _schemas(operations: list[Operation]) -> dict[str, Any]:
    taken = {one.takes for one in operations if one.takes is not None}
    given = {one.answers for one in operations if one.answers is not None}
    given |= {EventMessage, ProblemView}
    return dict(sorted({**_defined(taken, "validation"), **_defined(given, "serialization")}.items()))


def _defined(models: Iterable[type[BaseModel]], mode: Mode) -> dict[str, Any]:
    wanted = [(model, mode) for model in models]
    _, found = models_json_schema(wanted, ref_template="#/components/schemas/{model}")
    defined: dict[str, Any] = found["$defs"]
    return defined


def _json(model: type[BaseModel]) -> dict[str, Any]:
    return {"application/json": {"schema": _reference(model)}}


def _reference(model: type[BaseModel]) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{model.__name__}"}
