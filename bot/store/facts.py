"""Facts for one turn, read from the store. What is expensive or rarely needed is looked up only when asked."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import Connection, select

from bot.lending.applicant import BureauReport
from bot.lending.counter import Counter
from bot.lending.facts import Due, Facts, LastPayment, Loan, Order, Person, Shop
from bot.lending.hardship import Smaller, longest_extension, smaller_offer
from bot.lending.hours import PAKISTAN
from bot.lending.ledger import LoanBalance, balance, settlement_quote
from bot.lending.rules import Rules
from bot.lending.schedule import Payday
from bot.store import (
    books,
    complaints,
    conversations,
    customers,
    decisions,
    handovers,
    loans,
    orders,
    papers,
    schedule,
    shops,
)
from bot.store.counter import counter
from bot.store.history import good_plans
from bot.store.vault import Vault


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads the facts of a customer inside a transaction."""

    connection: Connection
    vault: Vault
    rules: Rules
    pay_url: str
    bureau: Callable[[str, str, date], BureauReport] | None = None

    def facts(self, customer_id: int, *, now: datetime, fresh: str, address: str = "") -> Facts:
        """`address`: the telephone that writes, for what a shop does from its own."""
        row: Any = self.connection.execute(
            select(customers.CUSTOMER).where(customers.CUSTOMER.c.id == customer_id)
        ).one()
        held = loans.of_customer(self.connection, customer_id)
        calendar = Calendar.of(self.connection, held)
        promised = loans.promises(self.connection, [loan.number for loan in held]) if held else []
        return Facts(
            now=now,
            fresh=fresh,
            consented=row.consented_at is not None,
            person=_person(row),
            loans=tuple(self._loan(loan, promised, calendar, now) for loan in held),
            last_payment=self._last_payment(held),
            paused=row.paused_reason,
            rules=self.rules,
            pay_url=self.pay_url,
            shop=self._shop,
            cnic_elsewhere=lambda cnic: customers.cnic_elsewhere(
                self.connection, customer_id=customer_id, cnic=cnic, vault=self.vault
            ),
            pin_matches=lambda pin: customers.is_pin(row, pin, vault=self.vault),
            bureau=lambda name, born: self._report(customer_id, name, born),
            good_plans=lambda: good_plans(self.connection, held, rules=self.rules),
            weighed=lambda: decisions.weighed(self.connection, customer_id),
            complaint=lambda: complaints.open_number(self.connection, customer_id),
            smaller=lambda number: self._smaller(held, number, now),
            has_calendar=lambda: papers.has(self.connection, customer_id=customer_id, kind="calendar"),
            owner_of=lambda cnic: customers.with_cnic(self.connection, cnic=cnic, vault=self.vault),
            proves=lambda owner, pin: customers.proves(
                self.connection, customer_id=owner, pin=pin, vault=self.vault
            ),
            pin_tries_left=self.rules.pin_tries - row.pin_wrong,
            order=lambda number: self._order(number, customer_id),
            handover_code=lambda number: self._code(held, number),
            counter=cache(lambda: self._counter(address, now)),
            asks_shop=lambda code: self._asks(code, address),
        )

    def _order(self, number: str, customer_id: int) -> Order | None:
        row = orders.by_number(self.connection, number, lock=True)
        shop = self._shop(row.shop_code) if row else None
        if row is None or shop is None:
            return None
        lines = conversations.lines_of_customer(self.connection, customer_id)
        foreign = bool(row.address) and row.address not in {line.address for line in lines}
        began = (
            orders.open_for(self.connection, shop_id=row.shop_id, address=row.address) if row.address else []
        )
        return Order(
            number=row.number,
            shop=shop,
            price=row.price,
            state=row.state,
            foreign=foreign,
            loan=row.loan or "",
            instead=began[-1] if began and began[-1] != row.number else "",
            expires_at=row.expires_at,
        )

    def _code(self, held: Sequence[loans.LoanRow], number: str) -> str:
        theirs = any(row.number == number for row in held)
        return handovers.code_of(self.connection, number, vault=self.vault) if theirs else ""

    def _counter(self, address: str, now: datetime) -> Counter | None:
        phones = [address] if address else []
        return counter(self.connection, phones, now=now, vault=self.vault, rules=self.rules)

    def _asks(self, code: str, address: str) -> Shop | None:
        row = shops.by_code(self.connection, code)
        asks = row is not None and row.active and row.phone == address != "" and row.proven_at is None
        return Shop(row.code, row.name, row.discount_bp) if row and asks else None

    def _loan(
        self,
        row: loans.LoanRow,
        promises: Sequence[loans.Promise],
        calendar: "Calendar",
        now: datetime,
    ) -> Loan:
        stands = balance(books.of_loan(self.connection, row.number), loan=row.number)
        owing = {part.number for part in stands.installments if not part.settled}
        promised = [one for one in promises if one.loan == row.number and one.installment in owing]
        today = now.astimezone(PAKISTAN).date()
        return Loan(
            number=row.number,
            shop=Shop(row.shop_code, row.shop_name, row.shop_discount_bp),
            accepted_at=row.accepted_at,
            principal=row.offer.principal,
            markup=row.offer.markup,
            installments=_dues(calendar.dues.get(row.id, {}), stands),
            open=row.state != "closed",
            cancellable=row.state == "open",
            promised=max((one.day for one in promised), default=None),
            broken=max((one.broken + (one.day < today) for one in promised), default=0),
            settles_for=settlement_quote(row.offer, balance=stands, on=today).amount,
            credit=max(0, stands.credit),
            extension_days=self._extension(row, stands, calendar),
            late=sum(part.late for part in stands.open),
            returnable=0 if stands.written_off else stands.principal,
            in_shop=row.in_shop,
        )

    def _extension(self, row: loans.LoanRow, stands: LoanBalance, calendar: "Calendar") -> int:
        dues = calendar.dues.get(row.id, {})
        return longest_extension(
            unpaid={part.number: dues[part.number] for part in stands.installments if not part.settled},
            agreed_on=row.offer.agreed_on,
            extensions_used=int(row.id in calendar.extended),
            rules=self.rules,
        )

    def _smaller(self, held: Sequence[loans.LoanRow], number: str, now: datetime) -> Smaller | None:
        row = next(row for row in held if row.number == number)
        return smaller_offer(
            balance=balance(books.of_loan(self.connection, number), loan=number),
            agreed_on=row.offer.agreed_on,
            today=now.astimezone(PAKISTAN).date(),
            at=now,
            rules=self.rules,
        )

    def _report(self, customer_id: int, name: str, born: date) -> BureauReport | None:
        if self.bureau is None:
            return None
        cnic = customers.cnic(self.connection, customer_id=customer_id, vault=self.vault)
        return self.bureau(cnic, name, born) if cnic else None

    def _last_payment(self, held: list[loans.LoanRow]) -> LastPayment | None:
        if not held:
            return None
        row = loans.last_payment(self.connection, [loan.number for loan in held])
        return LastPayment(row.amount, row.at, row.loan) if row else None

    def _shop(self, code: str) -> Shop | None:
        row = loans.shop_by_code(self.connection, "".join(code.split()).upper())
        return Shop(row.code, row.name, row.discount_bp) if row else None


