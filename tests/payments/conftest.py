"""A till: a plan on each of the two stores, the application served over HTTP, and the providers faked behind it."""

import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, replace

import pytest
from journeys.served import _listening
from lender import agree, ask_for, stands
from world import World, settings_for

from bot.app import create_app, ways_of
from bot.lending.ledger import LoanBalance
from bot.lending.terms import PAY2
from bot.payments.connect import connect
from bot.services import oddities
from bot.services.payments import begin
from bot.store.oddities import OddityRow
from tests.fakes import bank
from tests.fakes.bank import FakeBank
from tests.fakes.jazzcash import FakeJazzCash

PLAN, REFERENCE = "10000001", "2000000001"
NUMBER = f"{bank.PREFIX}{PLAN}"


@dataclass
class Till:
    """`url` leads to the application. The plan owes 10,300 rupees in two parts."""

    world: World
    url: str
    jazzcash: FakeJazzCash
    bank: FakeBank

    def asks(self, paisa: int, reference: str = REFERENCE) -> str:
        return ask_for(self.world, paisa, reference=reference)

    def opens(self, reference: str = REFERENCE) -> str:
        """The customer goes to JazzCash's page; the number of the attempt."""
        checkout = begin(self.world.context, reference=reference, provider="jazzcash")
        assert checkout is not None
        fields = dict(checkout.fields)
        assert "pay" in self.jazzcash.post(checkout.url, fields).body
        return fields["pp_TxnRefNo"]

    def told(self, number: str, **changes: str) -> int:
        return self.hears(self.jazzcash.callback(number, **changes))

    def hears(self, fields: dict[str, str], *, as_json: bool = False) -> int:
        """What the application answers to a callback of JazzCash."""
        return self.jazzcash.post(f"{self.url}/webhooks/payments/jazzcash", fields, as_json=as_json).status

    def at_once(self, work: list) -> list:
        """Everything at the same moment, as far as threads can."""
        with ThreadPoolExecutor(len(work)) as pool:
            return [future.result() for future in [pool.submit(one) for one in work]]

    @property
    def stands(self) -> LoanBalance:
        return stands(self.world, PLAN)

    @property
    def received(self) -> int:
        """All that came in for the plan, as far as it was not taken back."""
        return self.stands.paid + self.stands.credit

    @property
    def odd(self) -> list[OddityRow]:
        return list(oddities.listed(self.world.context))

    @property
    def kinds(self) -> list[str]:
        return [one.kind for one in self.odd]


@pytest.fixture
def till(either_world: World) -> Iterator[Till]:
    with ExitStack() as stack:
        world = either_world
        listening = stack.enter_context(socket.create_server(("127.0.0.1", 0)))
        url = f"http://127.0.0.1:{listening.getsockname()[1]}"
        jazzcash = stack.enter_context(FakeJazzCash())
        chosen = {"QIST_PUBLIC_URL": url, "QIST_PAY_WITH": "sandbox,jazzcash,onebill,raast"}
        settings = settings_for(world.settings.database_url, **chosen, **jazzcash.settings, **bank.SETTINGS)
        world.context = replace(world.context, providers=connect(settings), ways=ways_of(settings))
        stack.enter_context(_listening(create_app(settings, context=world.context), listening))
        agree(world, loan=PLAN, terms=PAY2)
        yield Till(world, url, jazzcash, FakeBank(url))
        assert world.problems() == []
