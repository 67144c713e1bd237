"""The outbox for operators: what is shown of it, and what is put back: once, and only where it still does good."""

from datetime import datetime, timedelta

import pytest
from lender import agree
from sqlalchemy import select, text
from world import World

from bot.channels.ports import SendFailed
from bot.services import deliver, outbox, personal_data, record
from bot.services.outbox import Search
from bot.services.send_again import Terms, send_again, send_all_again
from bot.store import conversations, messages, tables
from bot.store import outbox as stored
from tests.services.test_deliver import AMBIGUOUS, REJECTED, RETRY, Script, put, states, to

ONE, TWO = "+923000000671", "+923000000672"
MESSAGE = tables.table(tables.Message)


def row(world: World, message_id: int):
    with world.context.database.transaction() as connection:
        return connection.execute(select(MESSAGE).where(MESSAGE.c.id == message_id)).one()


def again(world: World, message_id: int, **terms: object) -> str:
    return send_again(world.context, message_id=message_id, terms=Terms(**terms)).outcome


def dead(world: World, words: str = "raseed", number: str = ONE, **how: str) -> int:
    message_id = put(world, words, number, **how)
    deliver.drain(to(world, Script(REJECTED)))
    assert row(world, message_id).state == "dead"
    return message_id


def end(world: World, message_id: int, **values: object) -> None:
    with world.context.database.transaction() as connection:
        connection.execute(MESSAGE.update().where(MESSAGE.c.id == message_id).values(**values))


def test_what_waits_is_tried_again_and_did_not_arrive(either_world: World) -> None:
    world = either_world
    refused = dead(world, "one")
    busy = put(world, "two", TWO)
    deliver.deliver(to(world, Script(RETRY)))
    world.later(minutes=5)
    waits = put(world, "three", "+923000000673")
    shown = outbox.page(world.context, search=Search()).rows
    assert [(one.id, one.state) for one in shown] == [
        (waits, "waiting"),
        (busy, "retrying"),
        (refused, "dead"),
    ]
    assert (shown[2].why, shown[2].code, shown[2].attempts) == ("refused", 21211, 1)
    found = outbox.summary(world.context)
    assert (found.waiting, found.retrying, found.today, found.lost) == (1, 1, 1, 1)
    assert found.oldest == world.now and outbox.reasons(world.context) == ["21211", "refused"]
    world.later(days=1)
    assert outbox.summary(world.context).today == 0


@pytest.mark.parametrize(
    ("search", "expected"),
    [
        (Search(states=("dead",)), [1, 2]),
        (Search(states=("suppressed",)), [3]),
        (Search(reason="21211"), [1]),
        (Search(reason="too_late"), [2]),
        (Search(reason="nothing"), []),
        (Search(channel="whatsapp"), []),
        (Search(address=TWO), [2]),
    ],
)
def test_narrowed(either_world: World, search: Search, expected: list[int]) -> None:
    world = either_world
    ids = [dead(world), dead(world, number=TWO), dead(world, number="+923000000673")]
    end(world, ids[1], why="too_late", error_code=None)
    end(world, ids[2], state="suppressed", why="arrived", error_code=None)
    shown = outbox.page(world.context, search=search).rows
    assert [ids.index(one.id) + 1 for one in shown] == expected[::-1]


def test_since_when(world: World) -> None:
    dead(world)
    world.later(hours=3)
    late = dead(world, number=TWO)
    found = outbox.page(world.context, search=Search(since=world.now - timedelta(hours=1))).rows
    assert [one.id for one in found] == [late]


def test_page_by_page_nothing_is_left_out_or_comes_twice(world: World) -> None:
    ids = [dead(world, str(number), f"+9230000069{number:02d}") for number in range(7)]
    end(world, ids[2], state="undelivered")
    seen, before = [], 0
    while True:
        page = outbox.page(world.context, search=Search(), before=before, limit=3)
        seen += [one.id for one in page.rows]
        before = page.before
        if not before:
            break
    assert seen == ids[::-1]


