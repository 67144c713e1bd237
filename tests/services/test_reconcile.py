"""A provider's settlement file beside what we hold: nothing twice, nothing silently, nothing alone."""

from collections.abc import Iterable
from datetime import timedelta

import pytest
from lender import agree, ask_for, stands
from sqlalchemy import text
from test_money_at_once import at_once
from world import World

from bot.lending.hours import PAKISTAN
from bot.payments.columns import columns_of
from bot.payments.ports import Paid
from bot.payments.settlement_file import BadFile
from bot.services import clear_payments
from bot.services.desk import approvals
from bot.services.reconcile import Found, reconcile
from bot.services.record_payment import record_payment
from bot.services.reverse_payment import reverse_payment
from bot.store import oddities

HEAD = "transaction,reference,amount,at,result,fee,settled"


def row(world: World, number: str, paisa: int, *, reference: str = "2000000001", fee: str = "",
        settled: str = "", result: str = "paid", hours: float = 1) -> str:  # fmt: skip
    at = (world.now - timedelta(hours=hours)).isoformat()
    return f"{number},{reference},{paisa},{at},{result},{fee},{settled}"


def file(*rows: str) -> bytes:
    return "\n".join((HEAD, *rows)).encode()


def run(world: World, content: bytes, *, agent_id: int | None = None) -> Found:
    return reconcile(
        world.context,
        content=content,
        name="settled.csv",
        provider="sandbox",
        columns=columns_of("sandbox"),
        agent_id=agent_id,
    )


def agree_to(world: World, *, by: str = "saima", yes: bool = True) -> list[str]:
    agent_id = world.agent(by)
    waiting = approvals.listed(world.context, agent_id=agent_id).waiting
    answer = "" if yes else "not ours"
    return [
        approvals.decide(
            world.context, approval_id=one.id, agent_id=agent_id, agree=yes, answer=answer
        ).outcome
        for one in waiting
    ]


def open_oddities(world: World) -> list[tuple[str, str, int]]:
    with world.context.database.snapshot() as connection:
        rows = oddities.listed(connection, settled=False, limit=100)
    return sorted((one.kind, one.provider_id, one.amount) for one in rows)


def told(world: World, number: str, paisa: int) -> str:
    """The provider's callback."""
    paid = Paid("sandbox", number, "2000000001", paisa, world.now - timedelta(hours=1), ok=True)
    return record_payment(world.context, paid)


@pytest.fixture
def lent(either_world: World) -> World:
    agree(either_world)
    ask_for(either_world, 10_000)
    either_world.later(days=2)
    return either_world


def test_everything_that_can_be_found(lent: World) -> None:
    world = lent
    told(world, "same", 10_000)
    told(world, "less", 10_000)
    told(world, "extra", 7_000)
    found = run(
        world,
        file(
            row(world, "same", 10_000),
            row(world, "less", 9_000),
            row(world, "missing", 20_000),
            row(world, "never", 5_000, result="failed"),
        ),
    )
    assert found.counts == {
        "matched": 1, "missing": 1, "waiting": 0, "extra": 1, "differing": 1, "skipped": 1, "fees": 0,
    }  # fmt: skip
    assert [one.provider_id for one in found.extra] == ["extra"]
    assert [(one.provider_id, ours) for one, ours in found.differing] == [("less", 10_000)]
    assert [one for one in open_oddities(world) if "file" in one[0]] == [
        ("file_differs", "less", 9_000),
        ("not_in_file", "extra", 7_000),
    ]
    assert stands(world).paid == 27_000, "nothing is posted before a second person agrees"
    assert agree_to(world) == ["agreed"]
    world.tick()
    assert stands(world).paid == 47_000
    assert world.problems() == []


