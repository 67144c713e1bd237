"""The API against its own document: requests that fit it and requests that do not, alone and in chains.

`QIST_API_EXAMPLES=500` tries many more of each.
"""

import os
import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, settings
from openapi_spec_validator import validate
from shop_client import ShopClient
from world import World, settings_for

from bot.app import create_app
from bot.web.api import OPERATIONS
from bot.web.api.openapi import document
from bot.web.api.reading import KEY_HEADER, KEY_SHAPE

EXAMPLES = int(os.environ.get("QIST_API_EXAMPLES", "8"))
CHAINS = int(os.environ.get("QIST_API_EXAMPLES", "10"))
SLOW = [HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.function_scoped_fixture]
QUICK = {"deadline": None, "suppress_health_check": SLOW, "derandomize": True, "database": None}

TOLD = document(OPERATIONS, base_url="http://localhost/api/v1")
schema = schemathesis.openapi.from_dict(TOLD)
schema.app = lambda environ, start: served(environ, start)
schema.location = "/api/v1/openapi.json"
schema.config.phases.coverage.enabled = (
    "QIST_API_EXAMPLES" in os.environ
)  # built while tests are collected: slow
HERE: list[ShopClient] = []
PLACEHOLDER = "the key, which is made later"
HOUR = timedelta(hours=1)


def served(environ, start):
    if environ.get("HTTP_AUTHORIZATION") == f"Bearer {PLACEHOLDER}":
        environ["HTTP_AUTHORIZATION"] = f"Bearer {HERE[0].key}"
    return HERE[0].client.application(environ, start)


@schema.auth()
class Key:
    """The key of the shop that the tests are about."""

    def get(self, case, context) -> str:
        return PLACEHOLDER

    def set(self, case, data: str, context) -> None:
        case.headers["Authorization"] = f"Bearer {data}"


@schemathesis.hook
def before_call(context, case, kwargs) -> None:
    """What no document can say: a key is for one thing, a cursor is one we gave out, a moment is soon."""
    if KEY_SHAPE.fullmatch(str(case.headers.get(KEY_HEADER, ""))):
        case.headers[KEY_HEADER] = str(uuid4())
    if isinstance(case.query, dict) and len(str(case.query.get("cursor", ""))) <= 100:
        case.query.pop("cursor", None)
    if isinstance(case.body, dict) and re.match(r"\d{4}-\d\d-\d\dT", str(case.body.get("expires_at"))):
        case.body["expires_at"] = (HERE[0].world.now + HOUR).isoformat()


@pytest.fixture(scope="module")
def shop() -> Iterator[ShopClient]:
    with TemporaryDirectory(prefix="qist-api-") as folder:
        world = World(Path(folder))
        made = ShopClient(world)
        limits = settings_for(world.settings.database_url, QIST_API_PER_MINUTE="10000000")
        made.client = create_app(limits, context=world.context).test_client()
        HERE[:] = [made]
        yield made
        assert world.problems() == []
        world.close()


def test_the_document_is_one(shop: ShopClient) -> None:
    assert shop.client.get("/api/v1/openapi.json").json["paths"].keys() == TOLD["paths"].keys()
    validate(shop.client.get("/api/v1/openapi.json").json)


@schema.parametrize()
@settings(max_examples=EXAMPLES, **QUICK)
def test_every_answer_is_as_the_document_says(case, shop: ShopClient) -> None:
    case.call_and_validate()


def test_chains_of_requests_lead_where_the_document_says(shop: ShopClient) -> None:
    chains = schema.as_state_machine()
    chains.run(
        settings=settings(max_examples=CHAINS, stateful_step_count=6, phases=[Phase.generate], **QUICK)
    )