def test_every_list_reads_an_index(world: World) -> None:
    """100,000 that did not arrive must not make the page slow: no statement walks the table, none sorts."""
    plans = []
    with world.context.database.snapshot() as connection:
        for query in stored._queries(Search(states=outbox.STATES), before=1000):
            compiled = str(query.limit(50).compile(connection, compile_kwargs={"literal_binds": True}))
            plans.append([line.detail for line in connection.execute(text(f"EXPLAIN QUERY PLAN {compiled}"))])
    assert all("USING INDEX outbox_" in plan[0] for plan in plans), plans
    lost = [plan for plan in plans if "outbox_lost" in plan[0]]
    assert len(lost) == 5 and all(len(plan) == 1 for plan in lost)  # a second line would be a sort


def test_put_back_it_is_sent_once_and_never_a_third_time(either_world: World) -> None:
    world, carrier = either_world, Script()
    message_id = dead(world)
    assert again(world, message_id) == "queued"
    assert again(world, message_id) == "not_dead"
    assert deliver.drain(to(world, carrier)) == 1
    assert carrier.texts == ["raseed"] and carrier.looked == 1  # looked for before it was sent
    end(world, message_id, state="undelivered", error_code=30003)
    assert again(world, message_id) == "retried"


def test_who_did_it_stands_in_the_record(world: World) -> None:
    one, two = dead(world), dead(world, number=TWO)
    saima = world.agent("saima")
    again(world, one, agent_id=saima)
    again(world, two, operator="root")
    entries = record.read(
        world.context, filters=record.Filters(action="retry_message"), agent_id=saima
    ).entries
    assert [(entry.name, entry.detail) for entry in entries] == [
        ("", f"message {two}, was dead (refused), by operator root"),
        ("Saima", f"message {one}, was dead (refused)"),
    ] or entries[0].detail.endswith("by operator root")
    assert all(entry.conversation_id for entry in entries)


def test_only_what_did_not_arrive(world: World) -> None:
    waits = put(world, "salam")
    assert again(world, waits) == "not_dead"
    deliver.drain(to(world, Script()))
    assert again(world, waits) == "not_dead"
    end(world, waits, state="suppressed")
    assert again(world, waits) == "not_dead"
    assert again(world, 10**6) == "unknown"


def test_an_inbound_message_is_not_ours_to_send(world: World) -> None:
    world.phone("sms", ONE).says("salam")
    with world.context.database.transaction() as connection:
        theirs = connection.execute(select(MESSAGE.c.id).where(MESSAGE.c.direction == "in")).scalar_one()
    assert again(world, theirs) == "unknown"


def test_what_may_have_left_is_looked_for_and_only_on_request(world: World) -> None:
    message_id = put(world, "kal qist hai", tag=messages.PROACTIVE)
    carrier = Script(AMBIGUOUS, lost=False)
    deliver.drain(to(world, carrier))
    assert row(world, message_id).why == "may_have_left"
    end(world, message_id, tag="")
    assert again(world, message_id) == "may_have_left"
    assert again(world, message_id, doubtful=True) == "queued"
    deliver.drain(to(world, carrier))
    assert carrier.texts == ["kal qist hai"] and states(world) == [
        "sent"
    ]  # it had left: found, not sent twice


def test_a_doubt_of_an_earlier_attempt_is_remembered(world: World) -> None:
    message_id = put(world, "raseed")
    context = to(world, Script(AMBIGUOUS))
    deliver.deliver(context)
    world.later(hours=5)
    deliver.deliver(context)
    assert row(world, message_id).why == "may_have_left"
    assert again(world, message_id, valid_for=timedelta(hours=4)) == "may_have_left"
    assert outbox.page(world.context, search=Search()).rows[0].unsure
    assert again(world, message_id, valid_for=timedelta(hours=4), doubtful=True) == "queued"


def test_what_another_message_has_replaced_stays(world: World) -> None:
    message_id = dead(world)
    with world.context.database.transaction() as connection:
        line = conversations.line_of(connection, channel="sms", address=ONE, at=world.now)
        messages.enqueue(connection, line=line, text="raseed", at=world.now, fallback_of=message_id)
    assert again(world, message_id) == "replaced"


