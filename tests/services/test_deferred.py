"""The store cannot keep up: who knocks is told so, and what Twilio brings to the second address is not lost."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from flask.testing import FlaskClient
from sqlalchemy import text
from world import World, settings_for

from bot.app import create_app
from bot.services import deferred, deliver, phone_read
from bot.store.database import Database, Patience, StoreUnavailable
from bot.store.held_requests import MOST_ATTEMPTS
from tests.fakes.twilio import ACCOUNT_SID, AUTH_TOKEN, FakeTwilio

PUBLIC = "https://qist.example.pk"
AT_ONCE = Patience(lock=0.05, statement=1, pool=0.05, connect=1)
MESSAGE, FALLBACK = "/webhooks/twilio/message", "/webhooks/twilio/fallback"
STATUS, VOICE = "/webhooks/twilio/status", "/webhooks/twilio/voice"
AYESHA, BILAL = "+923001234567", "+923007654321"
TWILIO = {
    "QIST_PUBLIC_URL": PUBLIC,
    "QIST_TWILIO_ACCOUNT_SID": ACCOUNT_SID,
    "QIST_TWILIO_AUTH_TOKEN": AUTH_TOKEN,
    "QIST_TWILIO_SMS_FROM": "+923000000800",
}


class Site:
    """The application over a store that nobody waits for, and Twilio knocking at it."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.database = Database(world.settings.database_url, patience=AT_ONCE, connections=2)
        self.context = replace(world.context, database=self.database)
        settings = settings_for(world.settings.database_url, **TWILIO)
        self.client: FlaskClient = create_app(settings, context=self.context).test_client()
        self.twilio = FakeTwilio()

    def post(self, path: str, form: dict[str, str]) -> Any:
        headers = {"X-Twilio-Signature": self.twilio.sign(PUBLIC + path, form)}
        return self.client.post(path, data=form, headers=headers)

    def form(self, body: str, *, sender: str = AYESHA, sid: str = "") -> dict[str, str]:
        return self.twilio.inbound(From=sender, Body=body, MessageSid=sid or "SM" + uuid4().hex)

    def said(self, number: str = AYESHA) -> list[tuple[str, str]]:
        rows = phone_read.messages(self.world.context, channel="sms", number=number, after=0)
        return [(row.direction, row.text) for row in rows]

    def spooled(self) -> list[Path]:
        return sorted((self.context.spool.folder if self.context.spool else Path()).glob("*"))

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Somebody else writes and does not end."""
        with self.world.context.database.engine.connect() as other:
            if self.database.is_sqlite:
                other.exec_driver_sql("BEGIN EXCLUSIVE")
            else:
                every = "message, contact, conversation, held_request, delivery_event"
                other.execute(text(f"LOCK TABLE {every} IN ACCESS EXCLUSIVE MODE"))
            try:
                yield
            finally:
                other.rollback()


@pytest.fixture
def site(either_world: World) -> Iterator[Site]:
    made = Site(either_world)
    yield made
    made.database.close()


def held(site: Site) -> int:
    with site.world.context.database.snapshot() as connection:
        return int(connection.execute(text("SELECT count(*) FROM held_request")).scalar_one())


def test_who_knocks_while_the_store_is_locked_is_told_to_come_again(site: Site) -> None:
    with site.locked():
        answer = site.post(MESSAGE, site.form("salam"))
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    assert answer.get_json()["code"] == "service_unavailable"
    assert site.said() == []


def test_what_comes_to_the_fallback_while_the_store_is_locked_is_answered_later(site: Site) -> None:
    form = site.form("salam")
    with site.locked():
        assert site.post(MESSAGE, form).status_code == 503
        answer = site.post(FALLBACK, {**form, "ErrorCode": "11200", "ErrorUrl": PUBLIC + MESSAGE})
        assert (answer.status_code, answer.text.count("<Response></Response>")) == (200, 1)
        (file,) = site.spooled()
        assert file.stat().st_mode & 0o077 == 0
        assert "salam" not in file.read_text()
        assert AYESHA not in file.read_text()
    assert deferred.take_in(site.context) == 1
    assert site.spooled() == []
    assert held(site) == 0
    (heard, *answers) = site.said()
    assert heard == ("in", "salam")
    assert answers


def test_while_only_the_application_fails_the_store_keeps_it(site: Site) -> None:
    assert site.post(FALLBACK, site.form("salam")).status_code == 200
    assert (site.spooled(), held(site), site.said()) == ([], 1, [])
    with site.world.context.database.snapshot() as connection:
        (sealed,) = connection.execute(text("SELECT form_enc FROM held_request")).scalars()
    assert b"salam" not in bytes(sealed)
    assert deferred.take_in(site.context) == 1
    assert site.said()[0] == ("in", "salam")


def test_what_was_taken_before_and_comes_again_changes_nothing(site: Site) -> None:
    """The first address had committed, and its answer came too late."""
    form = site.form("salam")
    assert site.post(MESSAGE, form).status_code == 200
    before = site.said()
    for _ in range(3):
        assert site.post(FALLBACK, form).status_code == 200
    with site.locked():
        assert site.post(FALLBACK, form).status_code == 200
    assert deferred.take_in(site.context) == 1
    assert (site.said(), held(site), site.spooled()) == (before, 0, [])


def test_several_are_taken_in_as_they_came(site: Site) -> None:
    spoken = ("salam", "1", "3520212345671", "Namoona Khan")
    with site.locked():
        for words in spoken:
            assert site.post(FALLBACK, site.form(words)).status_code == 200
            site.world.reads()
    assert deferred.take_in(site.context) == len(spoken)
    heard = [words for direction, words in site.said() if direction == "in"]
    assert heard == ["salam", "1", "35202-*****67-1", "Namoona Khan"]
    assert site.world.phone("sms", AYESHA).state == "eligibility.born"


def test_one_that_cannot_be_taken_keeps_its_sender_in_order_and_nobody_else(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    for words, sender in (("salam", AYESHA), ("hello", BILAL), ("1", AYESHA)):
        site.post(FALLBACK, site.form(words, sender=sender))
        site.world.reads()
    whole = deferred.receive
    refuse = _fails_for(AYESHA, whole)
    monkeypatch.setattr(deferred, "receive", refuse)
    assert deferred.take_in(site.context) == 1
    assert (site.said(AYESHA), held(site)) == ([], 2)
    assert site.said(BILAL)
    monkeypatch.setattr(deferred, "receive", whole)
    assert deferred.take_in(site.context) == 0  # not yet
    site.world.later(minutes=1)
    assert deferred.take_in(site.context) == 2
    assert [words for direction, words in site.said() if direction == "in"] == ["salam", "1"]


def test_what_fails_again_and_again_is_kept_for_a_person(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    site.post(FALLBACK, site.form("salam"))
    monkeypatch.setattr(deferred, "receive", _fails_for(AYESHA, deferred.receive))
    for _ in range(MOST_ATTEMPTS + 2):
        deferred.take_in(site.context)
        site.world.later(days=1)
    with site.world.context.database.snapshot() as connection:
        (attempts,) = connection.execute(text("SELECT attempts FROM held_request")).scalars()
    assert attempts == MOST_ATTEMPTS


def _fails_for(address: str, whole: Callable[..., Any]) -> Callable[..., Any]:
    def receive(context: Any, *, inbound: Any) -> Any:
        if inbound.address == address:
            raise RuntimeError("a mistake of ours")
        return whole(context, inbound=inbound)

    return receive


def test_a_report_that_the_store_could_not_take_counts_later(site: Site) -> None:
    """Twilio tells it once: there is no second address for reports."""
    site.world.phone("sms", AYESHA).says("salam")
    with site.world.context.database.transaction() as connection:
        connection.execute(text("UPDATE message SET state = 'sent' WHERE direction = 'out'"))
        sids = connection.execute(text("SELECT provider_id FROM message WHERE direction = 'out'")).scalars()
        sid = next(iter(sids))
    with site.locked():
        for state in ("sent", "delivered"):
            assert site.post(STATUS, {"MessageSid": sid, "MessageStatus": state}).status_code == 204
    assert deferred.take_in(site.context) == 2
    with site.world.context.database.snapshot() as connection:
        query = text("SELECT state FROM message WHERE provider_id = :sid AND direction = 'out'")
        assert connection.execute(query, {"sid": sid}).scalar_one() == "delivered"


@pytest.mark.parametrize("path", [VOICE, FALLBACK])
def test_a_call_that_the_store_could_not_take_is_answered_later(site: Site, path: str) -> None:
    with site.locked():
        answer = site.post(path, {"CallSid": "CA1", "From": AYESHA, "CallStatus": "ringing"})
    assert (answer.status_code, answer.text.count("<Reject ")) == (200, 1)
    assert deferred.take_in(site.context) == 1
    deliver.drain(site.context)
    assert [direction for direction, _ in site.said()][1:] != []


def test_nobody_but_twilio_may_leave_something(site: Site) -> None:
    form = site.form("salam")
    assert site.client.post(FALLBACK, data=form).status_code == 403
    forged = {"X-Twilio-Signature": site.twilio.sign(PUBLIC + MESSAGE, form)}
    assert site.client.post(FALLBACK, data=form, headers=forged).status_code == 403
    assert (held(site), site.spooled()) == (0, [])


def test_a_message_without_an_id_is_no_message(site: Site) -> None:
    assert site.post(FALLBACK, {"Body": "nobody"}).status_code == 400
    assert held(site) == 0


def test_with_neither_store_nor_spool_twilio_is_told(site: Site, tmp_path: Path) -> None:
    assert site.context.spool is not None
    site.context.spool.folder.write_text("a file where the folder should be")
    with site.locked():
        assert site.post(FALLBACK, site.form("salam")).status_code == 503


def test_a_file_that_cannot_be_read_is_put_aside(site: Site) -> None:
    assert site.context.spool is not None
    with site.locked():
        site.post(FALLBACK, site.form("salam"))
    (site.context.spool.folder / f"{0:020d}-half.request").write_text("{")
    assert deferred.take_in(site.context) == 1
    assert [path.suffix for path in site.spooled()] == [".unreadable"]


def test_with_every_connection_taken_the_next_is_told_at_once(site: Site) -> None:
    with site.database.snapshot(), site.database.snapshot():
        answer = site.post(MESSAGE, site.form("salam"))
        assert site.client.get("/readyz").status_code == 503
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    assert site.client.get("/readyz").status_code == 200


def test_while_the_store_does_not_keep_up_one_tries_and_the_others_are_told_at_once(
    either_world: World,
) -> None:
    """Otherwise every thread of a web process would wait behind it, and Twilio's second address with them."""
    url = either_world.settings.database_url
    shedding = Database(url, patience=replace(AT_ONCE, sheds=True), connections=1)
    with shedding.snapshot():
        with pytest.raises(StoreUnavailable) as refused:
            other_thread(lambda: _enter(shedding))
        assert refused.value.whole
        assert shedding._down
    trying, may_end = threading.Event(), threading.Event()

    def attempt() -> None:
        with shedding.snapshot():
            trying.set()
            assert may_end.wait(10)

    first = threading.Thread(target=attempt)
    # The next one after a failure finds out how things are.
    shedding._down = True
    first.start()
    assert trying.wait(10)
    with pytest.raises(StoreUnavailable, match="just now"):
        _enter(shedding)
    may_end.set()
    first.join(10)
    _enter(shedding)
    _enter(shedding)
    shedding.close()


