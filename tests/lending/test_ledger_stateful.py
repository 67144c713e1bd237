"""Random lives of a loan: after every step the books must hold, and replaying them must give the same loan.

QIST_LEDGER_LIVES in the environment sets the number of lives of up to 50 steps each.
"""

import os
from datetime import timedelta
from typing import ClassVar

from hypothesis import HealthCheck, reject, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from bot.lending import ledger
from bot.lending.accounts import NATURE, Account
from bot.lending.hardship import extend, longest_extension, smaller_installments
from bot.lending.plans import TERMS, Payday, RuleBroken, Terms
from bot.lending.statement import key_facts

from .cases import DAY, LOAN, SMALL, Book, after, again, offer

ENOUGH = 20_000  # steps in every run of the tests
LIVES = int(os.environ.get("QIST_LEDGER_LIVES", "550"))
PAYDAYS = [Payday("daily"), Payday("weekly", 4), Payday("monthly", 31), Payday("monthly", 5)]
DOWN = Terms("down", 3, "month", advance=True, markup_bp=300, down_bp=3_300)
amounts = st.integers(1, 400_000)


class Life(RuleBasedStateMachine):
    steps: ClassVar[int] = 0

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
        self.facts = key_facts(agreed, reference=LOAN, rules=SMALL)
        self.dues = {part.number: part.due for part in agreed.installments}
        self.day = self.count = self.extensions = 0
        self.received = {}
        self.suspended = {}
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

    @property
    def when(self):
        return {"at": after(self.day)}

    @property
    def unpaid(self):
        return {part.number: self.dues[part.number] for part in self.now.installments if not part.settled}

    @rule(days=st.integers(1, 20))
    def days_pass(self, days):
        self.day += days
        earned = ledger.newly_earned(self.book.offer, balance=self.now, on=self.today)
        if earned:
            self.book.add(ledger.earn(loan=LOAN, amounts=earned, reference=self.reference("E"), **self.when))

    @rule(amount=amounts, told_late=st.integers(0, 5))
    def pay(self, amount, told_late):
        reference = self.reference("P")
        self.received[reference] = amount
        self.book.settle(amount / 100, reference, day=max(0, self.day - told_late), told=self.day)

    @rule(more=st.integers(-200, 200))
    def pay_everything(self, more):
        quote = ledger.settlement_quote(self.book.offer, balance=self.now, on=self.today)
        amount = max(1, quote.amount + more)
        reference = self.reference("P")
        self.received[reference] = amount
        self.book.settle(amount / 100, reference, day=self.day)
        assert more < 0 or self.now.settled

    @rule(amount=amounts)
    def pay_without_saying_for_what(self, amount):
        reference = self.reference("S")
        self.suspended[reference] = amount
        self.book.add(ledger.suspend(reference=reference, provider="jazzcash", amount=amount, **self.when))

    @precondition(lambda self: self.suspended)
    @rule()
    def an_agent_finds_the_loan(self):
        reference, amount = self.suspended.popitem()
        self.received[f"placed:{reference}"] = amount
        self.book.settle(amount / 100, f"placed:{reference}", day=self.day, provider=None)

    @precondition(lambda self: self.received)
    @rule(data=st.data())
    def bounce(self, data):
        reference = data.draw(st.sampled_from(sorted(self.received)))
        added = self.book.bounce(reference, day=self.day)
        assert bool(added) is (reference not in self.bounced)
        if added and reference.startswith("placed:"):
            self.book.add(ledger.reverse(self.book.named(reference.removeprefix("placed:")), **self.when))
        self.bounced.add(reference)

    @rule(data=st.data())
    def late_charge(self, data):
        number = data.draw(st.sampled_from(sorted(self.dues)))
        now = {"balance": self.now, "on": self.today, "facts": self.facts, "rules": SMALL, **self.when}
        try:
            self.book.add(ledger.late_charge(loan=LOAN, installment=number, due=self.dues[number], **now))
        except RuleBroken:
            return
        assert (self.today - self.dues[number]).days > SMALL.late_grace_days

    @rule()
    def waive(self):
        now = {"balance": self.now, "reference": self.reference("V"), **self.when}
        self.book.add(ledger.waive_late_charges(loan=LOAN, **now))
        assert not any(part.late for part in self.now.open)

    @precondition(lambda self: self.day < 1 and self.book.named("cancel:QS-1") is None)
    @rule()
    def cancel(self):
        self.book.add(ledger.cancel_cooling_off(loan=LOAN, balance=self.now, **self.when))
        assert self.now.unearned == self.now.earned == 0

    @rule(amount=amounts)
    def goods_come_back(self, amount):
        reference = self.reference("G")
        try:
            back = ledger.refund(loan=LOAN, balance=self.now, amount=amount, reference=reference, **self.when)
        except RuleBroken:
            assert self.now.written_off or amount > self.now.principal
            return
        self.book.add(back)
        self.book.forgive(reference, day=self.day)

    @precondition(lambda self: self.now.credit > 0)
    @rule(data=st.data())
    def pay_credit_out(self, data):
        amount = data.draw(st.integers(1, self.now.credit))
        asked = {"amount": amount, "balance": self.now, **self.when}
        self.book.add(ledger.request_payout(reference=self.reference("R"), **asked))
        paid = {"provider": "jazzcash", "amount": amount, "loan": LOAN, **self.when}
        self.book.add(ledger.pay_out(reference=self.reference("R"), **paid))

    @precondition(lambda self: self.unpaid)
    @rule(data=st.data())
    def move_what_is_unpaid(self, data):
        used = {"agreed_on": DAY, "extensions_used": self.extensions}
        longest = longest_extension(unpaid=self.unpaid, rules=SMALL, **used)
        if longest:
            days = data.draw(st.integers(1, longest))
            self.dues |= extend(unpaid=self.unpaid, by_days=days, rules=SMALL, **used)
            self.extensions += 1

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
                rules=SMALL,
                **self.when,
            )
        except RuleBroken:
            return
        self.book.add(spread.posting)
        self.dues |= {part.number: part.due for part in spread.installments}

    @precondition(lambda self: self.day > 60)
    @rule(relief=st.booleans())
    def write_off(self, relief):
        lost = {"balance": self.now, "reference": self.reference("W"), "relief": relief, **self.when}
        self.book.add(ledger.write_off(loan=LOAN, **lost))
        assert self.now.settled

    @invariant()
    def the_books_hold(self):
        Life.steps += 1
        assert self.book.problems_now() == []

    @invariant()
    def the_plan_keeps_its_caps(self):
        assert self.book.offer.annual_rate <= 74
        assert all((due - DAY).days <= 90 for due in self.dues.values())
        assert sum(part.amount for part in self.book.offer.installments) == self.book.offer.total

    @invariant()
    def cash_is_what_came_in_less_what_went_out(self):
        came = sum(amount for reference, amount in self.received.items() if reference not in self.bounced)
        out = self.book.moved("paid_out", "cash:jazzcash")
        assert self.book.stands("cash:jazzcash") == came + sum(self.suspended.values()) + out

    @invariant()
    def the_customer_pays_no_more_than_agreed(self):
        now = self.now
        late = sum(part.late_charged for part in now.installments)
        assert now.paid <= self.book.offer.total + late
        assert now.charges <= self.book.offer.principal

    @invariant()
    def nothing_that_we_owe_or_lost_is_negative(self):
        for account, nature in NATURE.items():
            if nature in ("liability", "income"):
                assert self.book.stands(account) <= 0, account
        assert self.book.stands(Account.WRITE_OFF) >= 0
        assert self.book.stands(Account.CHARGEBACK_RECEIVABLE) >= 0

    def teardown(self):
        if hasattr(self, "book"):
            assert self.book.problems() == []
            assert ledger.balance(map(again, self.book.postings), loan=LOAN) == self.now


Life.TestCase.settings = settings(
    max_examples=LIVES, stateful_step_count=50, suppress_health_check=list(HealthCheck)
)


class TestLives(Life.TestCase):
    def runTest(self):
        super().runTest()
        print(f"{Life.steps} steps")
        assert Life.steps >= ENOUGH