def test_an_answer_whose_time_is_over_needs_more_time(world: World) -> None:
    message_id = dead(world)
    world.later(hours=5)
    assert again(world, message_id) == "too_late"
    assert again(world, message_id, valid_for=timedelta(hours=4)) == "queued"
    assert row(world, message_id).valid_until == world.now + timedelta(hours=4)
    assert deliver.drain(to(world, Script())) == 1 and states(world) == ["sent"]


def test_stop_and_erasure_end_it(world: World) -> None:
    message_id = dead(world)
    with world.context.database.transaction() as connection:
        line = conversations.line_of(connection, channel="sms", address=ONE, at=world.now)
        conversations.opt_out(connection, contact_id=line.contact_id, at=world.now)
    assert again(world, message_id, doubtful=True) == "opted_out"
    with world.context.database.transaction() as connection:
        conversations.opt_out(connection, contact_id=line.contact_id, at=None)
    assert personal_data.erase(world.context, phone=ONE) == "forgotten"
    assert again(world, message_id, doubtful=True, valid_for=timedelta(hours=4)) == "erased"


def test_a_question_after_which_the_talk_went_on_is_not_asked_again(world: World) -> None:
    message_id = dead(world, "Kul kitne?", tag="question")
    put(world, "Theek hai", ONE)
    assert again(world, message_id) == "overtaken"


# What we wrote first


@pytest.fixture
def reminder(world: World) -> int:
    """A reminder that was given up; the clock stands on its morning, in contact hours."""
    agree(world)
    world.now = datetime.fromisoformat("2026-12-20T10:00+05:00")
    assert [one.outcome for one in world.tick()] == ["sent"]
    with world.context.database.transaction() as connection:
        query = select(MESSAGE.c.id).where(MESSAGE.c.tag == messages.PROACTIVE)
        message_id = int(connection.execute(query).scalar_one())
    end(world, message_id, state="dead", why="tried_often", attempts=8, maybe_sent=False)
    return message_id


def test_a_reminder_goes_again_in_hours_and_not_beyond_them(world: World, reminder: int) -> None:
    world.now = world.now.replace(hour=18, minute=55)
    assert again(world, reminder) == "queued"
    closes = row(world, reminder).valid_until
    assert closes <= world.now + timedelta(minutes=5)
    world.later(minutes=6)
    carrier = Script()
    deliver.drain(to(world, carrier))
    assert carrier.texts == [] and row(world, reminder).why == "too_late"


def test_a_reminder_stays_where_it_is(world: World, reminder: int) -> None:
    now = world.now
    world.now = now.replace(hour=22)
    end(world, reminder, valid_until=world.now + timedelta(hours=4))
    assert again(world, reminder) == "closed_hours"
    world.now = now
    end(world, reminder, valid_until=now - timedelta(minutes=1))
    assert again(world, reminder, valid_for=timedelta(hours=4)) == "too_late"
    end(world, reminder, valid_until=now + timedelta(hours=4))
    with world.context.database.transaction() as connection:
        connection.execute(text("UPDATE conversation SET held_by = 'agent'"))
    assert again(world, reminder) == "held"
    with world.context.database.transaction() as connection:
        connection.execute(text("UPDATE conversation SET held_by = 'bot'"))
        line = conversations.line_by_contact(connection, row_contact(connection, reminder))
        other = messages.enqueue(connection, line=line, text="x", at=now, tag=messages.PROACTIVE)
    assert again(world, reminder) == "frequency"
    end(world, other, state="dead")
    with world.context.database.transaction() as connection:
        connection.execute(text("UPDATE customer SET paused_reason = 'hardship'"))
    assert again(world, reminder) == "no_longer_due"
    with world.context.database.transaction() as connection:
        connection.execute(text("UPDATE customer SET paused_reason = NULL"))
    assert again(world, reminder) == "queued"


def test_a_reminder_of_what_is_paid_is_silent(world: World, reminder: int) -> None:
    from lender import ask_for

    world.pay(ask_for(world, 1), 5_000_000)
    assert again(world, reminder) == "no_longer_due"


