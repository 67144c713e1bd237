"""Webhook endpoints and the log of what was sent to them, as operations of the API."""

from bot.channels.merchant.post import BadAddress
from bot.services import webhook_endpoints
from bot.services.webhook_endpoints import BOTH_FOR, Delivery, TooMany
from bot.store import endpoints as store
from bot.store.endpoints import EndpointRow
from bot.store.webhooks import AttemptRow
from bot.web.api import models
from bot.web.api.operations import Answer, Call, Operation
from bot.web.problems import FieldError, Problem


def add(call: Call) -> Answer:
    asked: models.NewEndpoint = call.body
    try:
        made, secret = webhook_endpoints.add(
            call.context,
            call.connection,
            shop_id=call.caller.shop_id,
            url=asked.url,
            events=asked.events,
        )
    except BadAddress as error:
        raise Problem("address-refused", str(error)) from error
    except TooMany as error:
        raise Problem("too-many-endpoints") from error
    view = models.EndpointMade(**_view(made).model_dump(), secret=secret)
    return Answer(view, 201, f"/api/v1/webhooks/{made.name}")


def listed(call: Call) -> Answer:
    found = store.of_shop(call.connection, shop_id=call.caller.shop_id)
    return Answer(models.EndpointList(data=[_view(row) for row in found]))


def one(call: Call) -> Answer:
    return Answer(_view(_mine(call)))


def delete(call: Call) -> Answer:
    name = call.path["id"]
    if not webhook_endpoints.delete(call.context, call.connection, shop_id=call.caller.shop_id, name=name):
        raise Problem("not-found")
    return Answer(None, 204)


def rotate(call: Call) -> Answer:
    shop_id = call.caller.shop_id
    secret = webhook_endpoints.rotate(call.context, call.connection, shop_id=shop_id, name=call.path["id"])
    if not secret:
        raise Problem("not-found")
    until = call.context.clock() + BOTH_FOR
    return Answer(models.SecretView(secret=secret, old_secret_until=until))


def turn_on(call: Call) -> Answer:
    row = webhook_endpoints.turn_on(call.connection, shop_id=call.caller.shop_id, name=call.path["id"])
    if row is None:
        raise Problem("not-found")
    return Answer(_view(row))


def log(call: Call) -> Answer:
    asked: models.PageQuery = call.query
    endpoint, before = _mine(call), 0
    if asked.cursor:
        found = webhook_endpoints.one(call.connection, endpoint=endpoint, name=asked.cursor)
        if found is None:
            raise Problem("invalid", errors=[FieldError("it is no cursor of ours", parameter="cursor")])
        before = found.row.id
    rows = webhook_endpoints.log(call.connection, endpoint=endpoint, before=before, limit=asked.limit + 1)
    page = rows[: asked.limit]
    more = page[-1].row.name if len(rows) > asked.limit else None
    return Answer(models.DeliveryPage(data=[_delivery(row) for row in page], next_cursor=more))


def retry(call: Call) -> Answer:
    endpoint, name = _mine(call), call.path["delivery"]
    outcome = webhook_endpoints.send_again(call.context, call.connection, endpoint=endpoint, name=name)
    if outcome == "busy":
        raise Problem("delivery-busy")
    found = webhook_endpoints.one(call.connection, endpoint=endpoint, name=name)
    if found is None:
        raise Problem("not-found")
    return Answer(_delivery(found), 202)


def _mine(call: Call) -> EndpointRow:
    found = store.by_name(call.connection, shop_id=call.caller.shop_id, name=call.path["id"])
    if found is None:
        raise Problem("not-found")
    return found


def _view(row: EndpointRow) -> models.EndpointView:
    return models.EndpointView.model_validate(
        {
            "id": row.name,
            "url": row.url,
            "events": list(row.events),
            "state": "off" if row.disabled_at else "on",
            "failing_since": row.failing_since,
            "created_at": row.at,
        }
    )


def _delivery(found: Delivery) -> models.DeliveryView:
    row = found.row
    return models.DeliveryView.model_validate(
        {
            "id": row.name,
            "event_id": row.event_name,
            "type": row.kind,
            "state": row.state if row.state in ("delivered", "failed") else "waiting",
            "created_at": row.at,
            "next_attempt_at": row.next_at if row.state == "waiting" else None,
            "attempts": [_attempt(one) for one in found.attempts],
        }
    )


def _attempt(row: AttemptRow) -> models.AttemptView:
    return models.AttemptView(
        at=row.at, status=row.status, milliseconds=row.milliseconds, error=row.error, answer=row.answer
    )


_ENDPOINT = {"id": "$response.body#/id"}
READ, WRITE = "webhooks:read", "webhooks:write"
OPERATIONS = (
    Operation(
        "addWebhook", "POST", "/webhooks", WRITE, "Be told at this address", add, models.EndpointMade, 201,
        body=models.NewEndpoint, problems=("address-refused", "too-many-endpoints"),
        links={"getWebhook": _ENDPOINT, "listDeliveries": _ENDPOINT, "deleteWebhook": _ENDPOINT},
    ),
    Operation("listWebhooks", "GET", "/webhooks", READ, "Your endpoints", listed, models.EndpointList),
    Operation("getWebhook", "GET", "/webhooks/<id>", READ, "One endpoint", one, models.EndpointView),
    Operation(
        "deleteWebhook", "DELETE", "/webhooks/<id>", WRITE, "Nothing is sent there any more", delete, None, 204
    ),
    Operation(
        "rotateSecret", "POST", "/webhooks/<id>/secret", WRITE,
        "A new secret; for a day the old one signs too", rotate, models.SecretView,
    ),
    Operation(
        "turnOnWebhook", "POST", "/webhooks/<id>/on", WRITE,
        "Try again an endpoint that was turned off; what waited for it is sent", turn_on, models.EndpointView,
    ),
    Operation(
        "listDeliveries", "GET", "/webhooks/<id>/deliveries", READ, "What was sent there, with every try", log,
        models.DeliveryPage, query=models.PageQuery,
    ),
    Operation(
        "retryDelivery", "POST", "/webhooks/<id>/deliveries/<delivery>/retry", WRITE,
        "Send it again now", retry, models.DeliveryView, 202, problems=("delivery-busy",),
    ),
)  # fmt: skip
