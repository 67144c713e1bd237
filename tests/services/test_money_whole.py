"""Random days of the whole business: sales, money by every door, returns, the way out, bounces, files, payouts.

After every step the books hold, and say what the providers, the bank and the shop saw. QIST_MONEY_LIVES in the
environment sets the number of lives of up to 40 steps each.
"""

import os
import tempfile
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from lender import agree, ask_for, do, open_account, stands
from sqlalchemy import text
from world import World

from bot.lending.caps import RuleBroken
from bot.lending.commands import CancelPlan, ReturnGoods
from bot.lending.hours import PAKISTAN
from bot.lending.terms import PAY3
from bot.payments.columns import columns_of
from bot.payments.onebill import named
from bot.payments.ports import Paid, TakenBack
from bot.payments.settlement_file import BadFile
from bot.payments.transfers import Answer
from bot.services import bills, clear_payments, handover, payout_files, payouts, shop_money, web_orders
from bot.services.desk import approvals
from bot.services.reconcile import reconcile
from bot.services.record_payment import record_payment
from bot.services.return_goods import return_goods
from bot.services.reverse_payment import take_back
from bot.store import counter as counters
from bot.store import loans
from bot.store import payouts as stored
from bot.store.payouts import PAYEES

LIVES = int(os.environ.get("QIST_MONEY_LIVES", "4"))
PRICE = 1_000_000
SHOP_PHONE = "+923000000901"
AMOUNTS = st.sampled_from((1, 100, 348_400, 350_000, PRICE, 2 * PRICE))
PARTS = st.sampled_from((100, 250_000, 333_333, PRICE))
WORDS = st.sampled_from(("R1", "R2", "called_off", "shop:R1", "R1~reversed"))
HEADS = {
    "sandbox": "transaction,reference,amount,at,result",
    "jazzcash": "Transaction Reference,Bill Reference,Transaction Amount,Transaction Date Time,Status",
    "onebill": "Tran Auth ID,Consumer Number,Amount,Tran Date Time",
    "raast": "End To End ID,Bill Reference,Amount,Date Time,Status",
}


@dataclass
class Sale:
    """A plan as the shop, its customer and the providers saw it, kept apart from the books."""

    loan: str
    number: str
    order: str
    phone: str
    at: object
    returned: int = 0
    handed_over: bool = False
    called_off: bool = False
    left: bool = False
    returns: dict = field(default_factory=dict)


@dataclass
class Money:
    """A payment as its provider knows it. `told`: we have heard of it, `gone`: the provider took it back."""

    paid: Paid
    loan: str
    told: bool = False
    gone: bool = False


