"""Random lives of a loan: after every step the books must hold, and replaying them must give the same loan.

QIST_LEDGER_EXAMPLES in the environment raises the number of lives (each up to 40 steps).
"""

import os
from datetime import timedelta

from hypothesis import HealthCheck, reject, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from bot.lending import ledger
from bot.lending.accounts import NATURE, Account
from bot.lending.hardship import smaller_installments
from bot.lending.plans import TERMS, Payday, RuleBroken, Terms
from bot.lending.statement import key_facts

from .cases import DAY, LOAN, SMALL, Book, after, offer

LIVES = int(os.environ.get("QIST_LEDGER_EXAMPLES", "60"))
PAYDAYS = [Payday("daily"), Payday("weekly", 4), Payday("monthly", 31), Payday("monthly", 5)]
DOWN = Terms("down", 3, "month", advance=True, markup_bp=300, down_bp=3_300)
amounts = st.integers(1, 400_000)


class Life(RuleBasedStateMachine):
    @initialize(
        price=st.integers(1_000, 2_000_000),
        terms=st.sampled_from((*TERMS, DOWN)),
        payday=st.sampled_from(PAYDAYS),
    )
    def agree(self, price, terms, payday):
        try:
            agreed = offer(price / 100, terms, payday=payday)
        except (
            RuleBroken
        ):  # a small price and an early payday can be dearer than the yearly cap: no such plan
            reject()
        self.book = Book(agreed, shop_discount=price // 50)
        self.day = 0
        self.count = 0
        self.received = {}
        self.bounced = set()

    def reference(self, letter):
        self.count += 1
        return f"{letter}{self.count}"

    @property
    def now(self):
        return self.book.now

    @property
    def today(self):
        return DAY + timedelta(days=self.day)

    @rule(days=st.integers(1, 20))
    def days_pass(self, days):
        self.day += days
        amounts = ledger.newly_earned(self.book.offer, balance=self.now, on=self.today)
        if amounts:
            self.book.add(
                ledger.earn(loan=LOAN, amounts=amounts, reference=self.reference("E"), at=after(self.day))
            )

    @rule(amount=amounts)
    def pay(self, amount):
        reference = self.reference("P")
        self.received[reference] = amount
        self.book.pay(amount / 100, reference, day=self.day)

    @rule(more=st.integers(-200, 200))
    def pay_everything(self, more):
        quote = ledger.settlement_quote(self.book.offer, balance=self.now, on=self.today)
        amount = max(1, quote.amount + more)
        reference = self.reference("P")
        self.received[reference] = amount
        self.book.settle(amount / 100, reference, day=self.day)
        assert more < 0 or self.now.settled

    @precondition(lambda self: self.received)
    @rule(data=st.data())
    def bounce(self, data):
        reference = data.draw(st.sampled_from(sorted(self.received)))
        added = self.book.bounce(reference, day=self.day)
        assert bool(added) is (reference not in self.bounced)
        self.bounced.add(reference)

    @rule(data=st.data())
    def late_charge(self, data):
        parts = self.book.offer.installments
        part = data.draw(st.sampled_from(parts))
        facts = key_facts(self.book.offer, reference=LOAN, rules=SMALL)
        now = {"balance": self.now, "on": self.today, "at": after(self.day), "facts": facts, "rules": SMALL}
        try:
            charged = ledger.late_charge(loan=LOAN, installment=part.number, due=part.due, **now)
        except RuleBroken:
            return
        self.book.add(charged)

    @rule()
    def waive(self):
        reference = self.reference("V")
        self.book.add(
            ledger.waive_late_charges(loan=LOAN, balance=self.now, reference=reference, at=after(self.day))
        )

    @precondition(
        lambda self: self.day < 1 and "cancel:QS-1" not in {one.reference for one in self.book.postings}
    )
    @rule()
    def cancel(self):
        self.book.add(ledger.cancel_cooling_off(loan=LOAN, balance=self.now, at=after(self.day)))

    @rule(amount=amounts)
    def goods_come_back(self, amount):
        back = {"amount": amount, "reference": self.reference("G"), "at": after(self.day)}
        try:
            self.book.add(ledger.refund(loan=LOAN, balance=self.now, **back))
        except RuleBroken:
            assert self.now.written_off or amount > self.now.principal

    @precondition(lambda self: self.now.credit > 0)
    @rule(data=st.data())
    def pay_credit_out(self, data):
        amount = data.draw(st.integers(1, self.now.credit))
        at = after(self.day)
        asked = {"amount": amount, "balance": self.now, "at": at}
        self.book.add(ledger.request_payout(reference=self.reference("R"), **asked))
        paid = {"provider": "jazzcash", "amount": amount, "loan": LOAN, "at": at}
        self.book.add(ledger.pay_out(reference=self.reference("R"), **paid))

    @precondition(lambda self: self.day < 80)
    @rule(count=st.integers(2, 4))
    def spread(self, count):
        try:
            spread = smaller_installments(
                loan=LOAN,
                balance=self.now,
                count=count,
                first_due=self.today + timedelta(days=1),
                every_days=3,
                agreed_on=DAY,
                reference=self.reference("H"),
                at=after(self.day),
                rules=SMALL,
            )
        except RuleBroken:
            return
        self.book.add(spread.posting)

    @precondition(lambda self: self.day > 60)
    @rule(relief=st.booleans())
    def write_off(self, relief):
        reference = self.reference("W")
        self.book.add(
            ledger.write_off(
                loan=LOAN, balance=self.now, reference=reference, at=after(self.day), relief=relief
            )
        )

    @invariant()
    def the_books_hold(self):
        assert self.book.problems() == []

    @invariant()
    def references_are_unique(self):
        references = [posting.reference for posting in self.book.postings]
        assert len(references) == len(set(references))

    @invariant()
    def cash_is_what_came_in_less_what_went_out(self):
        came = sum(amount for reference, amount in self.received.items() if reference not in self.bounced)
        out = sum(
            entry.amount
            for posting in self.book.postings
            if posting.kind == "paid_out"
            for entry in posting.entries
            if entry.account.startswith("cash")
        )
        assert self.book.stands("cash:jazzcash") == came + out

    @invariant()
    def the_customer_pays_no_more_than_agreed(self):
        now = self.now
        offer_ = self.book.offer
        late = sum(part.late_charged for part in now.installments)
        assert now.paid <= offer_.total + late
        assert now.charges <= offer_.principal

    @invariant()
    def nothing_that_we_owe_or_lost_is_negative(self):
        for account, nature in NATURE.items():
            if nature in ("liability", "income") and account != Account.SUSPENSE:
                assert self.book.stands(account) <= 0, account
        assert self.book.stands(Account.WRITE_OFF) >= 0
        assert self.book.stands(Account.CHARGEBACK_RECEIVABLE) >= 0


Life.TestCase.settings = settings(
    max_examples=LIVES, stateful_step_count=40, deadline=None, suppress_health_check=list(HealthCheck)
)
TestLife = Life.TestCase