@dataclass(frozen=True, slots=True)
class Calendar:
    """When the instalments of some plans are due now, and which plans have used their extension."""

    dues: Mapping[int, Mapping[int, date]]
    extended: Collection[int]

    @classmethod
    def of(cls, connection: Connection, held: Sequence[loans.LoanRow]) -> "Calendar":
        ids = [row.id for row in held]
        return (
            cls(schedule.dues(connection, ids), schedule.extensions(connection, ids)) if ids else cls({}, ())
        )


def _dues(days: Mapping[int, date], stands: LoanBalance) -> tuple[Due, ...]:
    """An instalment whose debt was spread over others is left out, unless some of it was paid."""
    return tuple(
        Due(now.number, days[now.number], now.billed, now.billed - now.outstanding)
        for now in stands.installments
        if now.billed
    )


def _person(row: Any) -> Person:
    return Person(
        name=row.name,
        cnic_masked=row.cnic_masked,
        born=row.born,
        income=row.income,
        obligations=row.obligations,
        payday=Payday(row.payday_kind, row.payday_day) if row.payday_kind else None,
        limit=row.credit_limit,
        refused=row.refused_at is not None,
        pin_set=row.pin_hash is not None,
        pin_locked=row.pin_locked_at is not None,
        unlocked_until=row.unlocked_until,
    )
