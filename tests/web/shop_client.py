"""A web shop's program, in a few words, against the application in this process."""

from typing import Any
from uuid import uuid4

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse
from world import World

from bot.app import create_app
from bot.services import api_keys
from bot.services.api_keys import SCOPES

PRICE = 1_000_000


class ShopClient:
    """`key` opens what its scopes allow; every POST brings a new Idempotency-Key unless one is named."""

    def __init__(self, world: World, *, shop: str = "101", scopes: tuple[str, ...] = tuple(SCOPES)) -> None:
        self.world = world
        self.key = api_keys.make(world.context, shop=shop, scopes=scopes).secret
        self.client: FlaskClient = app_of(world).test_client()

    def get(self, path: str, **query: Any) -> TestResponse:
        return self.client.get(f"/api/v1{path}", query_string=query, headers=self._headers())

    def post(self, path: str, body: Any = None, *, once: str = "") -> TestResponse:
        headers = {**self._headers(), "Idempotency-Key": once or str(uuid4())}
        told = {"json": body} if body is not None else {}
        return self.client.post(f"/api/v1{path}", headers=headers, **told)

    def delete(self, path: str) -> TestResponse:
        return self.client.delete(f"/api/v1{path}", headers=self._headers())

    def order(self, **more: Any) -> dict[str, Any]:
        made = self.post("/orders", {"price": PRICE, "reference": "A-7", **more})
        assert made.status_code == 201, made.text
        return made.json

    def _headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.key}"}


def app_of(world: World) -> Flask:
    return create_app(world.settings, context=world.context)