def test_the_same_file_twice_and_files_that_overlap(lent: World) -> None:
    world = lent
    told(world, "A", 10_000)
    first = file(row(world, "A", 10_000, fee="150"), row(world, "B", 20_000, fee="300"))
    assert run(world, first).counts["missing"] == 1
    again = run(world, first)
    assert (again.counts["missing"], again.counts["waiting"], again.fees) == (0, 1, 0)
    second = run(world, file(row(world, "B", 20_000, fee="300"), row(world, "C", 500)))
    assert (second.counts["missing"], second.counts["waiting"]) == (1, 1)
    assert agree_to(world) == ["agreed", "agreed"]
    world.tick()
    assert stands(world).paid == 30_500
    assert run(world, first).counts["matched"] == 2
    assert cash(world) == {"cash:sandbox": 30_500 - 450, "provider_fees": 450}
    assert world.problems() == []


def cash(world: World) -> dict[str, int]:
    query = "SELECT account, SUM(amount) FROM entry WHERE account LIKE 'cash:%' OR account = 'provider_fees'"
    with world.context.database.transaction() as connection:
        rows = connection.execute(text(f"{query} GROUP BY account"))
        return {account: int(amount) for account, amount in rows if amount}


def test_the_callback_comes_between_proposal_and_agreement(lent: World) -> None:
    world = lent
    run(world, file(row(world, "late", 10_000)))
    assert told(world, "late", 10_000) == "posted"
    assert agree_to(world) == ["agreed"]
    world.tick()
    assert stands(world).paid == 10_000
    assert told(world, "late", 10_000) == "known"
    assert world.problems() == []


def test_a_callback_with_another_amount_between_is_named_by_the_next_file(lent: World) -> None:
    world = lent
    told_by_file = file(row(world, "other", 10_000))
    run(world, told_by_file)
    told(world, "other", 9_900)
    agree_to(world)
    world.tick()
    assert stands(world).paid == 9_900
    assert [ours for _, ours in run(world, told_by_file).differing] == [9_900]


def test_what_is_refused_is_not_posted_and_may_be_proposed_again(lent: World) -> None:
    world = lent
    content = file(row(world, "A", 10_000))
    run(world, content)
    assert agree_to(world, yes=False) == ["refused"]
    world.tick()
    assert stands(world).paid == 0
    assert run(world, content).counts["missing"] == 1
    agree_to(world)
    world.tick()
    assert stands(world).paid == 10_000


def test_nobody_agrees_to_their_own(lent: World) -> None:
    world = lent
    run(world, file(row(world, "A", 10_000)), agent_id=world.agent("saima"))
    assert agree_to(world, by="saima") == ["own"]
    assert agree_to(world, by="kamran") == ["agreed"]


def test_a_payment_for_nobody_waits_in_suspense(lent: World) -> None:
    world = lent
    run(world, file(row(world, "A", 10_000, reference="")))
    agree_to(world)
    world.tick()
    assert cash(world) == {"cash:sandbox": 10_000} and stands(world).paid == 0
    assert world.problems() == []


def test_what_was_taken_back_is_no_match_and_no_extra(lent: World) -> None:
    world = lent
    told(world, "gone", 10_000)
    told(world, "stays", 5_000)
    assert reverse_payment(world.context, provider="sandbox", provider_id="gone") == "reversed"
    found = run(world, file(row(world, "stays", 5_000)))
    assert (found.matched, found.extra, found.differing) == (1, [], [])
    found = run(world, file(row(world, "stays", 5_000), row(world, "gone", 10_000)))
    assert [ours for _, ours in found.differing] == [0]


def test_fees_and_the_way_to_the_bank_are_booked_once_each(lent: World) -> None:
    world = lent
    told(world, "A", 10_000)
    told(world, "B", 20_000)
    assert run(world, file(row(world, "A", 10_000, fee="100"), row(world, "B", 20_000))).fees == 100
    later = file(row(world, "A", 10_000, fee="100", settled="T1"), row(world, "B", 20_000, settled="T1"))
    run(world, later)
    run(world, later)
    assert cash(world) == {"cash:bank": 29_900, "provider_fees": 100}
    assert world.problems() == []