def row_contact(connection, message_id: int) -> int:
    return int(
        connection.execute(select(MESSAGE.c.contact_id).where(MESSAGE.c.id == message_id)).scalar_one()
    )


def test_all_at_once(either_world: World) -> None:
    world = either_world
    ids = [dead(world, number=f"+9230000068{number:02d}") for number in range(5)]
    end(world, ids[3], why="tried_often", error_code=None)
    search = Search(states=("dead",), reason="21211")
    done = list(send_all_again(world.context, search=search, terms=Terms()))
    assert [(one.id, one.outcome) for one in done] == [(one, "queued") for one in ids if one != ids[3]]
    assert list(send_all_again(world.context, search=search, terms=Terms())) == []


def test_refused_again_it_is_dead_again(world: World) -> None:
    message_id = dead(world)
    assert again(world, message_id) == "queued"
    deliver.drain(to(world, Script(SendFailed("rejected", "no", code=30007))))
    assert (row(world, message_id).state, row(world, message_id).error_code) == ("dead", 30007)
    assert again(world, message_id) == "retried"


@pytest.mark.parametrize(
    ("number", "masked"),
    [("+923000000303", "+92300*****03"), ("PK.1A2B3C4D", "PK.1A2***4D"), ("erased", "******")],
)
def test_masked(number: str, masked: str) -> None:
    assert outbox.mask_number(number) == masked


# A late charge: written first as well


@pytest.fixture
def charge(world: World) -> int:
    """Word of a late charge that was given up; the clock stands on that day."""
    agree(world)
    for day in range(30, 45):
        world.now = datetime.fromisoformat("2026-11-23T10:30+05:00") + timedelta(days=day)
        world.tick()
        with world.context.database.transaction() as connection:
            query = select(MESSAGE.c.id).where(MESSAGE.c.tag == "late_charge")
            found = connection.execute(query).scalar()
        if found is not None:
            end(world, found, state="dead", why="tried_often", attempts=8, maybe_sent=False)
            return int(found)
    raise AssertionError("nothing was charged")


def test_word_of_a_late_charge_keeps_to_hours_and_limits(world: World, charge: int) -> None:
    now = world.now
    world.now = now.replace(hour=22)
    assert again(world, charge, valid_for=timedelta(hours=14)) == "too_late"
    end(world, charge, valid_until=world.now + timedelta(hours=14))
    assert again(world, charge) == "closed_hours"
    world.now = now
    with world.context.database.transaction() as connection:
        line = conversations.line_by_contact(connection, row_contact(connection, charge))
        other = messages.enqueue(connection, line=line, text="x", at=now, tag=messages.PROACTIVE)
    assert again(world, charge) == "frequency"
    end(world, other, state="dead")
    with world.context.database.transaction() as connection:
        connection.execute(text("UPDATE customer SET paused_reason = 'hardship'"))
    assert again(world, charge) == "no_longer_due"
    with world.context.database.transaction() as connection:
        connection.execute(text("UPDATE customer SET paused_reason = NULL"))
    assert again(world, charge) == "queued"


def test_word_of_a_late_charge_that_is_paid_is_not_put_back(world: World, charge: int) -> None:
    from lender import ask_for

    world.pay(ask_for(world, 1), 5_000_000)
    assert again(world, charge) == "no_longer_due"


def test_a_reminder_whose_date_has_moved_is_not_put_back(world: World) -> None:
    from bot.lending.terms import PAY2
    from bot.services.hardship import extend_plan

    agree(world, terms=PAY2)
    world.now = datetime.fromisoformat("2026-12-23T10:30+05:00")
    world.tick()
    with world.context.database.transaction() as connection:
        message_id = connection.execute(
            select(MESSAGE.c.id).where(MESSAGE.c.tag == messages.PROACTIVE)
        ).scalar_one()
        extend_plan(world.context, connection, loan="10000001", by_days=15)
    end(world, message_id, state="dead", why="tried_often", attempts=8, maybe_sent=False)
    assert again(world, message_id) == "no_longer_due"
