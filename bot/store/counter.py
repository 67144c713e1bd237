"""What a shop may know at its counter, read from the store when it is asked for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, func, select

from bot.lending.accounts import Account
from bot.lending.counter import Counter, Read, Sale, Sums
from bot.lending.facts import Shop
from bot.lending.hours import PAKISTAN, midnight
from bot.lending.ledger import balance
from bot.lending.rules import Rules
from bot.store import books, conversations, handovers, loans, payouts, shops, tables
from bot.store.loans import LOAN, LoanRow
from bot.store.orders import ORDER
from bot.store.shops import ShopRow
from bot.store.tables import table
from bot.store.vault import Vault

ENTRY, POSTING = table(tables.EntryRow), table(tables.PostingRow)
RECENT = 4  # sales a shop chooses among when goods come back
LOOKED_AT = 12
AN_HOUR, A_WEEK = timedelta(hours=1), timedelta(days=7)


def counter(
    connection: Connection, phones: Sequence[str], *, now: datetime, vault: Vault, rules: Rules
) -> Counter | None:
    """Of the shop whose proven telephone is one of these; None when there is none."""
    found = shops.at_phone(connection, phones) if phones else None
    if found is None:
        return None
    look = _Look(connection, found, now, vault, rules)
    return Counter(
        shop=Shop(found.code, found.name, found.discount_bp),
        code=look.code,
        sale=look.sale,
        recent=look.recent,
        sums=look.sums,
        may_open=look.may_open,
        order_of=look.order_of,
    )


def code_is(
    connection: Connection, *, shop_id: int, code: str, loan: str, now: datetime, vault: Vault, rules: Rules
) -> Read:
    """What a code is that a shop sent. Shop and plan are held until the transaction is over."""
    locked = handovers.hold_shop(connection, shop_id).locked_at is not None
    left = 0 if locked else _left(connection, shop_id, now, rules)
    if locked:
        return Read("locked")
    found = handovers.with_code(connection, shop_id=shop_id, code=code, loan=loan, vault=vault)
    in_order = sorted(found, key=lambda one: one[::-1])  # by customer, as whoever holds several takes them
    held = {number: _held(connection, number, customer) for number, customer in in_order}
    plans = [held[number] for number, _ in found]
    # Held only now: one may have been left since it was found.
    open_ = [plan for plan in plans if plan.in_shop]
    used = [plan for plan in plans if plan.handed_over_at is not None]
    if len(open_) > 1:
        return Read("shared", left=left)
    if open_:
        return Read("right", _sale(connection, open_[0]))
    if used:
        return Read("used", _sale(connection, used[0]))
    return Read("wrong", left=left - 1)


def _held(connection: Connection, number: str, customer_id: int) -> LoanRow:
    """The customer's turn first, then the plan: as everybody who writes takes them."""
    conversations.lock(connection, customer_id=customer_id)
    plan = loans.by_number(connection, number, lock=True)
    assert plan is not None  # plans are never deleted
    return plan


def _left(connection: Connection, shop_id: int, now: datetime, rules: Rules) -> int:
    """Wrong codes that a shop may still send before none is taken."""
    hour = handovers.wrong_since(connection, shop_id=shop_id, moment=now - AN_HOUR)
    week = handovers.wrong_since(connection, shop_id=shop_id, moment=now - A_WEEK)
    return min(rules.handover_tries - hour, rules.handover_tries_week - week)


def _sale(connection: Connection, plan: LoanRow) -> Sale:
    stands = balance(books.of_loan(connection, plan.number), loan=plan.number)
    returnable = 0 if stands.written_off else stands.principal
    return Sale(plan.number, plan.offer.principal, plan.accepted_at, plan.handed_over_at, returnable)