def test_fees_of_what_was_missing_are_booked_with_it(lent: World) -> None:
    world = lent
    run(world, file(row(world, "A", 10_000, fee="100", settled="T1")))
    assert cash(world) == {}
    agree_to(world)
    world.tick()
    assert cash(world) == {"cash:bank": 9_900, "provider_fees": 100}
    assert world.problems() == []


def test_two_terminals_and_two_approvers_at_once(lent: World) -> None:
    world = lent
    content = file(*(row(world, f"T{number}", 1_000 + number) for number in range(5)))
    at_once(*(lambda: run(world, content) for _ in range(4)))
    waiting = approvals.listed(world.context, agent_id=world.agent("saima")).waiting
    assert len(waiting) == 1
    yes = [
        lambda who=who: (
            approvals.decide(
                world.context, approval_id=waiting[0].id, agent_id=who, agree=True, answer=""
            ).outcome
        )
        for who in (world.agent("saima"), world.agent("kamran"))
    ]
    assert sorted(map(str, at_once(*yes))) == ["agreed", "known"]
    callbacks = [lambda number=number: told(world, f"T{number}", 1_000 + number) for number in range(5)]
    at_once(*(lambda: clear_payments.post_agreed(world.context) for _ in range(2)), *callbacks)
    world.tick()
    assert stands(world).paid == sum(1_000 + number for number in range(5))
    assert world.problems() == []


def test_a_day_that_is_not_over_is_covered_up_to_the_last_row(lent: World) -> None:
    world = lent
    told(world, "after the file was made", 5_000)
    assert run(world, file(row(world, "A", 10_000, hours=2))).extra == []
    world.later(days=1)
    yesterday = (world.now - timedelta(days=1)).astimezone(PAKISTAN).date()
    assert [one.provider_id for one in run(world, file(row(world, "A", 10_000, hours=26))).extra] == [
        "after the file was made"
    ]
    assert yesterday  # the same day, now over


def spoilt() -> Iterable[tuple[str, str]]:
    yield "negative", "X,1,-500,{at},paid,,"
    yield "nothing", "X,1,0,{at},paid,,"
    yield "no number", "X,1,five,{at},paid,,"
    yield "grouped paisa", 'X,1,"1,000",{at},paid,,'
    yield "fractions", "X,1,10.5,{at},paid,,"
    yield "too much", "X,1,9999999999999,{at},paid,,"
    yield "fee above it", "X,1,500,{at},paid,501,"
    yield "negative fee", "X,1,500,{at},paid,-1,"
    yield "no id", ",1,500,{at},paid,,"
    yield "cut by Excel", "1.23E+15,1,500,{at},paid,,"
    yield "to come", "X,1,500,2031-01-01T10:00:00+05:00,paid,,"
    yield "long ago", "X,1,500,2001-01-01T10:00:00+05:00,paid,,"
    yield "no moment", "X,1,500,yesterday,paid,,"
    yield "columns", "X,1,500,{at},paid"
    yield "no status", "X,1,500,{at},,,"
    yield "twice", "good,1,500,{at},paid,,"
    yield "quotes", 'X,1,"500,{at},paid,,'
    yield "Arabic digits", "X,1,٥٠٠,{at},paid,,"
    yield "a nought byte", "X\0,1,500,{at},paid,,"


@pytest.mark.parametrize("line", [line for _, line in spoilt()], ids=[name for name, _ in spoilt()])
def test_a_bad_row_is_named_and_nothing_is_done(line: str, world: World) -> None:
    agree(world)
    world.later(days=1)
    content = file(row(world, "good", 10_000), line.format(at=world.now.isoformat()))
    with pytest.raises(BadFile, match=r"line [23]"):
        run(world, content)
    with world.context.database.transaction() as connection:
        for name in ("reconciliation", "settlement_line", "approval", "payment"):
            assert connection.execute(text(f"SELECT count(*) FROM {name}")).scalar() == 0


def test_as_excel_writes_it(world: World) -> None:
    agree(world)
    world.later(days=1)
    content = b"\xef\xbb\xbf" + file(row(world, "A", 10_000), "", row(world, "B", 500)).replace(
        b"\n", b"\r\n"
    )
    assert run(world, content + b"\r\n").counts["missing"] == 2


