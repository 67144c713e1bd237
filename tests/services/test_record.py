"""The record: newest first, narrowed, page by page, exported in a file that no spreadsheet runs."""

import csv
import re
from datetime import timedelta
from pathlib import Path

import pytest
from world import World

import bot.services
from bot.lending.hours import PAKISTAN
from bot.services import record, reveal, spreadsheet
from bot.services.record import ACTIONS, Filters
from bot.store import people
from bot.web.console.wording import TONGUES, bundle

NUMBER = "+923000000644"


def noted(
    world: World, action: str, detail: str = "", agent_id: int | None = None, number: int | None = None
) -> None:
    with world.context.database.transaction() as connection:
        people.note(
            connection,
            at=world.now,
            agent_id=agent_id,
            action=action,
            conversation_id=number,
            detail=detail,
        )


def read(world: World, before: int = 0, **filters: object) -> record.Page:
    return record.read(
        world.context, filters=Filters(**filters), agent_id=world.agent("saima"), before=before
    )


def exported(world: World, **filters: object) -> list[dict[str, str]]:
    lines = record.export(world.context, filters=Filters(**filters), agent_id=world.agent("saima"))
    return list(csv.DictReader(lines))


def test_every_action_that_is_noted_reads_as_words_in_both_languages() -> None:
    folder = Path(bot.services.__file__).parent
    text = "\n".join(path.read_text("utf-8") for path in folder.rglob("*.py"))
    found = set(re.findall(r'action="([a-z_]+)"', text))
    assert len(found) > 20
    assert found <= set(ACTIONS)
    for tongue in TONGUES:
        assert [one for one in ACTIONS if not bundle(tongue).has_message(f"audit-{one}")] == []


def test_pages_follow_each_other_without_a_gap(either_world: World) -> None:
    world = either_world
    for number in range(record.PAGE * 2 + 10):
        noted(world, "label", str(number))
    seen, before = [], 0
    while True:
        page = read(world, before=before, action="label")
        seen += [int(one.detail) for one in page.entries]
        noted(world, "label", "999")  # what comes in meanwhile moves nothing
        before = page.before
        if not before:
            break
    assert seen == list(range(record.PAGE * 2 + 10))[::-1]


def test_the_record_is_narrowed(either_world: World) -> None:
    world = either_world
    ayesha, today = world.agent(), world.now.astimezone(PAKISTAN).date()
    noted(world, "place", "first", agent_id=ayesha)
    world.later(days=2)
    noted(world, "place", "second", agent_id=world.agent("bilal"), number=7)
    for filters, expected in (
        ({"action": "place"}, ["second", "first"]),
        ({"action": "place", "agent_id": ayesha}, ["first"]),
        ({"conversation_id": 7}, ["second"]),
        ({"action": "place", "last": today}, ["first"]),
        ({"action": "place", "first": today + timedelta(days=1)}, ["second"]),
        ({"action": "place", "first": today, "last": today + timedelta(days=2)}, ["second", "first"]),
    ):
        assert [one.detail for one in read(world, **filters).entries] == expected, filters


def test_days_are_days_of_pakistan(world: World) -> None:
    evening = world.now.astimezone(PAKISTAN).replace(hour=23, minute=59)
    world.now = evening
    noted(world, "place", "late")
    world.now = evening + timedelta(minutes=2)
    noted(world, "place", "early")
    day = evening.date()
    assert [one.detail for one in read(world, action="place", first=day, last=day).entries] == ["late"]


def test_who_reads_or_exports_the_record_stands_in_it(world: World) -> None:
    read(world, conversation_id=3)
    read(world, before=5)
    exported(world, action="login")
    told = [(one.username, one.detail) for one in read(world, action="see_audit").entries]
    assert told == [("saima", "conversation=3")]
    assert [one.detail for one in read(world, action="audit_export").entries] == ["action=login"]


def test_an_export_is_noted_before_its_first_line(world: World) -> None:
    record.export(world.context, filters=Filters(), agent_id=world.agent("saima"))
    assert len(read(world, action="audit_export").entries) == 1


def test_the_export_holds_everything_in_batches(either_world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(record, "BATCH", 3)
    for number in range(8):
        noted(either_world, "label", str(number))
    assert [row["detail"] for row in exported(either_world, action="label")] == list("76543210")


@pytest.mark.parametrize("text", ["=1+1", "+92", "-2", "@sum", "\tx", "\r=1", "\n=1"])
def test_no_cell_is_a_formula(world: World, text: str) -> None:
    noted(world, "label", text)
    assert exported(world, action="label")[0]["detail"] == "'" + text
    assert spreadsheet.safe("plain =1") == "plain =1"


# The whole number of a card


def with_card(world: World) -> int:
    phone = world.phone("sms", NUMBER)
    for text in ("salam", "1", "3520212345671", "0"):
        phone.says(text)
    (row,) = world.desk.rows()
    return row.id


def look(world: World, number: int, who: str, *, supervises: bool = False) -> reveal.Revealed:
    return reveal.reveal(
        world.context, conversation_id=number, agent_id=world.agent(who), supervises=supervises
    )


def test_only_the_holder_or_a_supervisor_sees_the_whole_number(either_world: World) -> None:
    world = either_world
    number = with_card(world)
    assert look(world, number, "ayesha") == reveal.Revealed("not_yours")
    world.desk.take(number, world.agent())
    assert look(world, number, "ayesha") == reveal.Revealed("shown", "35202-1234567-1")
    assert look(world, number, "bilal").outcome == "not_yours"
    assert look(world, number, "saima", supervises=True).outcome == "shown"
    assert look(world, 999, "saima", supervises=True).outcome == "none"
    told = [(one.username, one.conversation_id) for one in read(world, action="reveal_cnic").entries]
    assert told == [("saima", number), ("ayesha", number)]


def test_it_is_in_the_record_before_it_is_shown(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    number = with_card(world)

    def broken(*_: object, **__: object) -> str:
        raise OSError("the key is gone")

    monkeypatch.setattr("bot.store.customers.cnic", broken)
    with pytest.raises(OSError, match="gone"):
        look(world, number, "saima", supervises=True)
    assert len(read(world, action="reveal_cnic").entries) == 1


def test_many_in_an_hour_are_refused(world: World) -> None:
    number = with_card(world)
    world.desk.take(number, world.agent())
    for _ in range(reveal.MOST_AN_HOUR):
        assert look(world, number, "ayesha").outcome == "shown"
    assert look(world, number, "ayesha") == reveal.Revealed("too_many")
    assert look(world, number, "saima", supervises=True).outcome == "shown"
    world.later(hours=1)
    assert look(world, number, "ayesha").outcome == "shown"
    assert len(read(world, action="reveal_cnic").entries) == reveal.MOST_AN_HOUR + 2