@dataclass(frozen=True, slots=True)
class _Look:
    connection: Connection
    shop: ShopRow
    now: datetime
    vault: Vault
    rules: Rules

    def code(self, code: str, loan: str) -> Read:
        return code_is(
            self.connection,
            shop_id=self.shop.id,
            code=code,
            loan=loan,
            now=self.now,
            vault=self.vault,
            rules=self.rules,
        )

    def sale(self, number: str) -> Sale | None:
        plan = loans.by_number(self.connection, number)
        if plan is None or plan.shop_id != self.shop.id:
            return None
        return _sale(self.connection, _held(self.connection, number, plan.customer_id))

    def recent(self) -> tuple[Sale, ...]:
        mine = select(LOAN.c.number).where(LOAN.c.shop_id == self.shop.id, LOAN.c.handed_over_at.is_not(None))
        newest = self.connection.execute(mine.order_by(LOAN.c.id.desc()).limit(LOOKED_AT)).scalars().all()
        plans = [loans.by_number(self.connection, number) for number in newest]
        sales = (_sale(self.connection, plan) for plan in plans if plan)
        return tuple(sale for sale in sales if sale.returnable)[:RECENT]

    def sums(self) -> Sums:
        today_began = midnight(self.now.astimezone(PAKISTAN).date())
        today = [price for price in self._prices(LOAN.c.accepted_at >= today_began) if price]
        waiting = LOAN.c.handed_over_at.is_(None) & LOAN.c.called_off_at.is_(None)
        shelved = [price for price in self._prices(waiting) if price]
        paid, paid_on = self._last_paid()
        return Sums(
            sales=len(today),
            sold=sum(today),
            waiting=len(shelved),
            shelved=sum(shelved),
            due=payouts.owed(self.connection, self.shop.id, rules=self.rules),
            paid=paid,
            paid_on=paid_on,
        )

    def may_open(self) -> bool:
        mine = (ORDER.c.shop_id == self.shop.id) & (ORDER.c.source == "shop")
        begun = select(func.count()).where(mine, ORDER.c.created_at > self.now - AN_HOUR)
        return int(self.connection.execute(begun).scalar_one()) < self.rules.orders_per_hour

    def order_of(self, address: str, price: int) -> str:
        mine = (ORDER.c.shop_id == self.shop.id) & (ORDER.c.address == address) & (ORDER.c.source == "shop")
        same = mine & (ORDER.c.price == price) & (ORDER.c.state == "open") & (ORDER.c.expires_at > self.now)
        newest = select(ORDER.c.number).where(same).order_by(ORDER.c.id.desc()).limit(1)
        return str(self.connection.execute(newest).scalar() or "")

    def _prices(self, which: Any) -> list[int]:
        """What goods are worth that this shop has sold and not taken back."""
        sold = self._of_account(Account.MERCHANT_PAYABLE, POSTING.c.kind == "accept")
        back = self._of_account(Account.SHOP_REFUND_RECEIVABLE, POSTING.c.kind == "refund")
        query = select(sold, back).where(LOAN.c.shop_id == self.shop.id, which)
        return [-(row[0] or 0) - (row[1] or 0) for row in self.connection.execute(query)]

    def _of_account(self, account: Account, kind: Any) -> Any:
        return (
            select(func.sum(ENTRY.c.amount))
            .join(POSTING, POSTING.c.id == ENTRY.c.posting_id)
            .where(ENTRY.c.loan == LOAN.c.number, ENTRY.c.account == account, kind)
            .scalar_subquery()
        )

    def _last_paid(self) -> tuple[int, Any]:
        """What the last day of payments to this shop brought."""
        query = (
            select(ENTRY.c.amount, POSTING.c.at)
            .join_from(ENTRY, POSTING, POSTING.c.id == ENTRY.c.posting_id)
            .join(LOAN, LOAN.c.number == ENTRY.c.loan)
            .where(LOAN.c.shop_id == self.shop.id, POSTING.c.kind == "merchant_paid")
            .where(ENTRY.c.account == Account.MERCHANT_PAYABLE)
            .order_by(POSTING.c.id.desc())
            .limit(500)
        )
        rows = [(row[0], row[1].astimezone(PAKISTAN).date()) for row in self.connection.execute(query)]
        last = rows[0][1] if rows else None
        return sum(amount for amount, day in rows if day == last), last