@pytest.mark.parametrize(
    ("written", "paisa"),
    [("1500", 150_000), ("1,500.00", 150_000), ("1,50,000", 15_000_000), ("0.05", 5), ("1500.5", 150_050)],
)
def test_rupees_as_people_write_them(written: str, paisa: int, world: World) -> None:
    head = "Tran Auth ID,Consumer Number,Amount,Tran Date Time\n"
    content = f'{head}A,123,"{written}",{world.now.astimezone(PAKISTAN):%Y%m%d%H%M%S}'.encode()
    found = reconcile(
        world.context, content=content, name="x", provider="onebill", columns=columns_of("onebill")
    )
    assert [one.paisa for one in found.missing] == [paisa]


@pytest.mark.parametrize("written", ["1,5", "1.500,00", "-3", "+3", "1e3", "Rs 5", "5.001", "1,,000", ""])
def test_rupees_that_nobody_can_believe(written: str, world: World) -> None:
    head = "Tran Auth ID,Consumer Number,Amount,Tran Date Time\n"
    content = f'{head}A,123,"{written}",{world.now.astimezone(PAKISTAN):%Y%m%d%H%M%S}'.encode()
    with pytest.raises(BadFile, match="line 2"):
        reconcile(world.context, content=content, name="x", provider="onebill", columns=columns_of("onebill"))


def test_a_large_file(either_world: World) -> None:
    """Read in stretches: no statement grows with the file."""
    world = either_world
    world.later(days=1)
    rows = [row(world, f"L{number}", 100 + number % 900, fee="1") for number in range(5_000)]
    assert run(world, file(*rows)).counts["missing"] == 5_000
    assert run(world, file(*rows)).counts["waiting"] == 5_000
    assert world.problems() == []


BILL_HEAD = "Tran Auth ID,Consumer Number,Amount,Tran Date Time,Charges,Settlement Ref"


def told_by_onebill(world: World, *rows: str) -> Found:
    return reconcile(
        world.context,
        content="\n".join((BILL_HEAD, *rows)).encode(),
        name="1bill.csv",
        provider="onebill",
        columns=columns_of("onebill"),
    )


def test_a_payment_by_1bill_is_the_same_in_the_file_and_by_callback(lent: World) -> None:
    """The file has the bank's number and the consumer number; we call a payment by both together."""
    world = lent
    agree(world, loan="10000002")
    at = world.now - timedelta(hours=1)
    when = f"{at.astimezone(PAKISTAN):%Y%m%d%H%M%S}"
    assert (
        record_payment(world.context, Paid("onebill", "123456-10000001", "10000001", 10_000, at, ok=True))
        == "posted"
    )
    rows = (f"123456,10012310000001,100.00,{when},1.00,ST1", f"123456,10012310000002,100.00,{when},1.00,ST1")
    found = told_by_onebill(world, *rows)
    assert (found.matched, len(found.missing), len(found.extra)) == (1, 1, 0)
    assert agree_to(world) == ["agreed"]
    assert clear_payments.post_agreed(world.context) == 1
    assert stands(world).paid == 10_000 and stands(world, "10000002").paid == 10_000
    again = told_by_onebill(world, *rows)
    assert (again.matched, len(again.missing), len(again.extra)) == (2, 0, 0)
    assert world.problems() == []


def test_a_payment_by_1bill_for_nobodys_number_waits_for_a_person(lent: World) -> None:
    when = f"{lent.now - timedelta(hours=1):%Y%m%d%H%M%S}"
    found = told_by_onebill(lent, f"777,not a number,100.00,{when},,")
    assert [one.provider_id for one in found.missing] == ["777-not a number"]
    assert agree_to(lent) == ["agreed"]
    clear_payments.post_agreed(lent.context)
    assert stands(lent).paid == 0 and lent.problems() == []
    with pytest.raises(BadFile, match="no consumer number"):
        told_by_onebill(lent, f"778,,100.00,{when},,")
