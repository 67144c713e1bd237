"""Every figure that lending must obey, with where it comes from.

The texts of the SECP circulars could not be read: each SECP figure is as the press named beside it reported
it (read 2026-11-23). A licensee's counsel must confirm them; an operator changes one by building another
`Rules`, never by editing a function. Figures marked "ours" are this product's own conduct rules, not the law.

Money is in paisa, rates are fractions (0.74 = 74 %), basis points are hundredths of a per cent.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal

CADENCE: tuple[tuple[str, int], ...] = (
    ("before_3", -3),
    ("on_day", 0),
    ("after_1", 1),
    ("after_3", 3),
    ("after_7", 7),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """One consistent set of figures. The defaults are those of 2026-11-23."""

    version: str = "2026-11-23"

    # --- SECP, digital lending by non-bank finance companies ---
    max_loan: int = 5_000_000  # Rs 50,000 a loan (2024): cwpakistan.com
    max_total_exposure: int = 10_000_000  # Rs 100,000 from all lenders together (2024): cwpakistan.com
    max_tenor_days: int = 90  # with every extension: masscommunicationtalk.com
    max_daily_rate: Decimal = Decimal("0.0075")  # of principal a day: masscommunicationtalk.com
    max_annual_rate: Decimal = Decimal("0.74")  # annual percentage rate: masscommunicationtalk.com
    max_cost_share: Decimal = Decimal(1)  # fees and penalties together / principal: masscommunicationtalk.com
    cooling_off_hours: int = 24  # leave by repaying principal only: customnews.pk 2023-07-19
    disbursed_share_bp: int = 10_000  # no deduction up front: dawn.com 1730491
    adult_age: int = 18  # majority; the CNIC itself is issued from 18

    # --- ours: size of a plan ---
    min_loan: int = 100_000  # Rs 1,000: below it whole-rupee instalments are too coarse
    first_due_after_days: int = 7  # the first instalment after today is never sooner than this
    free_plan_discount_bp: int = 300  # a plan free for the customer is shown when the shop gives 3 % or more
    payment_told_late_days: int = 7  # what a provider tells us of later than this counts from that long ago
    min_payment: int = 10_000  # Rs 100: the smallest part payment offered; anything received is accepted

    # --- ours: late instalments and hardship ---
    late_charge: int = 10_000  # a flat Rs 100, at most once an instalment, never more than is late
    late_grace_days: int = 3  # charged on the 4th day late at the earliest
    late_charge_to_charity: bool = True  # a liability to a charity, never our income
    free_extensions: int = 1  # a plan, without cost, inside the tenor limit
    extension_days: int = 15  # the longest a free extension moves what is unpaid

    # --- ours: when and how often we write first ---
    contact_opens: time = time(9, 0)  # Asia/Karachi
    contact_closes: time = time(19, 0)
    friday_closed_from: time = time(12, 30)
    friday_closed_until: time = time(14, 30)
    ramadan_minutes_before_sunset: int = 30
    ramadan_minutes_after_sunset: int = 120
    ramadan_slack_days: int = (
        1  # quiet this much longer than the calendar says: the moon is sighted later here
    )
    proactive_per_day: int = 1  # to one customer, all plans together
    proactive_per_week: int = 3  # in any seven days
    call_answer_minutes: int = 10  # who rings again so soon after an answer to a call gets no other
    call_answers_per_day: int = (
        5  # answers to calls of one person in 24 hours: ringing is free, texts are not
    )
    flood_messages: int = 120  # of one telephone in a short time; above it they are kept and not answered
    flood_refill_seconds: int = 60  # after so long one more is answered
    remind_at: time = time(10, 0)
    reminder_stale_hours: int = 36  # a reminder that late is dropped, the next of the cadence speaks
    cadence: tuple[tuple[str, int], ...] = CADENCE  # (kind, days after the due date)
    promise_max_days: int = 14  # the furthest day a promise to pay may name
    promises_broken: int = 2  # so many for one instalment, then a person and not another message
    people_after_days: int = 10  # the cadence is over and nothing came: a person, not the bot
    claim_check_hours: int = 24  # "I have paid" with nothing found: a person looks
    claim_rest_days: int = 3  # no reminder of that instalment for so long, however often it is said
    ramadan_dates: tuple[
        tuple[date, date], ...
    ] = ()  # (first, last fast) as announced; corrects the calendar
    holidays_added: frozenset[date] = frozenset()  # as announced; corrects the calendar
    holidays_removed: frozenset[date] = frozenset()
    holiday_slack_days: int = 1  # quiet this much longer when the calendar only estimates the moon
    unheard_minutes: int = 60  # a WhatsApp message of our own that has not arrived by then goes by SMS
    slow_after: int = 2  # so many of those in a row, and the next begins as SMS

    # --- ours: how long what no rule makes us keep is kept (decision 0014); the books, for good ---
    message_keep_days: int = 730  # what was said, and notes about it, while nothing is open with the customer
    media_keep_days: int = 180  # where pictures and voice notes lie at the provider
    unknown_keep_days: int = 90  # in the list of what was not understood
    answer_keep_days: int = 2  # what a web shop was answered, for when it asks the same again
    report_keep_days: int = 90  # reports of delivery; what came of the message stands in the message

    # --- ours: shops ---
    order_hours: int = 24  # an order that a shop began may be taken so long; then the price is asked again
    orders_per_hour: int = 30  # that one shop may begin by text
    shop_paid_days: int = 1  # days on which banks work, from the handover until the shop has its money
    discount_is_netted: bool = (
        False  # a shop's share is kept back of its money; otherwise billed: docs/decisions/0019
    )
    handover_tries: int = 5  # wrong codes of a shop in an hour, then none is taken until a person has looked
    handover_tries_week: int = 20  # and in a week: slow guessing is guessing
    handover_days: int = 3  # agreed and still not handed over: a person asks customer and shop

    # --- ours: complaints and identity ---
    complaint_days: int = 15  # to answer
    complaint_reminder_days: int = 10  # the supervisor is reminded
    pin_tries: int = 3  # wrong ones, then locked until a person helps

    def caps(self) -> dict[str, str]:
        """The caps an offer was checked against, as text, to be stored with it."""
        return {name: str(getattr(self, name)) for name in CAPS}


CAPS = (
    "version",
    "min_loan",
    "max_loan",
    "max_tenor_days",
    "max_daily_rate",
    "max_annual_rate",
    "max_cost_share",
)


def with_caps(caps: Mapping[str, str]) -> Rules:
    """The rules as they stood when `caps` (see `Rules.caps`) was stored. Raises KeyError."""
    return Rules(
        version=caps["version"],
        min_loan=int(caps["min_loan"]),
        max_loan=int(caps["max_loan"]),
        max_tenor_days=int(caps["max_tenor_days"]),
        max_daily_rate=Decimal(caps["max_daily_rate"]),
        max_annual_rate=Decimal(caps["max_annual_rate"]),
        max_cost_share=Decimal(caps["max_cost_share"]),
    )


DEFAULT = Rules()
