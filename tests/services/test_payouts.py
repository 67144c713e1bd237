"""Payouts: instructed once, answered once, told to whoever gets the money."""

from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from lender import agree, ask_for, hand_over, open_account, stands
from sqlalchemy import text
from test_money_at_once import at_once
from world import World

from bot.cli import cli
from bot.lending.terms import PAY3
from bot.payments.sandbox_transfers import SandboxSender
from bot.payments.settlement_file import BadFile
from bot.payments.transfers import Answer, answers
from bot.services import payout_files, payouts, shop_money
from bot.services.desk import approvals
from bot.services.payout_files import Written
from bot.services.return_goods import return_goods
from bot.services.send_payouts import send_payouts

SHOP = "+923000000901"
LOAN = "10000001"


@pytest.fixture
def sold(either_world: World) -> World:
    """One sale of Rs 3,000, handed over."""
    open_account(either_world)
    agree(either_world, price=300_000)
    hand_over(either_world)
    return either_world


def write(world: World, payee: str = "shops") -> Written:
    return payout_files.write(world.context, payee=payee, name="x.csv")


def settle(world: World, number: str, transfer: str = "T1", **more: str) -> str:
    return payouts.settle(world.context, Answer(number, not more, transfer if not more else "", **more))


def states(world: World, payee: str = "shops") -> list[tuple[str, int]]:
    return [(one.state, one.amount) for one in payouts.waiting(world.context, payee)]


def test_a_shop_gets_the_full_price(sold: World) -> None:
    phone = sold.phone("sms", SHOP)
    phone.hears()
    made = write(sold)
    assert (made.outcome, made.count, made.total) == ("written", 1, 300_000)
    assert "S10000001-1,3000.00,PK00TEST0000000000000101,Namoona Mobile" in made.text
    assert write(sold).outcome == "nothing"
    assert settle(sold, "S10000001-1") == "paid"
    assert settle(sold, "S10000001-1") == "known"
    assert states(sold) == [] and stands(sold).accounts["cash:bank"] == -300_000
    phone.says("")
    assert sum("Rs 3,000" in one and "account" in one for one in all_texts(sold)) == 1
    assert sold.problems() == []


def all_texts(world: World) -> list[str]:
    with world.context.database.transaction() as connection:
        rows = connection.execute(
            text("SELECT text FROM message WHERE direction = 'out' AND tag = 'shop_paid'")
        )
        return [one for (one,) in rows]


def test_what_is_not_handed_over_is_not_due(either_world: World) -> None:
    agree(either_world)
    assert shop_money.draw_up(either_world.context, now=either_world.now) == 0
    hand_over(either_world)
    assert len(payouts.waiting(either_world.context, "shops")) == 1
    assert shop_money.draw_up(either_world.context, now=either_world.now) == 0


def test_a_shop_whose_account_nobody_knows_waits(either_world: World) -> None:
    with either_world.context.database.transaction() as connection:
        connection.execute(text("UPDATE shop SET account_enc = NULL"))
    agree(either_world)
    hand_over(either_world)
    made = write(either_world)
    assert (made.outcome, made.nowhere) == ("nothing", ("S10000001",))


def test_what_failed_waits_until_somebody_has_looked(sold: World) -> None:
    write(sold)
    assert settle(sold, "S10000001-1", reason="account closed") == "failed"
    assert states(sold) == [("failed", 300_000)] and write(sold).outcome == "nothing"
    assert payouts.again(sold.context, reference="S10000001", agent_id=None) == "again"
    assert payouts.again(sold.context, reference="S10000001", agent_id=None) == "known"
    assert "S10000001-2,3000.00" in write(sold).text
    assert settle(sold, "S10000001-1", "late") == "contradicts", "paid after all, and sent again meanwhile"
    assert settle(sold, "S10000001-3") == "unknown"
    assert settle(sold, "S10000001-2") == "paid"
    assert settle(sold, "S10000001-2", "another number") == "contradicts"
    assert settle(sold, "S10000001-2", reason="no") == "contradicts"
    assert stands(sold).accounts["cash:bank"] == -300_000


def test_a_file_that_got_lost_is_written_again_as_it_was(sold: World) -> None:
    first = write(sold)
    again = payout_files.write_again(sold.context, file_id=first.file_id)
    assert again.text == first.text
    settle(sold, "S10000001-1")
    assert payout_files.write_again(sold.context, file_id=first.file_id).count == 0
    assert payout_files.write_again(sold.context, file_id=99).outcome == "unknown"


