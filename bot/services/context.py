"""What every service stands on, put together once by the composition root."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from threading import Event

from bot.account_messages import REQUIRED, Kind
from bot.bureaus.ports import Patient
from bot.channels.merchant.post import Postman
from bot.channels.ports import Approvals, Carrier
from bot.conversation.catalog import Catalog
from bot.conversation.engine import Engine
from bot.lending.facts import NO_WAYS, Ways
from bot.lending.hours import KARACHI, City
from bot.lending.rules import DEFAULT, Rules
from bot.payments.ports import PaymentProvider
from bot.payments.transfers import Sender
from bot.services.desk import rules as desk_rules
from bot.store.database import Database
from bot.store.spool import Spool
from bot.store.vault import Vault
from bot.understanding import Understanding

Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class Context:
    """`outgoing` is set whenever a transaction has left something to send, so that a courier need not wait."""

    database: Database
    engine: Engine
    catalog: Catalog
    understanding: Understanding
    vault: Vault
    clock: Clock
    fresh: Callable[[], str]
    carriers: Mapping[str, Carrier]
    paper_url: str
    ways: Ways = NO_WAYS  # how customers pay, as a flow tells it
    providers: Mapping[str, PaymentProvider] = field(default_factory=dict)  # by name, the first is told first
    sender: Sender | None = None  # a provider that pays out at once, where there is one
    bureau: Patient | None = None
    voice: Callable[[str], bytes] | None = None  # Urdu words to MP3, where the machine can speak
    rules: Rules = DEFAULT
    city: City = KARACHI
    late_on_whatsapp: bool = False  # Meta bars debt collection; an operator decides when that changes
    desk: desk_rules.DeskRules = desk_rules.DEFAULT
    approvals: Approvals | None = None  # where WhatsApp's templates are handed in; None without Twilio
    roman_as: str = "ur"  # the language WhatsApp is told that Roman Urdu is
    always_tell: frozenset[Kind] = REQUIRED  # what goes out even after STOP
    spool: Spool | None = None  # where requests wait while the store is down
    postman: Postman = field(default_factory=Postman)  # who brings webhooks to shops
    outgoing: Event = field(default_factory=Event)

    @property
    def payment_provider(self) -> str:
        """Whose account money goes out of, where nobody says otherwise."""
        return next(iter(self.providers), "sandbox")
