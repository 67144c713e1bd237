"""Webhooks to a shop's server that is really there: what arrives, what is tried again, what is given up."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from lender import agree
from sqlalchemy import text, update
from test_money_at_once import at_once
from world import World

from bot.channels.merchant.post import BadAddress, Postman
from bot.services import order_events, orders, send_webhooks, webhook_endpoints
from bot.services.retention import erase_old
from bot.services.send_webhooks import WAITS
from bot.store import endpoints, webhooks
from bot.store.webhooks import DELIVERY
from tests.fakes.shop_server import TALKS, ShopServer, certificate_for, shop_server

pytestmark = pytest.mark.enable_socket
QUICK = Postman(
    anywhere=True, seconds=0.4
)  # for those that are slow: a busy machine may be as slow with the others
PATIENT = Postman(anywhere=True)


@pytest.fixture
def server() -> Iterator[ShopServer]:
    with shop_server() as fake:
        yield fake


class Told:
    """A shop with an endpoint, and what becomes of what it is told."""

    def __init__(self, world: World, server: ShopServer, *, events: tuple[str, ...] = ()) -> None:
        self.world, self.server = world, server
        self.context = replace(world.context, postman=PATIENT)
        with self.context.database.transaction() as connection:
            self.order = orders.open_order(
                self.context, connection, shop="101", price=1_000_000, source="api", reference="A-7"
            )
            self.endpoint, self.secret = webhook_endpoints.add(
                self.context, connection, shop_id=self.order.shop_id, url=server.url, events=events
            )

    def happens(self, event: order_events.Event = "order.accepted") -> None:
        with self.context.database.transaction() as connection:
            order_events.note(connection, order=self.order, event=event, at=self.world.now)

    def send(self) -> int:
        return send_webhooks.send_webhooks(self.context)

    def log(self) -> list[webhook_endpoints.Delivery]:
        with self.context.database.transaction() as connection:
            return webhook_endpoints.log(connection, endpoint=self.endpoint, before=0, limit=100)

    def states(self) -> list[tuple[str, int]]:
        return [(one.row.state, len(one.attempts)) for one in self.log()]

    def off(self) -> bool:
        return bool(webhook_endpoints.turned_off(self.context))


def test_what_happens_to_an_order_arrives_signed(either_world: World, server: ShopServer) -> None:
    told = Told(either_world, server)
    agree(either_world)
    with told.context.database.transaction() as connection:
        orders.take(connection, number=told.order.number, loan="10000001", at=either_world.now)
    assert told.send() == 1
    (message,) = server.verified(told.secret)
    assert message["type"] == "order.accepted"
    assert message["data"] == {"number": told.order.number, "reference": "A-7", "price": 1_000_000}
    assert told.states() == [("delivered", 1)]
    assert told.send() == 0


def test_an_event_of_a_transaction_that_fails_is_never_told(either_world: World, server: ShopServer) -> None:
    told = Told(either_world, server)
    with pytest.raises(ZeroDivisionError), told.context.database.transaction() as connection:
        orders.cancel(told.context, connection, number=told.order.number)
        raise ZeroDivisionError
    assert told.send() == 0 and server.arrived == []


def test_the_tick_tells_of_orders_that_are_over(world: World, server: ShopServer) -> None:
    told = Told(world, server)
    world.later(hours=25)
    world.tick()
    assert [one["type"] for one in server.verified(told.secret)] == ["order.expired"]


def test_a_shop_hears_of_its_own_and_of_what_it_asked_for(either_world: World, server: ShopServer) -> None:
    told = Told(either_world, server, events=("order.cancelled",))
    with told.context.database.transaction() as connection:
        other = orders.open_order(told.context, connection, shop="102", price=1_000_000, source="api")
        orders.cancel(told.context, connection, number=other.number)
    told.happens("order.accepted")
    told.happens("order.cancelled")
    told.send()
    assert [one["data"]["number"] for one in server.verified(told.secret)] == [told.order.number]


@pytest.mark.parametrize(
    ("mood", "status", "error"),
    [
        ("broken", 500, ""),
        ("redirect", 302, ""),
        ("slow", None, "timeout"),
        ("trickle", None, "timeout"),
        ("garbage", None, "garbage"),
        ("hangs_up", None, "no_connection"),
    ],
)
def test_what_is_not_taken_is_tried_again_and_told_in_the_log(
    world: World, server: ShopServer, mood: str, status: int | None, error: str
) -> None:
    told = Told(world, server)
    told.happens()
    server.mood = mood  # type: ignore[assignment]
    patient, told.context = told.context, replace(told.context, postman=QUICK)
    assert told.send() == 1
    told.context = patient
    ((delivery),) = told.log()
    assert delivery.row.state == "waiting"
    (attempt,) = delivery.attempts
    assert (attempt.status, attempt.error) == (status, error)
    assert told.send() == 0  # not before its time
    server.mood = "good"
    world.later(seconds=6)
    assert told.send() == 1
    assert told.states() == [("delivered", 2)]
    assert server.elsewhere == []  # no redirect was followed
    assert len({one.headers["webhook-id"] for one in server.arrived}) == 1


def test_of_a_long_answer_the_beginning_is_read(world: World, server: ShopServer) -> None:
    told = Told(world, server)
    told.happens()
    server.mood = "talks"
    told.send()
    ((attempt),) = told.log()[0].attempts
    assert attempt.status == 200 and 0 < len(attempt.answer) <= 1024 < len(TALKS)


def test_nobody_there_is_told_too(world: World, server: ShopServer) -> None:
    told = Told(world, server)
    told.happens()
    with told.context.database.transaction() as connection:
        endpoints.change(connection, endpoint_id=told.endpoint.id, url="http://127.0.0.1:1/hook")
    told.send()
    assert told.log()[0].attempts[0].error == "no_connection"


def test_it_is_tried_for_three_days_and_then_given_up(either_world: World, server: ShopServer) -> None:
    world, told = either_world, Told(either_world, server)
    told.happens()
    server.mood = "broken"
    begun = world.now
    for wait in (timedelta(0), *WAITS):
        world.later(seconds=wait.total_seconds() * 1.11)
        told.send()
    assert told.states() == [("failed", len(WAITS) + 1)]
    assert timedelta(days=3) < world.now - begun < timedelta(days=4)
    assert not told.off()
    world.later(days=30)
    assert told.send() == 0


def test_an_endpoint_that_is_dead_for_days_is_turned_off_and_people_hear_of_it(
    either_world: World, server: ShopServer, caplog: pytest.LogCaptureFixture
) -> None:
    world, told = either_world, Told(either_world, server)
    server.mood = "broken"
    for _ in range(7):
        told.happens()
        told.send()
        world.later(days=1)
    assert told.off() and "turned off" in caplog.text
    seen = len(server.arrived)
    told.happens()
    world.later(days=1)
    assert told.send() == 0 and len(server.arrived) == seen
    server.mood = "good"
    agent = world.promote("kamran", "administrator")
    endpoint_id = webhook_endpoints.turned_off(told.context)[0].id
    assert webhook_endpoints.turn_on_by_person(told.context, endpoint_id=endpoint_id, agent_id=agent)
    assert told.send() > 0  # what waited meanwhile
    assert not told.off()


def test_one_good_answer_and_the_days_are_counted_anew(world: World, server: ShopServer) -> None:
    told = Told(world, server)
    for mood in ("broken", "good", "broken"):
        server.mood = mood  # type: ignore[assignment]
        told.happens()
        told.send()
        world.later(days=3)
    assert not told.off()


def test_who_answers_gone_is_told_nothing_more(world: World, server: ShopServer) -> None:
    told = Told(world, server)
    server.mood = "gone"
    told.happens()
    told.send()
    assert told.off()


def test_while_a_secret_is_changed_both_are_right(either_world: World, server: ShopServer) -> None:
    world, told = either_world, Told(either_world, server)
    with told.context.database.transaction() as connection:
        new = webhook_endpoints.rotate(
            told.context, connection, shop_id=told.order.shop_id, name=told.endpoint.name
        )
    told.happens()
    told.send()
    assert server.verified(told.secret) == server.verified(new)
    world.later(hours=25)
    server.arrived.clear()
    told.happens()
    told.send()
    assert server.verified(new)
    with pytest.raises(AssertionError):
        server.verified(told.secret)


def test_no_secret_lies_open_in_the_store(either_world: World, server: ShopServer) -> None:
    told = Told(either_world, server)
    with told.context.database.transaction() as connection:
        whole = str(connection.execute(text("SELECT * FROM webhook_endpoint")).all())
    assert told.secret not in whole and told.secret.removeprefix("whsec_") not in whole


def test_many_workers_send_each_once(either_world: World, server: ShopServer) -> None:
    told = Told(either_world, server)
    for _ in range(12):
        told.happens()
    done = at_once(*[lambda: send_webhooks.send_webhooks(told.context, limit=4)] * 4)
    while told.send():
        pass
    assert sum(map(int, done)) <= 12  # type: ignore[call-overload]
    assert len({one.headers["webhook-id"] for one in server.arrived}) == len(server.arrived) == 12


def test_what_a_dead_worker_had_in_hand_is_taken_over(either_world: World, server: ShopServer) -> None:
    world, told = either_world, Told(either_world, server)
    told.happens()
    with told.context.database.transaction() as connection:
        (claimed,) = webhooks.claim(connection, now=world.now, limit=10)
    assert told.send() == 0
    world.later(seconds=61)
    assert told.send() == 1
    with told.context.database.transaction() as connection:  # it was only slow, and wakes up
        assert not webhooks.settle(connection, one=claimed, state="failed", next_at=world.now)
    assert told.states() == [("delivered", 1)]


def test_asked_to_stop_it_gives_back_what_it_has_not_begun(world: World, server: ShopServer) -> None:
    told = Told(world, server)
    for _ in range(3):
        told.happens()
    asked = iter([False, True])
    assert send_webhooks.send_webhooks(told.context, stopping=lambda: next(asked)) == 1
    assert sorted(told.states()) == [("delivered", 1), ("waiting", 0), ("waiting", 0)]
    assert told.send() == 2


def test_a_person_can_have_it_sent_again(either_world: World, server: ShopServer) -> None:
    told = Told(either_world, server)
    told.happens()
    told.send()
    name = told.log()[0].row.name
    with told.context.database.transaction() as connection:
        again = webhook_endpoints.send_again(told.context, connection, endpoint=told.endpoint, name=name)
    assert again == "waiting" and told.send() == 1
    assert told.states() == [("delivered", 2)]
    with told.context.database.transaction() as connection:
        connection.execute(update(DELIVERY).values(state="sending"))
        again = webhook_endpoints.send_again(told.context, connection, endpoint=told.endpoint, name=name)
    assert again == "busy"


def test_what_is_long_over_is_forgotten_and_what_waits_is_not(
    either_world: World, server: ShopServer
) -> None:
    world, told = either_world, Told(either_world, server)
    told.happens()
    told.send()
    with told.context.database.transaction() as connection:
        endpoints.change(connection, endpoint_id=told.endpoint.id, disabled_at=world.now)
    told.happens()
    world.later(days=91)
    for _ in range(2):
        erase_old(told.context, now=world.now)
    assert told.states() == [("waiting", 0)]
    with told.context.database.transaction() as connection:
        assert connection.execute(text("SELECT count(*) FROM order_event")).scalar_one() == 1


# Where nothing goes


@pytest.mark.parametrize(
    "url",
    [
        "http://shop.example.pk/hook",
        "https://127.0.0.1/hook",
        "https://10.0.0.5/",
        "https://192.168.1.1/",
        "https://169.254.169.254/latest/meta-data",
        "https://[::1]/",
        "https://[::ffff:10.0.0.1]/",
        "https://[fd00::1]/",
        "https://0.0.0.0/",
        "https://user:pass@shop.example.pk/",
        "https://shop.example.pk:99999/",
        "ftp://shop.example.pk/",
        "file:///etc/passwd",
        "https:///hook",
        "https://shop.example.pk/ hook",
    ],
)
def test_no_address_inside_and_none_that_is_odd(url: str) -> None:
    with pytest.raises(BadAddress):
        Postman().check(url)
    assert Postman().post(url=url, body="{}", headers={}).error == "refused_address"


@pytest.mark.parametrize(
    "found",
    [
        "127.0.0.1",
        "10.1.2.3",
        "100.64.0.1",
        "::1",
        "fe80::1%eth0",
        "64:ff9b::a00:1",
        "2002:a00:1::",
        "224.0.0.1",
    ],
)
def test_a_name_that_leads_inside_is_refused_when_it_is_looked_up(
    monkeypatch: pytest.MonkeyPatch, found: str
) -> None:
    """Also where it has another address that is outside: which one is taken would be a matter of luck."""
    told = [(0, 0, 0, "", ("93.184.215.14", 443)), (0, 0, 0, "", (found, 443))]
    monkeypatch.setattr("socket.getaddrinfo", lambda *_, **__: told)
    assert Postman().post(url="https://shop.example.pk/", body="{}", headers={}).error == "refused_address"


def test_the_address_that_was_looked_at_is_the_one_that_is_called(
    monkeypatch: pytest.MonkeyPatch, server: ShopServer
) -> None:
    """A name that leads outside when it is looked at and inside when it is called gains nothing: it is asked once."""
    asked: list[str] = []
    port = int(server.url.split(":")[2].split("/")[0])

    def once(host: str, *_: object, **__: object) -> list[tuple]:
        asked.append(host)
        return [(2, 1, 6, "", ("127.0.0.1", port))]

    from urllib3.util import connection as lower

    real = lower.socket.getaddrinfo
    monkeypatch.setattr(
        "socket.getaddrinfo",
        lambda host, *a, **k: once(host) if host == "shop.example" else real(host, *a, **k),
    )
    posted = Postman(anywhere=True).post(url=f"http://shop.example:{port}/hook", body="{}", headers={})
    assert posted.status == 204 and asked == ["shop.example"]
    assert server.arrived[0].headers["host"] == f"shop.example:{port}"


@pytest.mark.parametrize(
    ("name", "status", "error"), [("localhost", 204, ""), ("127.0.0.1", None, "certificate")]
)
def test_a_certificate_for_another_name_convinces_nobody(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, status: int | None, error: str
) -> None:
    certificate = tmp_path / "shop.pem"
    certificate.write_bytes(certificate_for("localhost"))
    monkeypatch.setattr("certifi.where", lambda: str(certificate))
    with shop_server(certificate=certificate) as secure:
        url = secure.url.replace("127.0.0.1", name)
        posted = Postman(anywhere=True).post(url=url, body="{}", headers={})
    assert (posted.status, posted.error) == (status, error)


def test_a_certificate_that_nobody_vouches_for_convinces_nobody(tmp_path: Path) -> None:
    certificate = tmp_path / "shop.pem"
    certificate.write_bytes(certificate_for("localhost"))
    with shop_server(certificate=certificate) as secure:
        posted = Postman(anywhere=True).post(
            url=secure.url.replace("127.0.0.1", "localhost"), body="{}", headers={}
        )
    assert posted.error == "certificate" and secure.arrived == []
