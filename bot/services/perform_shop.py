"""Commands of a shop's conversation: its telephone proven, codes, sales begun by text, goods taken back."""

from collections.abc import Callable
from typing import Any

from bot.conversation.turn import Say
from bot.lending import ledger
from bot.lending.commands import (
    CancelOrder,
    CancelPlan,
    DenyShop,
    HandOver,
    OpenOrder,
    ProveShop,
    ReturnGoods,
    WrongCode,
)
from bot.services import handover, order_word, orders, payouts, shop_word
from bot.services.plan_books import hold
from bot.services.return_goods import give_back, take_back
from bot.services.stage import Stage
from bot.store import conversations, loans, shops
from bot.store import orders as order_rows
from bot.store.shops import ShopRow


def _prove(stage: Stage, command: ProveShop) -> None:
    """From now on what this telephone says is the shop's. An SMS reaches it, wherever it answered."""
    phone = stage.line.address
    if shops.prove(stage.connection, code=command.code, phone=phone, at=stage.now):
        conversations.line_of(stage.connection, channel="sms", address=phone, at=stage.now)


def _deny(stage: Stage, command: DenyShop) -> None:
    shops.deny(stage.connection, code=command.code, phone=stage.line.address, at=stage.now)


def _hand_over(stage: Stage, command: HandOver) -> None:
    handover.done(stage.connection, loan=command.loan, at=stage.now)


def _wrong_code(stage: Stage, command: WrongCode) -> None:
    shop = _own_shop(stage)
    handover.wrong(stage.context, stage.connection, shop_id=shop.id, locks=command.locks, at=stage.now)


def _open_order(stage: Stage, command: OpenOrder) -> None:
    """The newest price for a telephone is the one that counts."""
    order_word.hold(stage.connection, command.address)
    for number in order_rows.open_for(stage.connection, shop_id=_own_shop(stage).id, address=command.address):
        orders.cancel(stage.context, stage.connection, number=number)
    made = orders.open_order(
        stage.context,
        stage.connection,
        shop=command.shop,
        price=command.price,
        source="shop",
        address=command.address,
        number=command.number,
    )
    order_word.tell(stage.context, stage.connection, order=made)


def _cancel_order(stage: Stage, command: CancelOrder) -> None:
    orders.cancel(stage.context, stage.connection, number=command.number)


def _return_goods(stage: Stage, command: ReturnGoods) -> None:
    """The flow has looked, and holds the plan since: the rules allow it."""
    held = hold(stage.connection, command.loan)
    assert held is not None and held.plan.shop_id == _own_shop(stage).id
    give_back(stage.context, held, amount=command.amount, reference=command.reference, door="return_by_text")


def _cancel_plan(stage: Stage, command: CancelPlan) -> None:
    """The 24-hour way out. Before the goods were handed over the sale is undone as a whole, and the shop told."""
    held = hold(stage.connection, command.loan)
    assert held is not None  # the flow found it in this very transaction
    loans.set_state(stage.connection, loan=command.loan, state="cancelled", at=stage.now)
    taken_back = ledger.cancel_cooling_off(loan=command.loan, balance=held.balance, at=stage.now)
    held.write([taken_back], at=stage.now)
    if not held.plan.in_shop or held.balance.principal <= 0:
        return
    take_back(stage.context, held, amount=held.balance.principal, reference="", door="called_off")
    payouts.ask_back(stage.context, stage.connection, loan=command.loan, reference=stage.context.fresh())
    shop = shops.by_code(stage.connection, held.plan.shop_code)
    assert shop is not None
    say = Say("shop.called_off", {"loan": command.loan})
    shop_word.tell(stage.context, stage.connection, shop=shop, say=say, at=stage.now)


def _own_shop(stage: Stage) -> ShopRow:
    shop = shops.at_phone(stage.connection, [stage.line.address])
    assert shop is not None  # the flow has found it in this very transaction
    return shop


SHOP: dict[type, Callable[[Stage, Any], None]] = {
    ProveShop: _prove,
    DenyShop: _deny,
    HandOver: _hand_over,
    WrongCode: _wrong_code,
    OpenOrder: _open_order,
    CancelOrder: _cancel_order,
    ReturnGoods: _return_goods,
    CancelPlan: _cancel_plan,
}
