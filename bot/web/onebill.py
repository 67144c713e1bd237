"""Where 1Bill asks what a consumer number owes, and tells that it was paid.

The answer is always one that 1LINK understands: HTTP 200 with a code of theirs, except to strangers.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from flask import Blueprint, Response, jsonify, request

from bot.payments.fields import json_object
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

LONGEST_RESERVED = 200
Fields = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Biller:
    """`bill` tells what a plan owes, None when there is none; `refuse` notes a payment that was not taken."""

    onebill: OneBill
    bill: Callable[[str], Bill | None]
    pay_bill: Callable[[Paid], Code]
    refuse: Callable[[Paid], None]

    def inquired(self, fields: Fields) -> Mapping[str, str]:
        reserved = _reserved(fields)
        plan = self.onebill.plan(fields["consumer_number"])
        try:
            found = self.bill(plan) if plan else None
        except StoreUnavailable:
            return inquiry(FAILED, reserved=reserved)
        return inquiry(DONE if found else NO_SUCH_NUMBER, found, reserved=reserved)

    def paid(self, fields: Fields) -> Mapping[str, str]:
        number, reserved = fields["consumer_number"], _reserved(fields)
        plan = self.onebill.plan(number)
        try:
            paid = self.onebill.payment(fields, plan=plan or number[-20:])
            code = self.pay_bill(paid) if plan else self._refused(paid)
        except BadCallback:
            return payment_answer(INVALID, reserved=reserved)
        except StoreUnavailable:
            return payment_answer(FAILED, reserved=reserved)
        identification = paid.provider_id if code == DONE else ""
        return payment_answer(code, identification=identification, reserved=reserved)

    def _refused(self, paid: Paid) -> Code:
        self.refuse(paid)
        return NO_SUCH_NUMBER


def add_onebill(blueprint: Blueprint, *, biller: Biller, forged: Callable[[str], None]) -> None:
    @blueprint.post("/payments/onebill/BillInquiry")
    def bill_inquiry() -> tuple[Response, int]:
        return answered(biller.inquired, inquiry(INVALID))

    @blueprint.post("/payments/onebill/BillPayment")
    def bill_payment() -> tuple[Response, int]:
        return answered(biller.paid, payment_answer(INVALID))

    def answered(
        answer: Callable[[Fields], Mapping[str, str]], invalid: Mapping[str, str]
    ) -> tuple[Response, int]:
        fields = _fields()  # read before anything is answered, or the connection is left with it
        headers = request.headers
        if not biller.onebill.lets_in(
            username=headers.get("username", ""), password=headers.get("password", "")
        ):
            forged(biller.onebill.name)
            return jsonify(dict(invalid)), 401
        return jsonify(dict(answer(fields) if "consumer_number" in fields else invalid)), 200


def _fields() -> Fields:
    """A flat JSON object of texts in which each name stands once; empty for anything else."""
    try:
        read = json_object(request.get_data())
    except ValueError:
        return {}
    return read if all(isinstance(value, str) for value in read.values()) else {}


def _reserved(fields: Fields) -> str:
    return fields.get("reserved", "")[:LONGEST_RESERVED]