class Business(RuleBasedStateMachine):
    @initialize(netted=st.booleans())
    def opens(self, netted):
        self.folder = tempfile.TemporaryDirectory(prefix="qist-money-")
        self.world = World(Path(self.folder.name))
        open_account(self.world)
        desk = replace(self.world.context.desk, two_eyes_above=3 * PRICE)
        self.world.context = replace(
            self.world.context, rules=replace(self.world.context.rules, discount_is_netted=netted), desk=desk
        )
        self.saima = self.world.agent("saima")
        self.sales, self.money, self.answers = [], [], []
        self.carried_out, self.moved = Counter(), Counter()
        with self.world.context.database.transaction() as connection:
            self.shop_id = loans.shop_by_code(connection, "101").id

    def teardown(self):
        if hasattr(self, "world"):
            self.ends()
            self.world.close()
            self.folder.cleanup()

    # Sales

    @precondition(lambda self: len(self.sales) < 4)
    @rule(terms=st.sampled_from((PAY3, replace(PAY3, markup_bp=0))))
    def buys(self, terms):
        """Without a mark-up the shop pays its share."""
        loan, phone = str(10_000_001 + len(self.sales)), f"+92300000{1000 + len(self.sales)}"
        with self.world.context.database.transaction() as connection:
            order = web_orders.open_order(
                self.world.context, connection, shop="101", price=PRICE, reference="W", description="", address="",
                return_url="", expires_at=None,
            )  # fmt: skip
        agree(self.world, loan=loan, price=PRICE, number=phone, order=order.number, terms=terms)
        self.sales.append(Sale(loan, phone, order.number, phone, self.world.now))

    @precondition(lambda self: self.sales)
    @rule(data=st.data())
    def hands_over(self, data):
        sale = self.a_sale(data)
        with self.world.context.database.transaction() as connection:
            done = handover.done(connection, loan=sale.loan, at=self.world.now)
        assert done == (not sale.handed_over and not sale.called_off)
        sale.handed_over = sale.handed_over or done

    @precondition(lambda self: self.sales)
    @rule(data=st.data(), amount=PARTS, word=WORDS, door=st.sampled_from(("api", "text", "command")))
    def goods_come_back(self, data, amount, word, door):
        sale = self.a_sale(data)
        key = ("text" if door == "text" else "", word)
        known = key in sale.returns
        outcome = self.returns(sale, amount, word, door)
        fits = amount <= PRICE - sale.returned
        if known:
            assert outcome in ("known", "other_amount")
        elif fits:
            assert outcome == "returned"
            sale.returns[key] = amount
            sale.returned += amount
            sale.called_off = sale.called_off or (not sale.handed_over and sale.returned == PRICE)
        else:
            assert outcome == "refused"

    def returns(self, sale, amount, word, door):
        context = self.world.context
        if door == "command":
            return return_goods(context, loan=sale.loan, amount=amount, reference=word)
        try:
            if door == "text":
                before = stands(self.world, sale.loan).principal
                do(self.world, ReturnGoods(sale.loan, amount, word), number=SHOP_PHONE)
                return "returned" if stands(self.world, sale.loan).principal < before else "known"
            with context.database.transaction() as connection:
                return web_orders.refund(
                    context,
                    connection,
                    shop_id=self.shop_id,
                    number=sale.order,
                    amount=amount,
                    reference=word,
                )
        except RuleBroken:
            return "refused"

    @precondition(lambda self: self.sales)
    @rule(data=st.data())
    def leaves(self, data):
        """The way out of 24 hours, as often as the flow would offer it."""
        sale = self.a_sale(data)
        late = self.world.now - sale.at >= timedelta(hours=24)
        if late or sale.left or sale.called_off or stands(self.world, sale.loan).settled:
            return
        do(self.world, CancelPlan(sale.loan), number=sale.number)
        sale.left = True
        if not sale.handed_over:
            sale.returned, sale.called_off = PRICE, True
            assert stands(self.world, sale.loan).outstanding == 0

    # Money that comes in

    @precondition(lambda self: self.sales)
    @rule(
        data=st.data(),
        amount=AMOUNTS,
        provider=st.sampled_from(("sandbox", "jazzcash", "onebill", "raast")),
        nobodys=st.integers(0, 9),
        told=st.integers(0, 3),
    )
    def pays(self, data, amount, provider, nobodys, told):
        sale, number = self.a_sale(data), f"T{len(self.money):06d}"
        reference = str(2_000_000_000 + len(self.money))
        if provider in ("onebill", "raast"):
            reference = sale.loan
        elif nobodys:
            ask_for(self.world, 348_400, loan=sale.loan, reference=reference)
        provider_id = named(number, sale.loan) if provider == "onebill" else number
        at = self.world.now.replace(microsecond=0)
        place = sale.loan if reference == sale.loan or nobodys else ""
        one = Money(Paid(provider, provider_id, reference, amount, at, ok=True), place)
        self.money.append(one)
        for _ in range(min(told, 2)):  # 0: the callback is lost
            self.tells(one)

    def tells(self, one):
        if one.paid.provider == "onebill":
            assert bills.pay_bill(self.world.context, one.paid) == "00"
        else:
            outcome = record_payment(self.world.context, one.paid)
            assert outcome == ("known" if one.told else "posted" if one.loan else "unplaced")
        one.told = True

    @precondition(lambda self: self.money)
    @rule(data=st.data(), less=st.integers(0, 5))
    def bounces(self, data, less):
        """The provider takes a payment back: sometimes before we have heard of it, sometimes of another amount."""
        one = data.draw(st.sampled_from(self.money))
        if one.gone or not one.told:
            return
        amount = one.paid.paisa - (not less)
        taken = TakenBack(one.paid.provider, one.paid.provider_id, one.paid.reference, amount, self.world.now)
        outcome = take_back(self.world.context, taken)
        assert outcome == ("reversed" if less else "differs")
        one.gone = bool(less)

    @precondition(lambda self: self.money)
    @rule(provider=st.sampled_from(sorted(HEADS)))
    def settlement_comes(self, provider):
        """The provider's file of the whole time: nobody is posted twice, and what was lost is posted."""
        rows = [self.row(one) for one in self.money if one.paid.provider == provider and not one.gone]
        content = "\n".join((HEADS[provider], *rows)).encode()
        with suppress(BadFile):  # nothing in it
            reconcile(
                self.world.context, content=content, name="x", provider=provider, columns=columns_of(provider)
            )
        self.decides()
        clear_payments.post_agreed(self.world.context)
        for one in self.money:
            one.told = one.told or (one.paid.provider == provider and not one.gone)

    def row(self, one):
        paid = one.paid
        local, rupees = paid.at.astimezone(PAKISTAN), f"{paid.paisa // 100}.{paid.paisa % 100:02d}"
        match paid.provider:
            case "sandbox":
                return f"{paid.provider_id},{paid.reference},{paid.paisa},{paid.at.isoformat()},paid"
            case "jazzcash":
                when = f"{local:%Y%m%d%H%M%S}"
                return f"{paid.provider_id},{paid.reference},{rupees},{when},Completed"
            case "onebill":
                auth = paid.provider_id.partition("-")[0]
                return f"{auth},100123{paid.reference},{rupees},{local:%Y%m%d%H%M%S}"
        return f"{paid.provider_id},{paid.reference},{rupees},{local.isoformat()},ACSC"

    # Money that leaves

    @precondition(lambda self: self.sales)
    @rule(data=st.data())
    def asks_back(self, data):
        loan, context = self.a_sale(data).loan, self.world.context
        with context.database.transaction() as connection:
            payouts.ask_back(context, connection, loan=loan, reference=context.fresh())

    @rule(data=st.data(), payee=st.sampled_from(PAYEES))
    def instructs(self, data, payee):
        shop_money.draw_up(self.world.context, now=self.world.now)
        made = payout_files.write(self.world.context, payee=payee, name="x.csv")
        if made.outcome == "written":
            self.bank_reads(made.text, lambda: data.draw(st.booleans()))

    @rule()
    def decides(self):
        who = self.saima
        for one in approvals.listed(self.world.context, agent_id=who).waiting:
            approvals.decide(self.world.context, approval_id=one.id, agent_id=who, agree=True, answer="")

    @precondition(lambda self: self.answers)
    @rule(data=st.data(), twice=st.booleans())
    def bank_answers(self, data, twice):
        one = self.answers.pop(data.draw(st.integers(0, len(self.answers) - 1)))
        for _ in range(1 + twice):
            assert payouts.settle(self.world.context, one) in ("paid", "failed", "known")

    @rule()
    def looks(self):
        for payee in PAYEES:
            for one in payouts.waiting(self.world.context, payee):
                if one.state == "failed":
                    payouts.again(self.world.context, reference=one.reference, agent_id=None)

    def bank_reads(self, file, carries_out):
        for line in file.splitlines()[1:]:
            number, amount, *_ = line.split(",")
            payout = number.rpartition("-")[0]
            if not carries_out():
                self.answers.append(Answer(number, ok=False, reason="account closed"))
                continue
            self.carried_out[payout] += 1
            self.moved["shops" if payout.startswith("S") else "customers"] += round(float(amount) * 100)
            self.answers.append(Answer(number, ok=True, transfer=uuid4().hex))

    @rule(hours=st.sampled_from((1, 20, 24 * 9)))
    def time_goes_by(self, hours):
        self.world.later(hours=hours)
        self.world.tick()

    def ends(self):
        """All that can leave leaves: the shop then has its price less returns, or owes what it was paid too much."""
        for _ in range(6):
            shop_money.draw_up(self.world.context, now=self.world.now)
            while self.answers:
                payouts.settle(self.world.context, self.answers.pop())
            self.looks()
            for payee in PAYEES:
                made = payout_files.write(self.world.context, payee=payee, name="x.csv")
                if made.outcome == "written":
                    self.bank_reads(made.text, lambda: True)
            self.decides()
        assert not self.answers
        assert self.moved["shops"] == self.earned() - self.kept_back() + self.shop_owes()
        assert self.sum_of("refunds_payable") == 0 and self.sum_of("shop_clearing") == 0
        self.holds()

    # What must be true

    @invariant()
    def holds(self):
        if not hasattr(self, "world"):
            return
        assert self.world.problems() == []
        assert max(self.carried_out.values(), default=0) <= 1
        for provider in HEADS:
            mine = [one for one in self.money if one.paid.provider == provider and one.told and not one.gone]
            assert self.sum_of(f"cash:{provider}") == sum(one.paid.paisa for one in mine)
        nobodys = [one for one in self.money if one.told and not one.gone and not one.loan]
        assert -self.sum_of("suspense") == sum(one.paid.paisa for one in nobodys)
        for sale in self.sales:
            self.customer_has_all(sale)
        self.shop_is_told_right()

    def customer_has_all(self, sale):
        """What they paid went to what they owe, or is theirs, or went back to them."""
        now = stands(self.world, sale.loan)
        came = sum(
            one.paid.paisa for one in self.money if one.loan == sale.loan and one.told and not one.gone
        )
        assert now.principal == PRICE - sale.returned
        owed, accounts = now.principal + now.charges, now.accounts
        back = -accounts.get("refunds_payable", 0) - accounts.get("cash:bank", 0) - self.to_shop(sale.loan)
        theirs = now.credit - accounts.get("chargeback_receivable", 0) + back
        assert came == owed - now.outstanding + theirs

    def shop_is_told_right(self):
        """Chat, API and books agree on what is due."""
        due = self.earned() - self.kept_back() - self.kept_back_later() - self.to_shop()
        with self.world.context.database.transaction() as connection:
            context = self.world.context
            told = stored.owed(connection, self.shop_id, rules=context.rules)
            at_counter = counters.counter(
                connection, [SHOP_PHONE], now=self.world.now, vault=context.vault, rules=context.rules
            )
            assert at_counter is not None and at_counter.sums().due == told
        assert told == max(0, due)

    def earned(self):
        return sum(PRICE - sale.returned for sale in self.sales if sale.handed_over)

    def kept_back(self):
        return self.scalar("kind = 'shop_netted' AND account = 'shop_discount_receivable'", sign="-")

    def kept_back_later(self):
        """The shop's share of what has not left, where it is kept back; below 0: what it gets back of it."""
        if not self.world.context.rules.discount_is_netted:
            return 0
        return sum(self.share_later(sale.loan) for sale in self.sales if sale.handed_over)

    def share_later(self, loan):
        books = stands(self.world, loan).accounts
        returned, share = books.get("shop_refund_receivable", 0), books.get("shop_discount_receivable", 0)
        if share < 0:
            return -min(-share, returned)
        return min(max(0, -books.get("merchant_payable", 0) - returned), share)

    def shop_owes(self):
        handed = [sale.loan for sale in self.sales if sale.handed_over]
        return sum(stands(self.world, loan).accounts.get("shop_refund_receivable", 0) for loan in handed)

    def to_shop(self, loan=""):
        mine = f"AND entry.loan = '{loan}'" if loan else ""
        return self.scalar(f"kind = 'merchant_paid' AND account = 'merchant_payable' {mine}")

    def sum_of(self, account):
        return self.scalar(f"account = '{account}'")

    def scalar(self, where, sign=""):
        query = f"SELECT coalesce(sum(amount), 0) FROM entry JOIN posting ON posting.id = posting_id WHERE {where}"
        with self.world.context.database.snapshot() as connection:
            found = int(connection.execute(text(query)).scalar_one())
        return -found if sign else found

    def a_sale(self, data):
        return data.draw(st.sampled_from(self.sales))


Business.TestCase.settings = settings(
    max_examples=LIVES,
    stateful_step_count=40,
    suppress_health_check=list(HealthCheck),
)
test_the_whole_business = Business.TestCase
