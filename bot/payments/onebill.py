"""1Bill of 1LINK: banks and wallets ask us what a consumer number owes, and tell us that it was paid.

The consumer number is the prefix that 1LINK assigned to us and the number of a plan. It stays the same for the whole
plan, so a customer saves it in the bank's app once and finds there each month what is due.
"""

import hmac
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from bot.payments.fields import matched, moment, paisa
from bot.payments.ports import BadCallback, HowToPay, Paid, PayRequest

NAME = "onebill"
PLAN = r"[1-9][0-9]{7}"
AMOUNT = r"\+[0-9]{13}"  # a sign, eleven digits of rupees, two of paisa
LONGEST_DETAIL = 30

Code = Literal["00", "01", "02", "03", "04", "05"]
DONE: Code = "00"
NO_SUCH_NUMBER: Code = "01"
BLOCKED: Code = "02"
BAD_TRANSACTION: Code = "03"
INVALID: Code = "04"
FAILED: Code = "05"
Status = Literal["U", "P", "B", "T"]  # unpaid, paid, blocked, partly paid


@dataclass(frozen=True, slots=True)
class Bill:
    """What a plan owes now. `within` is to be paid by `due`, `after` once that day is over; all in paisa."""

    status: Status
    detail: str
    due: date
    within: int
    after: int
    paid_on: date | None = None
    paid_amount: int = 0
    paid_as: str = ""


class OneBill:
    name = NAME

    def __init__(self, *, prefix: str, username: str, password: str) -> None:
        self._prefix, self._username, self._password = prefix, username, password

    def instructions(self, *, request: PayRequest) -> HowToPay:
        return HowToPay(NAME, number=f"{self._prefix}{request.loan}")

    def lets_in(self, *, username: str, password: str) -> bool:
        """Both are compared, in the same time whatever is wrong."""
        known = hmac.compare_digest(_bytes(username), _bytes(self._username))
        return hmac.compare_digest(_bytes(password), _bytes(self._password)) and known

    def plan(self, number: str) -> str | None:
        """The number of the plan behind a consumer number; None for one that cannot be ours."""
        found = re.fullmatch(re.escape(self._prefix) + f"({PLAN})", number)
        return found[1] if found else None

    def payment(self, fields: Mapping[str, str], *, plan: str) -> Paid:
        """What a bank tells of. Raises BadCallback."""
        try:
            auth = matched(fields["tran_auth_id"], r"[A-Za-z0-9]{1,20}", name="tran_auth_id")
            return Paid(
                provider=NAME,
                provider_id=named(auth, plan),
                reference=plan,
                paisa=read_amount(fields["transaction_amount"]),
                at=moment(fields["tran_date"] + fields["tran_time"]),
                ok=True,
            )
        except (KeyError, ValueError) as error:
            raise BadCallback(f"a payment by 1Bill without a usable {error}") from error


def inquiry(code: Code, bill: Bill | None = None, *, reserved: str = "") -> dict[str, str]:
    """The answer to an inquiry; every field is there, whatever the answer is."""
    return {
        "response_Code": code,
        "consumer_detail": (bill.detail if bill else "")[:LONGEST_DETAIL].ljust(LONGEST_DETAIL),
        "bill_status": bill.status if bill else "B",
        "due_date": f"{bill.due:%Y%m%d}" if bill else "",
        "amount_within_dueDate": write_amount(bill.within if bill else 0),
        "amount_after_dueDate": write_amount(bill.after if bill else 0),
        "billing_month": f"{bill.due:%y%m}" if bill else "",
        "date_paid": f"{bill.paid_on:%Y%m%d}" if bill and bill.paid_on else "",
        "amount_paid": write_amount(bill.paid_amount)[2:] if bill and bill.paid_on else "",
        "tran_auth_Id": bill.paid_as if bill else "",
        "reserved": reserved,
    }


def payment_answer(code: Code, *, identification: str = "", reserved: str = "") -> dict[str, str]:
    return {"response_Code": code, "Identification_parameter": identification, "reserved": reserved}


def write_amount(amount: int) -> str:
    """A sign and 13 digits, the last two of them paisa. Raises ValueError beyond that."""
    if abs(amount) >= 10**13:
        raise ValueError("more than 13 digits")
    return f"{'-' if amount < 0 else '+'}{abs(amount):013d}"


def read_amount(text: str) -> int:
    """Above zero, in paisa. Raises ValueError."""
    return paisa(matched(text, AMOUNT, name="transaction_amount")[1:])


def named(auth: str, plan: str) -> str:
    """Our name for a payment. Banks use their numbers again after a while, so the plan belongs to it."""
    return f"{auth}-{plan}"


def in_file(number: str, reference: str) -> tuple[str, str]:
    """A row of a settlement file as a callback tells of it: a bank's number and a consumer number, ours and the plan's.

    What is no consumer number stays as it is: nobody's plan, and a person looks. Raises ValueError where there is none.
    """
    if not reference:
        raise ValueError("no consumer number")
    found = re.fullmatch(f"[0-9]*?({PLAN})", reference)
    plan = found[1] if found else reference
    return named(number, plan), plan


def auth_of(provider_id: str) -> str:
    """The bank's own number of a payment."""
    return provider_id.rpartition("-")[0]


def _bytes(text: str) -> bytes:
    return text.encode(errors="replace")
