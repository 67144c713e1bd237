"""Orders, returns and payouts, as operations of the API."""

from datetime import datetime, timedelta
from typing import NoReturn

from bot.lending.caps import RuleBroken
from bot.services import orders, web_orders
from bot.services.orders import PriceNotTaken
from bot.store import web_orders as store
from bot.store.payouts import owed
from bot.store.web_orders import PaidRow, WebOrderRow
from bot.web.api import models
from bot.web.api.operations import Answer, Call, Operation
from bot.web.problems import FieldError, Problem

SOONEST, LATEST = timedelta(minutes=5), timedelta(days=7)


def make(call: Call) -> Answer:
    asked: models.NewOrder = call.body
    now = call.context.clock()
    if asked.expires_at and not now + SOONEST <= asked.expires_at <= now + LATEST:
        wrong = FieldError("between five minutes and seven days from now", pointer="/expires_at")
        raise Problem("invalid", errors=[wrong])
    try:
        made = web_orders.open_order(
            call.context,
            call.connection,
            shop=call.caller.shop_code,
            price=asked.price,
            reference=asked.reference,
            description=asked.description,
            address=asked.customer_phone or "",
            return_url=asked.return_url or "",
            expires_at=asked.expires_at,
        )
    except PriceNotTaken as error:
        raise Problem("price-not-taken", error.code) from error
    return Answer(_view(call, made), 201, f"/api/v1/orders/{made.number}")


def listed(call: Call) -> Answer:
    asked: models.OrderQuery = call.query
    found = store.of_shop(
        call.connection,
        shop_id=call.caller.shop_id,
        now=call.context.clock(),
        limit=asked.limit + 1,
        before=_found(call, asked.cursor).id if asked.cursor else 0,
        state=asked.state,
        reference=asked.reference or "",
    )
    page = found[: asked.limit]
    more = page[-1].number if len(found) > asked.limit else None
    return Answer(models.OrderPage(data=[_view(call, one) for one in page], next_cursor=more))


def one(call: Call) -> Answer:
    return Answer(_view(call, _mine(call)))


def cancel(call: Call) -> Answer:
    """One that is over already stays as it is."""
    found = _mine(call)
    if orders.cancel(call.context, call.connection, number=found.number) == "taken":
        raise Problem("order-not-open")
    return Answer(_view(call, _mine(call)))


def refund(call: Call) -> Answer:
    asked: models.NewRefund = call.body
    number = _mine(call).number
    try:
        outcome = web_orders.refund(
            call.context,
            call.connection,
            shop_id=call.caller.shop_id,
            number=number,
            amount=asked.amount,
            reference=asked.reference,
        )
    except RuleBroken as error:
        raise Problem("refund-not-taken", error.code) from error
    if outcome == "not_accepted":
        raise Problem("order-not-accepted")
    if outcome == "other_amount":
        raise Problem("reference-used")
    so_far = _mine(call).refunded
    told = models.RefundView(order=number, amount=asked.amount, reference=asked.reference, refunded=so_far)
    return Answer(told, 201)


def payouts(call: Call) -> Answer:
    asked: models.PageQuery = call.query
    shop_id, before = call.caller.shop_id, 0
    if asked.cursor:
        before = store.paid_id(call.connection, shop_id=shop_id, reference=asked.cursor) or _no_cursor()
    found = store.paid(call.connection, shop_id=shop_id, limit=asked.limit + 1, before=before)
    page = found[: asked.limit]
    return Answer(
        models.PayoutPage(
            data=[_payout(row) for row in page],
            next_cursor=page[-1].reference if len(found) > asked.limit else None,
            due=owed(call.connection, shop_id, rules=call.context.rules),
        )
    )


def _mine(call: Call) -> WebOrderRow:
    found = store.by_number(
        call.connection,
        shop_id=call.caller.shop_id,
        number=call.path["number"],
        now=call.context.clock(),
    )
    if found is None:
        raise Problem("not-found")
    return found


def _found(call: Call, cursor: str) -> WebOrderRow:
    now = call.context.clock()
    found = store.by_number(call.connection, shop_id=call.caller.shop_id, number=cursor, now=now)
    return found or _no_cursor()


def _no_cursor() -> NoReturn:
    raise Problem("invalid", errors=[FieldError("it is no cursor of ours", parameter="cursor")])


def _view(call: Call, row: WebOrderRow) -> models.OrderView:
    accepted: datetime | None = row.settled_at if row.loan else None
    return models.OrderView(
        number=row.number,
        state=row.state,
        price=row.price,
        refunded=row.refunded,
        reference=row.reference,
        description=row.description,
        customer_phone=row.address or None,
        checkout_url=f"{call.base_url}/checkout/{row.token}" if row.token else None,
        return_url=row.return_url or None,
        created_at=row.created_at,
        expires_at=row.expires_at,
        accepted_at=accepted,
        handed_over_at=row.handed_over_at,
    )


def _payout(row: PaidRow) -> models.PayoutView:
    return models.PayoutView(
        reference=row.reference,
        amount=row.amount,
        paid_at=row.at,
        order=row.order,
        order_reference=row.order_reference,
    )


_SAME = {"number": "$response.body#/number"}
OPERATIONS = (
    Operation(
        "makeOrder", "POST", "/orders", "orders:write", "Make an order", make, models.OrderView, 201,
        body=models.NewOrder, problems=("price-not-taken",),
        links={"getOrder": _SAME, "cancelOrder": _SAME, "returnGoods": _SAME},
    ),
    Operation(
        "listOrders", "GET", "/orders", "orders:read", "Your orders, the newest first", listed, models.OrderPage,
        query=models.OrderQuery,
    ),
    Operation(
        "getOrder", "GET", "/orders/<number>", "orders:read", "One order", one, models.OrderView,
    ),
    Operation(
        "cancelOrder", "POST", "/orders/<number>/cancel", "orders:write",
        "Nobody can take it any more; one that is over stays as it is", cancel, models.OrderView,
        problems=("order-not-open",),
    ),
    Operation(
        "returnGoods", "POST", "/orders/<number>/refunds", "refunds:write",
        "Goods came back: so much of the price is no longer owed", refund, models.RefundView, 201,
        body=models.NewRefund, problems=("order-not-accepted", "refund-not-taken", "reference-used"),
    ),
    Operation(
        "listPayouts", "GET", "/payouts", "payouts:read", "What you were paid, the newest first", payouts,
        models.PayoutPage, query=models.PageQuery,
    ),
)  # fmt: skip