def other_thread(work: Callable[[], None]) -> None:
    failed: list[BaseException] = []

    def run() -> None:
        try:
            work()
        except BaseException as error:
            failed.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    thread.join(10)
    if failed:
        raise failed[0]


def _enter(database: Database) -> None:
    with database.snapshot():
        pass


def test_one_lock_that_takes_too_long_is_no_reason_to_refuse_others(postgres_url: str) -> None:
    shedding = Database(postgres_url, patience=replace(AT_ONCE, sheds=True), connections=3)
    with shedding.transaction() as holder:
        holder.execute(text("SELECT id FROM conversation LIMIT 1 FOR UPDATE"))
        holder.execute(text("LOCK TABLE note IN ACCESS EXCLUSIVE MODE"))
        with pytest.raises(StoreUnavailable) as refused, shedding.transaction() as other:
            other.execute(text("SELECT count(*) FROM note"))
        assert not refused.value.whole
        _enter(shedding)
    shedding.close()


def test_a_statement_that_takes_too_long_is_ended(postgres_url: str) -> None:
    database = Database(postgres_url, patience=Patience(statement=0.05))
    with pytest.raises(StoreUnavailable, match="timeout"), database.transaction() as connection:
        connection.execute(text("SELECT pg_sleep(5)"))
    database.close()


def test_a_store_that_is_not_there(tmp_path: Path) -> None:
    database = Database("postgresql://qist@127.0.0.1:1/qist", patience=AT_ONCE)
    with pytest.raises(StoreUnavailable), database.transaction():
        pass
    assert not database.reachable()
    database.close()


def test_two_processes_take_in_at_once_and_nothing_is_doubled(site: Site) -> None:
    with site.locked():
        for words in ("salam", "1"):
            site.post(FALLBACK, site.form(words))
            site.world.reads()
    both = threading.Barrier(2)

    def take_in() -> None:
        both.wait()
        with suppress(StoreUnavailable):
            deferred.take_in(site.world.context)

    threads = [threading.Thread(target=take_in) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    deferred.take_in(site.world.context)
    assert [words for direction, words in site.said() if direction == "in"] == ["salam", "1"]
    assert (held(site), site.spooled()) == (0, [])
