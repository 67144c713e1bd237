"""What the API can do, each a line in a table: the routes and the OpenAPI document are both made from it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from pydantic import BaseModel

from bot.services.api_keys import Caller
from bot.services.context import Context
from bot.store.database import Transaction
from bot.web.api.models import Nothing


@dataclass(frozen=True, slots=True)
class Call:
    """One request of a program that may make it, inside one transaction. `body` and `query` are checked."""

    context: Context
    connection: Transaction
    caller: Caller
    path: Mapping[str, str]
    body: Any
    query: Any
    base_url: str


class Answer(NamedTuple):
    """`body` is None for an answer without one."""

    body: BaseModel | None
    status: int = 200
    location: str = ""


@dataclass(frozen=True, slots=True)
class Operation:
    """`problems`: what it may refuse besides what every operation may. `links`: where one can go on from the answer."""

    id: str
    method: str
    path: str
    scope: str
    summary: str
    handle: Callable[[Call], Answer]
    answers: type[BaseModel] | None
    status: int = 200
    body: type[BaseModel] | None = None
    query: type[BaseModel] | None = None
    problems: tuple[str, ...] = ()
    links: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @property
    def writes(self) -> bool:
        return self.method != "GET"

    @property
    def needs_key(self) -> bool:
        """Whether it asks for an Idempotency-Key."""
        return self.method == "POST"

    @property
    def takes(self) -> type[BaseModel] | None:
        """What the body is; a POST without one takes an empty object or nothing."""
        return self.body or (Nothing if self.method == "POST" else None)

    @property
    def parameters(self) -> tuple[str, ...]:
        return tuple(part[1:-1] for part in self.path.split("/") if part.startswith("<"))
