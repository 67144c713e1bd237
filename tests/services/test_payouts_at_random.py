"""Money that leaves, in any order of events: never lost, never twice, and the books say what the bank did."""

import os
import random
from collections import Counter
from dataclasses import dataclass, field, replace

import pytest
from lender import agree, ask_for, hand_over, open_account
from sqlalchemy import text
from world import World

from bot.payments.ports import Paid
from bot.payments.transfers import Answer
from bot.services import payout_files, payouts
from bot.services.desk import approvals
from bot.services.record_payment import record_payment
from bot.services.return_goods import return_goods
from bot.services.reverse_payment import reverse_payment
from bot.store.payouts import PAYEES

PRICE = 1_000_000

SEEDS = range(int(os.environ.get("QIST_PAYOUT_SEEDS", "1")))  # more by hand


@dataclass
class Town:
    """Customers, a shop, and a bank that does what its files say, whatever becomes of its answers."""

    world: World
    chance: random.Random
    loans: list[str] = field(default_factory=list)
    carried_out: Counter[str] = field(default_factory=Counter)  # transfers that really left, by payout
    moved: int = 0
    answers: list[Answer] = field(default_factory=list)

    def lends(self) -> None:
        loan = str(10_000_001 + len(self.loans))
        agree(self.world, loan=loan, price=PRICE, number=f"+92300000{1000 + len(self.loans)}")
        self.loans.append(loan)
        hand_over(self.world)

    def goods_come_back(self) -> None:
        amount = self.chance.choice((50_000, 300_000, PRICE))
        return_goods(
            self.world.context, loan=self.a_loan(), amount=amount, reference=self.world.context.fresh()
        )

    def pays_and_asks_back(self) -> None:
        """Too much paid, and the rest asked back; the payment may bounce at any time."""
        loan, number = self.a_loan(), self.world.context.fresh()
        ask_for(self.world, 1, loan=loan, reference=number)
        paid = Paid(
            "sandbox", number, number, self.chance.choice((200_000, 2 * PRICE)), self.world.now, ok=True
        )
        record_payment(self.world.context, paid)
        if self.chance.random() < 0.7:
            with self.world.context.database.transaction() as connection:
                payouts.ask_back(
                    self.world.context, connection, loan=loan, reference=self.world.context.fresh()
                )
        if self.chance.random() < 0.3:
            reverse_payment(self.world.context, provider="sandbox", provider_id=number)

    def writes(self) -> None:
        payee = self.chance.choice(PAYEES)
        made = payout_files.write(self.world.context, payee=payee, name="x.csv")
        if made.outcome == "written":
            self.bank_reads(made.text)
            if self.chance.random() < 0.3:  # lost, and written again: the bank knows the numbers
                payout_files.write_again(self.world.context, file_id=made.file_id)

    def decides(self) -> None:
        who = self.world.agent("saima")
        for one in approvals.listed(self.world.context, agent_id=who).waiting:
            yes = self.chance.random() < 0.7
            approvals.decide(self.world.context, approval_id=one.id, agent_id=who, agree=yes, answer="no")

    def bank_reads(self, file: str) -> None:
        for line in file.splitlines()[1:]:
            number, amount, account, *_ = line.split(",")
            assert account
            if self.chance.random() < 0.6:
                self.carried_out[number.rpartition("-")[0]] += 1
                self.moved += round(float(amount) * 100)
                self.answers.append(Answer(number, ok=True, transfer=f"T{number}"))
            else:
                self.answers.append(Answer(number, ok=False, reason="account closed"))

    def bank_answers(self) -> None:
        """In any order, some twice."""
        self.chance.shuffle(self.answers)
        for _ in range(self.chance.randrange(4)):
            if self.answers:
                one = self.answers.pop()
                for _ in range(self.chance.choice((1, 2))):
                    assert payouts.settle(self.world.context, one) in ("paid", "failed", "known")

    def looks(self) -> None:
        for payee in PAYEES:
            for one in payouts.waiting(self.world.context, payee):
                if one.state == "failed":
                    payouts.again(self.world.context, reference=one.reference, agent_id=None)

    def ends(self) -> None:
        """Everything that can leave leaves."""
        for _ in range(30):
            while self.answers:
                payouts.settle(self.world.context, self.answers.pop())
            self.looks()
            for payee in PAYEES:
                made = payout_files.write(self.world.context, payee=payee, name="x.csv")
                if made.outcome == "written":
                    self.bank_reads(made.text)
            self.decides()

    def a_loan(self) -> str:
        return self.chance.choice(self.loans)

    def sum_of(self, account: str) -> int:
        with self.world.context.database.transaction() as connection:
            query = text("SELECT coalesce(sum(amount), 0) FROM entry WHERE account = :account")
            return int(connection.execute(query, {"account": account}).scalar_one())


@pytest.mark.parametrize("netted", [False, True], ids=["billed", "netted"])
@pytest.mark.parametrize("seed", SEEDS)
def test_nothing_is_lost_and_nothing_leaves_twice(seed: int, netted: bool, either_world: World) -> None:
    world = either_world
    open_account(world)
    desk = replace(world.context.desk, two_eyes_above=PRICE)
    world.context = replace(
        world.context, rules=replace(world.context.rules, discount_is_netted=netted), desk=desk
    )
    town = Town(world, random.Random(seed))
    town.lends()
    happens = (
        town.lends, town.goods_come_back, town.pays_and_asks_back, town.writes, town.writes, town.decides,
        town.bank_answers, town.bank_answers, town.looks,
    )  # fmt: skip
    for _ in range(40):
        town.chance.choice(happens)()
        world.later(minutes=7)
        assert max(town.carried_out.values(), default=0) <= 1
    assert world.problems() == []
    town.ends()
    assert max(town.carried_out.values(), default=0) <= 1
    assert town.sum_of("cash:bank") == -town.moved
    assert town.sum_of("shop_clearing") == 0
    assert town.sum_of("merchant_payable") == 0 and town.sum_of("refunds_payable") == 0
    assert world.problems() == []
