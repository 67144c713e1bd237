"""Somebody about whom everything is known, so that any state of any flow can be walked: facts and slots, no store."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from bot.lending.applicant import BureauReport, Reason
from bot.lending.counter import Counter, Read, Sale, Sums
from bot.lending.facts import Due, Facts, Loan, Order, Person, Received, Shop, Ways
from bot.lending.hardship import Smaller
from bot.lending.money import rupees
from bot.lending.plans import offers
from bot.lending.schedule import Payday

NOW = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)
TODAY = date(2026, 11, 23)
SHOP = Shop("101", "Namoona Mobile", 400)


def loan(number: str, *, due: date) -> Loan:
    parts = tuple(
        Due(n, due + timedelta(days=30 * (n - 1)), rupees(5_225), 0 if n > 1 else rupees(225))
        for n in (1, 2, 3)
    )
    return Loan(
        number=number, shop=SHOP, accepted_at=NOW - timedelta(hours=2), principal=rupees(15_000), markup=rupees(675),
        installments=parts, settles_for=rupees(15_000), credit=rupees(120), extension_days=15,
    )  # fmt: skip


FACTS = Facts(
    now=NOW,
    fresh="8812345678",
    consented=True,
    person=Person(
        name="Namoona Khan", cnic_masked="35202-*****67-1", born=date(1990, 8, 15), income=rupees(60_000),
        obligations=rupees(3_000), payday=Payday("monthly", 1), limit=rupees(45_000), pin_set=True,
        unlocked_until=NOW + timedelta(minutes=10),
    ),
    loans=(loan("81111111", due=TODAY + timedelta(days=3)), loan("82222222", due=TODAY + timedelta(days=9))),
    received=lambda: Received(rupees(225), NOW - timedelta(hours=1), "81111111", (1,)),
    ways=Ways(link="https://qist.example.pk/pay/"),
    shop=lambda code: SHOP if code == "101" else None,
    pin_matches=lambda pin: pin == "4826",
    bureau=lambda _name, _born: BureauReport(source="walk", identity_matches=True),
    weighed=lambda: (Reason("limit_by_affordable", {}), Reason("good_plans", {"count": 2, "grown": rupees(10_000)})),
    smaller=lambda _loan: Smaller(count=4, first=TODAY + timedelta(days=7), each=rupees(3_862)),
    owner_of=lambda _cnic: 7,
    proves=lambda _owner, pin: pin == "4826",
    order=lambda number: Order(number, SHOP, rupees(12_000), "open") if number in ("45678901", "45678902") else None,
    handover_code=lambda _loan: "123456",
    asks_shop=lambda code: SHOP if code == "101" else None,
)  # fmt: skip
SOLD = Sale("81111111", rupees(15_000), NOW - timedelta(hours=2), NOW - timedelta(hours=1), rupees(15_000))
COUNTER = Counter(
    shop=SHOP,
    code=lambda code, _plan: Read("right", SOLD) if code == "123456" else Read("wrong", left=2),
    sale=lambda number: SOLD if number == SOLD.number else None,
    recent=lambda: (SOLD, replace(SOLD, number="82222222")),
    sums=lambda: Sums(
        sales=2, sold=rupees(27_000), waiting=1, shelved=rupees(12_000), due=rupees(15_000), paid=rupees(9_000),
        paid_on=TODAY - timedelta(days=1),
    ),
    may_open=lambda: True,
    order_of=lambda _address, _price: "",
)  # fmt: skip
SELLER = replace(FACTS, counter=lambda: COUNTER)


def facts_in(flow: str) -> Facts:
    """Who walks a flow: a shop its own, the customer every other."""
    return SELLER if flow == "shop" else FACTS


OFFERS = [
    one.to_dict()
    for one in offers(
        price=rupees(12_000),
        today=TODAY,
        payday=Payday("monthly", 1),
        shop_discount_bp=400,
        rules=FACTS.rules,
    )
]
SLOTS: dict[str, Any] = {
    "last": "2026-12-23",
    "amount": rupees(2_000), "agreed": "2026-12-01", "born": "1990-08-15", "cnic": "3520212345671",
    "day": "2026-12-01", "form": "roman", "income": rupees(60_000), "limit": rupees(18_000), "loan": "81111111",
    "monthday": 5, "obligations": rupees(3_000), "debt": rupees(20_000), "offer": OFFERS[0]["terms"]["code"],
    "offers": OFFERS, "owes": "yes", "owner": 7, "payday": "monthly", "pin": "4826", "price": rupees(12_000),
    "reasons": [["reason.income_low", {"income": rupees(14_000), "needed": rupees(15_000)}]],
    "reference": "8812345678", "said_due": "2026-12-02", "said_total": rupees(12_000), "shop": "101",
    "shop_name": SHOP.name, "tries": 1, "weekday": "fri", "work": "salary", "wrong": 0, "count": 4,
    "first": "2026-11-30", "each": rupees(3_862), "name": "Namoona Khan", "which": "account", "score": "five",
    "order": "45678901", "code": "123456", "plan": "81111111", "phone": "03001234567", "sum": "15000", "in_shop": True,
    "parts": "1, 2", "used": "yes",
}  # fmt: skip