def test_much_money_waits_for_a_second_person(either_world: World) -> None:
    world = either_world
    open_account(world)
    agree(world, price=600_000)
    hand_over(world)
    assert write(world).outcome == "asked"
    assert write(world).outcome == "nothing" and states(world) == [("asked", 600_000)]
    who = world.agent("saima")
    one = approvals.listed(world.context, agent_id=who).waiting[0]
    refused = approvals.decide(world.context, approval_id=one.id, agent_id=who, agree=False, answer="no")
    assert refused.outcome == "refused" and states(world) == [("waiting", 600_000)]
    assert write(world).outcome == "asked"
    one = approvals.listed(world.context, agent_id=who).waiting[0]
    assert approvals.decide(
        world.context, approval_id=one.id, agent_id=who, agree=True, answer=""
    ).outcome == ("agreed")
    outcomes = at_once(*(lambda: write(world).outcome for _ in range(3)))
    assert sorted(map(str, outcomes)) == ["nothing", "nothing", "written"]


def test_a_sum_cut_into_pieces_is_the_same_sum(sold: World) -> None:
    assert write(sold).outcome == "written"
    agree(sold, loan="10000002", price=300_000)
    hand_over(sold)
    assert write(sold).outcome == "asked"
    sold.later(days=1)
    agree(sold, loan="10000003", price=300_000)
    hand_over(sold)
    assert write(sold).outcome == "written", "another day"


def test_two_terminals_at_once(sold: World) -> None:
    outcomes = at_once(*(lambda: write(sold).outcome for _ in range(4)))
    assert sorted(map(str, outcomes)) == ["nothing", "nothing", "nothing", "written"]
    answered = at_once(*(lambda: settle(sold, "S10000001-1") for _ in range(4)))
    assert sorted(map(str, answered)) == ["known", "known", "known", "paid"]
    assert sold.problems() == []


def test_by_hand_and_by_the_bank_at_once(sold: World) -> None:
    write(sold)
    by_hand = {"reference": "S10000001", "provider": "bank", "provider_id": "H1", "agent_id": None}
    outcomes = at_once(
        lambda: payouts.pay_back(sold.context, **by_hand),
        lambda: settle(sold, "S10000001-1"),
    )
    assert sorted(map(str, outcomes)) in (["contradicts", "paid"], ["known", "paid"])
    assert stands(sold).accounts["cash:bank"] == -300_000 and sold.problems() == []


def test_goods_that_came_back_before_and_after(sold: World) -> None:
    return_goods(sold.context, loan=LOAN, amount=100_000, reference="R1")
    assert write(sold).total == 200_000
    settle(sold, "S10000001-1")
    return_goods(sold.context, loan=LOAN, amount=50_000, reference="R2")
    sold.later(days=1)
    agree(sold, loan="10000002", price=300_000)
    hand_over(sold)
    assert write(sold).total == 250_000
    settle(sold, "S10000002-1")
    assert stands(sold).accounts["shop_refund_receivable"] == 0 and sold.problems() == []


def test_a_sale_that_pays_only_what_the_shop_owes_sends_nothing(sold: World) -> None:
    write(sold)
    settle(sold, "S10000001-1")
    return_goods(sold.context, loan=LOAN, amount=300_000, reference="R")
    agree(sold, loan="10000002", price=200_000)
    hand_over(sold)
    assert write(sold).outcome == "nothing" and states(sold) == []
    assert stands(sold).accounts["shop_refund_receivable"] == 100_000 and sold.problems() == []


@pytest.mark.parametrize(("netted", "total"), [(False, 300_000), (True, 288_000)])
def test_the_shops_share_is_billed_or_kept_back(netted: bool, total: int, either_world: World) -> None:
    open_account(either_world)
    either_world.context = replace(
        either_world.context, rules=replace(either_world.context.rules, discount_is_netted=netted)
    )
    agree(either_world, price=300_000, terms=replace(PAY3, markup_bp=0))
    hand_over(either_world)
    assert write(either_world).total == total
    assert either_world.problems() == []


