"""The supervisor's page of figures, on the real services."""

import csv
import io
import re
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest
from desk_client import desk, site
from flask.testing import FlaskClient
from lender import agree
from sqlalchemy import insert, update
from world import World

from bot.services import agents
from bot.store import desk_tables, people, tables
from bot.store.tables import table

NAMES = (
    "load", "kept", "speed", "reasons", "hours", "days", "scores", "agent_scores", "agents", "overrides",
    "reminders", "skipped", "buckets", "risk",
)  # fmt: skip


@pytest.fixture
def client(world: World) -> FlaskClient:
    return desk(site(world), "saima")


def rows_of(client: FlaskClient, name: str, query: str = "") -> list[list[str]]:
    answer = client.get(f"/console/reports/{name}.csv{query}")
    assert answer.status_code == 200 and answer.mimetype == "text/csv"
    assert answer.headers["Content-Disposition"] == f"attachment; filename={name}.csv"
    return list(csv.reader(io.StringIO(answer.text.removeprefix("\ufeff"))))


def answered(world: World, *, after: timedelta, at: datetime | None = None) -> int:
    """Somebody asks for a person, and Ayesha answers; in which conversation."""
    world.now = at or world.now
    phone = world.phone("sms", "+923000000641")
    for text in ("salam", "1", "0"):
        phone.says(text)
    (row,) = world.desk.rows()
    world.now = row.waits_since + after if row.waits_since else world.now
    world.desk.reply(row.id, world.agent(), "Ji farmaiye")
    return row.id


@pytest.mark.parametrize(
    "path", ["reports", "reports/live", "reports/book", *(f"reports/{name}.csv" for name in NAMES)]
)
def test_only_supervisors_see_figures(world: World, path: str) -> None:
    stranger = site(world).test_client()
    assert stranger.get(f"/console/{path}").status_code in (302, 401)
    agent = desk(site(world))
    assert agent.get(f"/console/{path}").status_code == 403
    assert 'id="nav-reports"' not in agent.get("/console").text


def test_an_empty_desk_has_a_page_and_every_table(client: FlaskClient) -> None:
    page = client.get("/console/reports").text
    assert "Nobody has a conversation now." in page and 'id="nav-reports"' in page
    assert "No conversation came to people in these days." in page
    assert "Nobody owes anything today." in client.get("/console/reports/book").text
    for name in NAMES:
        assert len(rows_of(client, name)[0]) > 1


NONSENSE = ["span=8", "span=x", "span=-1", "span=99999999999", "agent=4711", "agent=x", f"agent={9**40}"]


@pytest.mark.parametrize("query", NONSENSE)
def test_nonsense_is_the_usual_week_of_everybody(client: FlaskClient, query: str) -> None:
    page = client.get(f"/console/reports?{query}").text
    assert '<option value="7" selected>' in page and "16 Nov" not in page and "17 Nov 2026" in page
    assert not re.search(r'<option value="[1-9]\d*" selected>(?!Last 7 days)', page)
    assert len(rows_of(client, "days", f"?{query}")) == 8


def test_a_table_that_does_not_exist(client: FlaskClient) -> None:
    assert client.get("/console/reports/nothing.csv").status_code == 404


@pytest.mark.parametrize(("span", "days"), [(1, 1), (7, 7), (30, 30), (90, 90)])
def test_each_span_has_its_days(client: FlaskClient, span: int, days: int) -> None:
    rows = rows_of(client, "days", f"?span={span}")[1:]
    assert len(rows) == days and rows[-1][0] == "2026-11-23"


def test_the_page_and_the_csv_say_the_same(world: World, client: FlaskClient) -> None:
    answered(world, after=timedelta(minutes=6))
    page = unescape(client.get("/console/reports?span=1").text)
    assert "1 of 1 first responses came in time, and 0 of 0 next ones." in page
    assert "Half of the first responses came within 6 minutes" in page
    assert '<td data-value="100.0"><bdi>100%</bdi></td>' in page
    assert rows_of(client, "kept", "?span=1")[1] == ["first", "1", "0", "0", "0", "100.0"]
    assert rows_of(client, "speed", "?span=1")[1] == ["first", "6.0", "6.0"]
    assert rows_of(client, "reasons", "?span=1")[1] == ["asked", "1", "100.0"]
    agent = world.agent("bilal")
    assert rows_of(client, "kept", f"?span=1&agent={agent}")[1] == ["first", "0", "0", "0", "0", ""]
    assert "Reminders and the book" in page
    assert "Reminders and the book" not in client.get(f"/console/reports?agent={agent}").text


