"""Where 1Bill asks what a consumer number owes, and tells that it was paid.

The answer is always one that 1LINK understands: HTTP 200 with a code of theirs, except to strangers.
"""

import json
import logging
from collections.abc import Callable, Mapping
from typing import Any

from flask import Blueprint, Response, jsonify, request

from bot.payments.jazzcash import once
from bot.payments.onebill import (
    DONE,
    FAILED,
    INVALID,
    NO_SUCH_NUMBER,
    Bill,
    Code,
    OneBill,
    inquiry,
    payment_answer,
)
from bot.payments.ports import BadCallback, Paid
from bot.store.database import StoreUnavailable

LOG = logging.getLogger(__name__)
LONGEST_RESERVED = 200


def add_onebill(
    blueprint: Blueprint,
    *,
    onebill: OneBill,
    bill: Callable[[str], Bill | None],
    pay_bill: Callable[[Paid], Code],
    stranger: Callable[[Paid], None],
    forged: Callable[[str], None],
) -> None:
    @blueprint.post("/payments/onebill/BillInquiry")
    def bill_inquiry() -> tuple[Response, int]:
        fields = _fields()
        if not _known(onebill):
            forged(onebill.name)
            return jsonify(inquiry(INVALID)), 401
        return jsonify(_inquired(fields)), 200

    @blueprint.post("/payments/onebill/BillPayment")
    def bill_payment() -> tuple[Response, int]:
        fields = _fields()
        if not _known(onebill):
            forged(onebill.name)
            return jsonify(payment_answer(INVALID)), 401
        return jsonify(_paid(fields)), 200

    def _inquired(fields: Mapping[str, str] | None) -> Mapping[str, str]:
        if fields is None or "consumer_number" not in fields:
            return inquiry(INVALID)
        reserved = _reserved(fields)
        plan = onebill.plan(fields["consumer_number"])
        try:
            found = bill(plan) if plan else None
        except StoreUnavailable:
            return inquiry(FAILED, reserved=reserved)
        return inquiry(DONE if found else NO_SUCH_NUMBER, found, reserved=reserved)

    def _paid(fields: Mapping[str, str] | None) -> Mapping[str, str]:
        if fields is None or "consumer_number" not in fields:
            return payment_answer(INVALID)
        number, reserved = fields["consumer_number"], _reserved(fields)
        plan = onebill.plan(number)
        try:
            paid = onebill.payment(fields, plan=plan or number[-20:])
            if plan is None:
                stranger(paid)
                return payment_answer(NO_SUCH_NUMBER, reserved=reserved)
            code = pay_bill(paid)
        except BadCallback:
            return payment_answer(INVALID, reserved=reserved)
        except StoreUnavailable:
            return payment_answer(FAILED, reserved=reserved)
        identification = paid.provider_id if code == DONE else ""
        return payment_answer(code, identification=identification, reserved=reserved)


def _known(onebill: OneBill) -> bool:
    headers = request.headers
    return onebill.lets_in(username=headers.get("username", ""), password=headers.get("password", ""))


def _fields() -> Mapping[str, str] | None:
    """A flat JSON object of texts in which each name stands once; None for anything else."""
    try:
        read: Any = json.loads(request.get_data(), object_pairs_hook=once)
    except (ValueError, RecursionError):
        return None
    if not isinstance(read, dict) or not all(isinstance(value, str) for value in read.values()):
        return None
    return read


def _reserved(fields: Mapping[str, str]) -> str:
    return fields.get("reserved", "")[:LONGEST_RESERVED]