def test_a_refund_whose_payment_bounced_does_not_leave(either_world: World) -> None:
    from bot.services.reverse_payment import reverse_payment

    world = either_world
    agree(world)
    reference = ask_for(world, 1)
    world.pay(reference, 2_000_000, provider_id="bounces")
    with world.context.database.transaction() as connection:
        assert payouts.ask_back(world.context, connection, loan=LOAN, reference="3000000001") > 0
    reverse_payment(world.context, provider="sandbox", provider_id="bounces")
    assert write(world, "customers").outcome == "nothing" and states(world, "customers") == []
    assert world.problems() == []


def test_a_customer_gets_it_back_and_hears_so(either_world: World) -> None:
    world = either_world
    agree(world)
    world.pay(ask_for(world, 1), 1_300_000)
    with world.context.database.transaction() as connection:
        amount = payouts.ask_back(world.context, connection, loan=LOAN, reference="3000000001")
    made = write(world, "customers")
    assert made.total == amount and "+923000000404" in made.text
    assert settle(world, "3000000001-1", "T77") == "paid"
    world.tick()
    assert any("T77" in one for one in world.phone("sms", "+923000000404").hears())
    assert world.problems() == []


def test_the_sandbox_pays_out_by_itself(sold: World) -> None:
    sold.context = replace(sold.context, sender=SandboxSender())
    assert send_payouts(sold.context, now=sold.now) == 1
    assert send_payouts(sold.context, now=sold.now) == 0
    sold.tick()
    assert any("Rs 3,000" in one for one in sold.phone("sms", SHOP).hears())
    assert stands(sold).accounts["cash:sandbox"] == -300_000 and sold.problems() == []


class Silent(SandboxSender):
    """Carries it out, and the answer is lost on the way; the second time it arrives."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def send(self, instruction):  # type: ignore[no-untyped-def]
        self.asked.append(instruction.number)
        if len(self.asked) == 1:
            raise OSError("gone")
        return super().send(instruction)


def test_a_lost_answer_is_asked_for_under_the_same_number(sold: World) -> None:
    sender = Silent()
    sold.context = replace(sold.context, sender=sender)
    assert send_payouts(sold.context, now=sold.now) == 0
    assert send_payouts(sold.context, now=sold.now) == 1
    assert sender.asked == ["S10000001-1", "S10000001-1"]


@pytest.mark.parametrize(
    "line",
    ["S1-1,paid,,", "S1-1,failed,,", "S1-1,maybe,T,", "=cmd,paid,T,", "S1-1,paid,T", "S1,paid,T,", "1-1,paid,a b,"],
)  # fmt: skip
def test_answers_that_nobody_can_believe(line: str) -> None:
    with pytest.raises(BadFile, match="line 2"):
        answers(f"instruction,result,number,reason\n{line}\n".encode())


def test_the_commands(sold: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The files themselves, as an operator makes and takes them."""
    for name, value in {
        "QIST_DATABASE_URL": sold.settings.database_url,
        "QIST_SECRET_KEY": "a secret that only the tests know, 32+",
        "QIST_DATA_KEY": sold.settings.data_key.get_secret_value(),
        "QIST_PUBLIC_URL": "http://127.0.0.1:8000",
    }.items():
        monkeypatch.setenv(name, value)
    out, back, settled = tmp_path / "out.csv", tmp_path / "back.csv", tmp_path / "settled.csv"

    def qist(*call: str) -> tuple[int, str]:
        result = CliRunner().invoke(cli, list(call))
        return result.exit_code, result.output

    assert qist("payouts", "write", "--to", "shops", str(out)) == (0, "file 1: 1 payouts, Rs 3,000.00\n")
    assert out.stat().st_mode & 0o777 == 0o600
    assert qist("payouts", "write", "--to", "shops", str(out))[0] == 1, "a file is never written over"
    assert qist("payouts", "list", "--to", "shops")[1].strip().endswith("instructed")
    back.write_text("instruction,result,number,reason\nS10000001-1,paid,T1,\n", "utf-8")
    assert qist("payouts", "settle", str(back)) == (0, "S10000001-1 paid\n")
    assert qist("payouts", "settle", str(back)) == (0, "S10000001-1 known\n")
    settled.write_text(
        "transaction,reference,amount,at,result\nX,1,-5,2026-11-24T10:00:00+05:00,paid\n", "utf-8"
    )
    code, told = qist("reconcile", str(settled), "--provider", "sandbox")
    assert code == 1 and "line 2" in told and "nothing was done" in told