def test_words_of_others_are_no_formulas(world: World, client: FlaskClient) -> None:
    number = answered(world, after=timedelta(minutes=1))
    agents.add_agent(world.context, username="odd", name='=HYPERLINK("x")', password="demo-nadia-1")
    ayesha = world.agent()
    with world.context.database.transaction() as connection:
        people.note(
            connection, at=world.now, agent_id=ayesha, action="insisted", conversation_id=number,
            detail="=1+1",
        )  # fmt: skip
        odd = people.agent_by_username(connection, "odd")
        assert odd is not None
        people.note(connection, at=world.now, agent_id=odd.id, action="take", conversation_id=number)
    assert rows_of(client, "overrides")[1][1:] == ["Ayesha (demo)", "'=1+1", str(number)]
    assert '\'=HYPERLINK("x")' in [row[0] for row in rows_of(client, "agents")]
    page = client.get("/console/reports").text
    assert f'href="/console/conversations/{number}"' in page and "One reply was sent although" in page


def test_the_live_numbers_come_when_there_are_news(world: World, client: FlaskClient) -> None:
    seen = re.findall(r'id="load-seen" name="seen" value="([^"]+)"', client.get("/console/reports").text)[0]
    assert client.get(f"/console/reports/live?seen={seen}").status_code == 204
    phone = world.phone("sms", "+923000000641")
    for text in ("salam", "1", "0"):
        phone.says(text)
    news = client.get(f"/console/reports/live?seen={seen}")
    assert news.status_code == 200 and "<dd>1</dd>" in news.text
    world.later(minutes=16)
    assert 'class="tile bad"' in client.get("/console/reports/live").text


def test_what_is_owed_and_at_risk(world: World, client: FlaskClient) -> None:
    agree(world)
    book = unescape(client.get("/console/reports/book").text)
    assert "belongs to plans with a late instalment" in book and "0.0% of all that is owed" in book
    owed = {row[0]: float(row[1]) for row in rows_of(client, "buckets")[1:]}
    assert owed["current"] > 0 and owed["4_30"] == 0
    world.later(days=45)
    fresh = desk(site(world), "saima")
    late = {row[0]: float(row[1]) for row in rows_of(fresh, "buckets")[1:]}
    assert late["current"] == 0 and sum(late.values()) == owed["current"]
    assert [row[2] for row in rows_of(fresh, "risk")[1:]][:2] == ["100.0", "100.0"]


@pytest.mark.parametrize("tongue", ["en", "ur"])
def test_every_figure_reads_in_both_languages(world: World, client: FlaskClient, tongue: str) -> None:
    number = answered(world, after=timedelta(minutes=6))
    agree(world)
    handoff, agent, ayesha = table(desk_tables.Handoff), table(tables.Agent), world.agent()
    with world.context.database.transaction() as connection:
        connection.execute(update(handoff).values(score_asked_at=world.now, scored_at=world.now, score=4))
        connection.execute(update(agent).values(language=tongue))
        people.note(connection, at=world.now, agent_id=ayesha, action="insisted", conversation_id=number)
        for kind, state, why in (("before_3", "sent", ""), ("on_day", "skipped", "promised")):
            connection.execute(
                insert(table(tables.Reminder)).values(
                    loan_id=1, installment=9, kind=kind, due=world.now.date(), due_at=world.now,
                    next_at=world.now, state=state, why=why,
                    settled_at=world.now.astimezone(UTC),
                )
            )  # fmt: skip
    page = client.get("/console/reports").text + client.get("/console/reports/book").text
    assert len(re.findall(r'<figure [^>]*id="figure-', page)) == len(NAMES)
    assert len(re.findall(r"<table ", page)) == len(NAMES)
    assert ("Half of the first" in page) == (tongue == "en")
