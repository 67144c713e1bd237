"""`qist flows cost`: whole conversations by SMS, really held with the services in memory, and counted."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import get_args

from bot.channels.ports import Inbound
from bot.in_memory import MORNING, in_memory
from bot.payments.ports import Paid
from bot.services import deliver, phone_read
from bot.services.context import Context
from bot.services.payments import amount_asked
from bot.services.phone_views import PhoneMessage
from bot.services.receive import receive
from bot.services.record_payment import record_payment
from bot.services.tick import tick
from bot.understanding import Language
from flows.journeys import Journey, repaying, to_a_plan

A_REMINDER = 1  # segments, and of whatever else we begin
LATE_CHARGE = "late charge told"
DAYS_OF_A_PLAN = 70


@dataclass(frozen=True, slots=True)
class Cost:
    """What one conversation takes of outgoing messages and segments; `most` is allowed in Roman Urdu."""

    journey: str
    language: Language
    messages: int
    segments: int
    most: int

    @property
    def too_dear(self) -> bool:
        return self.language == "ur-Latn" and self.segments > self.most


def costs() -> list[Cost]:
    """Every journey in every written form."""
    return [cost for number, language in enumerate(get_args(Language)) for cost in _of(language, number)]


def table(measured: Iterable[Cost], *, rupees: float) -> str:
    """One line for each journey and form, priced at `rupees` a segment."""
    head = f"{'journey':<28}{'form':<9}{'messages':>9}{'segments':>9}{'allowed':>9}{'rupees':>9}"
    return "\n".join([head, *(_line(cost, rupees) for cost in measured)])


def _line(cost: Cost, rupees: float) -> str:
    allowed = str(cost.most) if cost.language == "ur-Latn" else ""
    price = f"{cost.segments * rupees:.2f}"
    return f"{cost.journey:<28}{cost.language:<9}{cost.messages:>9}{cost.segments:>9}{allowed:>9}{price:>9}"


def _of(language: Language, number: int) -> Iterator[Cost]:
    """One customer's life: a plan, its reminders while nobody answers, and a payment."""
    with in_memory() as context:
        customer = _Customer(context, f"+92300000{number:04d}")
        joining = to_a_plan(language, cnic=f"352021234567{2 * number + 1}")
        yield _cost(joining, language, customer.holds(joining))
        for kind, segments in customer.reminded().items():
            yield Cost(kind, language, 1, segments, A_REMINDER)
        customer.says("9")
        yield _cost(repaying(), language, customer.holds(repaying()))


def _cost(journey: Journey, language: Language, heard: list[PhoneMessage]) -> Cost:
    return Cost(journey.name, language, len(heard), sum(one.segments for one in heard), journey.most)


class _Customer:
    def __init__(self, context: Context, number: str) -> None:
        self.now = MORNING
        self._context = replace(context, clock=lambda: self.now)
        self._number = number
        self._sent = 0
        self._seen = 0

    def holds(self, journey: Journey) -> list[PhoneMessage]:
        heard = [message for line in journey.lines for message in self.says(line)]
        return heard + self._pays(heard[-1].text) if journey.pays else heard

    def says(self, text: str) -> list[PhoneMessage]:
        self._sent += 1
        self.now += timedelta(seconds=10)  # to read the answer before
        inbound = Inbound(f"cost-{self._number}-{self._sent}", "sms", self._number, text, self.now)
        receive(self._context, inbound=inbound)
        return self._hears()

    def reminded(self) -> dict[str, int]:
        """The segments of each kind of message that we begin while the first instalment stays unpaid."""
        kinds: dict[str, int] = {}
        for _ in range(DAYS_OF_A_PLAN):
            self.now += timedelta(days=1)
            done = tick(self._context, now=self.now)
            sent = [f"reminder, {one.kind}" for one in done if one.outcome == "sent"]
            heard = self._hears()
            sent += [LATE_CHARGE] * (len(heard) - len(sent))
            kinds |= {kind: one.segments for kind, one in zip(sent, heard, strict=True)}
        return kinds

    def _pays(self, how_to: str) -> list[PhoneMessage]:
        """The wallet calls back for the reference that the last message names."""
        reference = re.findall(r"/pay/(\d+)", how_to)[0]
        paisa = amount_asked(self._context, reference) or 0
        record_payment(
            self._context, Paid("sandbox", f"cost-{reference}", reference, paisa, self.now, ok=True)
        )
        return self._hears()

    def _hears(self) -> list[PhoneMessage]:
        deliver.drain(self._context)
        thread = phone_read.messages(self._context, channel="sms", number=self._number, after=self._seen)
        self._seen = max((one.id for one in thread), default=self._seen)
        return [one for one in thread if one.direction == "out"]
