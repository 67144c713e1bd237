"""JazzCash's status inquiry: what became of an attempt of which no callback told."""

import json
from collections.abc import Mapping
from dataclasses import replace

import requests

from bot.payments.fields import paisa
from bot.payments.ports import Attempt, Inquired, NoAnswer, Paid

HEARD = "000"  # the inquiry itself went well
PAID = ("000", "121")  # 121: confirmed
PENDING = ("", "124", "157")  # waits for the customer or for a shop that takes the cash
NOT_THERE = ("109",)  # they never got as far as the wallet
MOST_BYTES = 64 * 1024


def ask(url: str, fields: Mapping[str, str], *, timeout: float) -> dict[str, str]:
    """The answer's fields as texts. Raises NoAnswer."""
    try:
        answer = requests.post(url, json=dict(fields), timeout=timeout, allow_redirects=False)
        answer.raise_for_status()
        read = json.loads(answer.content[:MOST_BYTES])
    except (requests.RequestException, ValueError, RecursionError) as error:
        raise NoAnswer(f"JazzCash gave no answer to an inquiry: {type(error).__name__}") from error
    if not isinstance(read, dict):
        raise NoAnswer("JazzCash answered an inquiry with something else than an object")
    return {name: "" if value is None else str(value) for name, value in read.items()}


def unsigned() -> NoAnswer:
    return NoAnswer("JazzCash did not sign its answer to an inquiry")


def understood(told: Mapping[str, str], *, attempt: Attempt, provider: str) -> Inquired:
    """`pp_ResponseCode` is about the inquiry, `pp_PaymentResponseCode` and `pp_Status` about the payment."""
    if told.get("pp_TxnRefNo", attempt.number) != attempt.number:
        raise NoAnswer("JazzCash answered about another transaction")
    heard, code = told.get("pp_ResponseCode", ""), told.get("pp_PaymentResponseCode", "")
    status = told.get("pp_Status", "").lower()
    if heard in NOT_THERE:
        return Inquired("pending")
    if heard != HEARD:
        raise NoAnswer(f"JazzCash answered an inquiry with {heard[:5]!r}")
    if code in PAID and status in ("", "completed"):
        return Inquired("paid", _paid(told, attempt=attempt, provider=provider))
    if code in PENDING or status == "pending":
        return Inquired("pending")
    return Inquired("failed")


def _paid(told: Mapping[str, str], *, attempt: Attempt, provider: str) -> Paid:
    """Some answers name no amount: then it is the one in the form that we signed, which no customer can change."""
    paid = Paid(provider, attempt.number, attempt.reference, attempt.paisa, attempt.at, ok=True)
    if not told.get("pp_Amount"):
        return paid
    try:
        return replace(paid, paisa=paisa(told["pp_Amount"]))
    except ValueError as error:
        raise NoAnswer("JazzCash answered an inquiry with an amount that is none") from error
