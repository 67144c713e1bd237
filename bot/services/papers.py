"""What stands on our papers: the key fact statement, an account, a receipt. In English and Urdu side by side."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from bot.conversation.catalog import Catalog
from bot.conversation.grammar import Json, Language
from bot.conversation.values import rupees
from bot.documents.page import Both, Fact, Page
from bot.lending.account import AccountLine
from bot.lending.earning import SettlementQuote
from bot.lending.facts import Loan
from bot.lending.hours import PAKISTAN
from bot.lending.ledger import LoanBalance
from bot.lending.posting import REVERSAL
from bot.lending.rules import Rules
from bot.lending.statement import KeyFacts, agreed_charge

LINES = {
    "accept": "accept", "payment": "payment", "placed": "payment", "credit_used": "credit_used",
    "late_charge": "late_charge", "waive": "waive", "cancel": "cancel", "rebate": "rebate", "refund": "refund",
    "write_off": "write_off", "relief": "write_off", "payout_requested": "payout",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes pages with the words of the catalogue."""

    catalog: Catalog
    rules: Rules

    def statement(self, facts: KeyFacts, *, shop: str, name: str) -> Page:
        """Everything SECP's Circular 15 of 2022 asks for (customnews.pk 2022-12-30), on one page."""
        shown = [
            self._fact("number", facts.reference),
            self._fact("customer", name),
            self._fact("shop", shop),
            self._fact("on", _day(facts.agreed_on)),
            self._fact("price", _money(facts.price)),
            self._fact("advance", _money(facts.advance)),
            self._fact("markup", _money(facts.markup)),
            self._fact("total", _money(facts.total), strong=True),
            self._fact("rate", f"{facts.annual_rate} %"),
            self._fact("effective", f"{facts.effective_rate} %"),
            self._fact("tenor", str(facts.tenor_days)),
        ]
        return Page(
            title=self._both("kfs"),
            facts=tuple(fact for fact in shown if fact.value),
            head=(self._both("part"), self._both("due"), self._both("amount")),
            rows=tuple(
                (str(part.number), _day(part.due), _money(part.amount)) for part in facts.installments
            ),
            notes=tuple(self._conditions(facts)),
            foot=f"{facts.version} / {facts.reference}",
        )

    def aloud(self, facts: KeyFacts, *, shop: str) -> str:
        """The same statement as it is read out, in Urdu."""
        rows = [
            self._said("kfs.row", number=part.number, due=part.due.isoformat(), amount=part.amount)
            for part in facts.installments
        ]
        facts_said = self._said(
            "paper.aloud",
            shop=shop,
            price=facts.price,
            markup=facts.markup,
            total=facts.total,
            rate=str(facts.annual_rate.normalize()),
            days=facts.tenor_days,
            rows="\n".join(rows),
        )
        rules_said = self._said(
            "paper.aloud_rules",
            late=agreed_charge(facts, "late_charge"),
            grace=facts.late_grace_days,
            hours=facts.cooling_off_hours,
        )
        return f"{facts_said}\n{rules_said}"

    def _said(self, key: str, **params: Json) -> str:
        return self.catalog.text(language="ur", channel="whatsapp", key=key, params=params)

    def account(
        self,
        lines: Iterable[AccountLine],
        *,
        balance: LoanBalance,
        quote: SettlementQuote,
        shop: str,
        name: str,
        at: datetime,
    ) -> Page:
        """Every line of a plan, and what is left."""
        facts = [self._fact("number", balance.loan), self._fact("customer", name), self._fact("shop", shop)]
        facts += [
            self._fact("on", _day(at)),
            self._fact("left", _money(balance.outstanding), strong=True),
            self._fact("settles", _money(quote.amount) if quote.forgiven else ""),
            self._fact("credit", _money(balance.credit) if balance.credit else ""),
        ]
        return Page(
            title=self._both("account"),
            facts=tuple(fact for fact in facts if fact.value),
            head=(self._both("on"), self._both("what"), self._both("amount"), self._both("owed")),
            rows=tuple(self._line(line) for line in lines),
            notes=(self._both("complain", days=self.rules.complaint_days),),
            foot=f"account / {balance.loan} / {at.astimezone(PAKISTAN):%Y-%m-%d %H:%M}",
        )

    def schedule(self, loan: Loan, *, at: datetime) -> Page:
        """When how much of a plan is due, and what is paid of it."""
        return Page(
            title=self._both("schedule"),
            facts=(
                self._fact("number", loan.number),
                self._fact("on", _day(at)),
                self._fact("left", _money(loan.outstanding), strong=True),
            ),
            head=(self._both("part"), self._both("due"), self._both("amount"), self._both("left")),
            rows=tuple(
                (
                    str(part.number),
                    _day(part.due),
                    _money(part.amount),
                    _money(part.left) if part.left else self._both("done"),
                )
                for part in loan.installments
            ),
            foot=f"schedule / {loan.number} / {at.astimezone(PAKISTAN):%Y-%m-%d %H:%M}",
        )

    def receipt(self, *, amount: int, reference: str, loan: str, at: datetime) -> Page:
        """Money that came in. What is left is not on it, for the picture may be seen by others."""
        return Page(
            title=self._both("receipt"),
            facts=(
                self._fact("received", _money(amount), strong=True),
                self._fact("on", _day(at)),
                self._fact("reference", reference),
                self._fact("number", loan),
            ),
            foot=f"receipt / {reference}",
        )

    def _conditions(self, facts: KeyFacts) -> Iterable[Both]:
        late = agreed_charge(facts, "late_charge")
        if late:
            yield self._both("late", late=late, days=facts.late_grace_days + 1)
        yield self._both("no_fees")
        yield self._both("early")
        if facts.free_extensions:
            yield self._both("extension", days=facts.extension_days)
        yield self._both("leave", hours=facts.cooling_off_hours)
        yield self._both("complain", days=self.rules.complaint_days)

    def _line(self, line: AccountLine) -> tuple[str | Both, ...]:
        kind = "undone" if line.kind.endswith(REVERSAL) else LINES.get(line.kind, "other")
        return (_day(line.at), self._both(f"line_{kind}"), _money(line.amount), _money(line.balance))

    def _fact(self, label: str, value: str, *, strong: bool = False) -> Fact:
        return Fact(self._both(label), value, strong)

    def _both(self, key: str, **params: int | str) -> Both:
        return Both(self._text("en", key, params), self._text("ur", key, params))

    def _text(self, language: Language, key: str, params: Mapping[str, Json]) -> str:
        return self.catalog.text(language=language, channel="whatsapp", key=f"paper.{key}", params=params)


def _money(paisa: int) -> str:
    return rupees("en", paisa)


def _day(on: date) -> str:
    """By numbers, so that it reads the same from either side of the page."""
    return f"{on.astimezone(PAKISTAN) if isinstance(on, datetime) else on:%d-%m-%Y}"
