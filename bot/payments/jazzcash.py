"""JazzCash: a signed form that the customer's browser posts to its hosted checkout, and signed callbacks.

`pp_SecureHash` signs values in the order of their names and not the names themselves, and a customer sees a signed
callback pass through their browser. So only fields that we know are taken, of which an amount is always the first, and
each of those that count has a form that no other value has: a value under another name is refused, not believed.
"""

import hashlib
import hmac
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.payments import jazzcash_inquiry
from bot.payments.fields import json_object, matched, moment, paisa, stamp
from bot.payments.ports import (
    Attempt,
    BadCallback,
    BadSignature,
    Checkout,
    HowToPay,
    Inquired,
    Paid,
    PayRequest,
)

LOG = logging.getLogger(__name__)
NAME = "jazzcash"
HASH = "pp_SecureHash"
PAID = "000"
FIRST = "pp_Amount"
NUMBER = r"T[0-9]{19}"
REFERENCE = r"[1-9][0-9]{9}"
DESCRIPTION = "Qist payment"  # names no goods: the page may be seen by others
FIELDS = """
    pp_Amount pp_AuthCode pp_BankID pp_BankId pp_BillReference pp_CNIC pp_CustomerCardNo pp_CustomerCardNumber
    pp_CustomerEmail pp_CustomerID pp_CustomerId pp_CustomerMobile pp_Description pp_DiscountBank pp_DiscountedAmount
    pp_InstToken pp_IsRegisteredCustomer pp_Language pp_MerchantID pp_MobileNumber pp_PaymentResponseCode
    pp_PaymentResponseMessage pp_ProductID pp_ResponseCode pp_ResponseMessage pp_RetreivalReferenceNo
    pp_RetrievalReferenceNo pp_ReturnURL pp_SettlementDate pp_SettlementExpiry pp_Status pp_SubMerchantID
    pp_SubMerchantId pp_TokenizedCardNumber pp_TxnCurrency pp_TxnDateTime pp_TxnExpiryDateTime pp_TxnRefNo pp_TxnType
    pp_Version ppmpf_1 ppmpf_2 ppmpf_3 ppmpf_4 ppmpf_5
"""
KNOWN = frozenset(FIELDS.split())


def secure_hash(fields: Mapping[str, str], *, salt: str, empty_counts: bool = False) -> str:
    """HMAC-SHA256 in hexadecimal over the values of all fields whose names begin with "pp", by name."""
    signed = sorted(name for name in fields if name.startswith("pp") and name != HASH)
    values = [fields[name] for name in signed if fields[name] or empty_counts]
    text = "&".join([salt, *values])
    return hmac.new(salt.encode(), text.encode(), hashlib.sha256).hexdigest()


@dataclass(frozen=True, slots=True)
class Account:
    """Ours at JazzCash. Of `empty_counts` and `inquiry_signed` sources differ: JazzCash tells its merchants."""

    merchant_id: str
    password: str
    salt: str
    checkout_url: str
    inquiry_url: str
    public_url: str
    version: str = "1.1"
    txn_type: str = ""
    empty_counts: bool = False
    inquiry_signed: bool = True
    more_fields: frozenset[str] = frozenset()
    expiry: timedelta = timedelta(hours=1)
    timeout: float = 10.0


class JazzCash:
    name = NAME

    def __init__(self, account: Account) -> None:
        self._account = account

    def instructions(self, *, request: PayRequest) -> HowToPay:
        return HowToPay(NAME, url=f"{self._account.public_url}/pay/{request.reference}")

    def attempt(self, *, request: PayRequest, at: datetime, digits: str) -> Attempt:
        """Twenty letters and digits, as many as JazzCash takes; each attempt has its own."""
        until = at + self._account.expiry
        if request.expires_at is not None:
            until = max(min(until, request.expires_at), at + timedelta(minutes=1))
        number = f"T{stamp(at)[2:]}{digits[-7:]}"
        return Attempt(number, request.reference, request.paisa, at.replace(microsecond=0), until)

    def checkout(self, *, attempt: Attempt) -> Checkout:
        ours = self._account
        fields = {
            "pp_Version": ours.version,
            "pp_TxnType": ours.txn_type,
            "pp_Language": "EN",
            "pp_MerchantID": ours.merchant_id,
            "pp_SubMerchantID": "",
            "pp_Password": ours.password,
            "pp_BankID": "",
            "pp_ProductID": "",
            "pp_TxnRefNo": attempt.number,
            "pp_Amount": str(attempt.paisa),
            "pp_TxnCurrency": "PKR",
            "pp_TxnDateTime": stamp(attempt.at),
            "pp_BillReference": attempt.reference,
            "pp_Description": DESCRIPTION,
            "pp_TxnExpiryDateTime": stamp(attempt.expires_at),
            "pp_ReturnURL": f"{ours.public_url}/webhooks/payments/{NAME}/return",
            **{f"ppmpf_{number}": "" for number in range(1, 6)},
        }
        return Checkout(ours.checkout_url, tuple({**fields, HASH: self.sign(fields)}.items()))

    def parse_callback(
        self, *, form: Mapping[str, str], headers: Mapping[str, str], body: bytes = b""
    ) -> Paid:
        """Posted by the customer's browser as a form, by JazzCash's servers as a form or as JSON."""
        fields = form or _json(body)
        if not self.signed(fields):
            raise BadSignature("JazzCash did not sign this callback")
        try:
            return self._read(fields)
        except (KeyError, ValueError) as error:
            raise BadCallback(f"a callback of JazzCash without a usable {error}") from error

    def answer(self, *, result: str) -> Mapping[str, str]:
        told = {"pp_ResponseCode": PAID, "pp_ResponseMessage": result}
        return {**told, HASH: self.sign(told), "result": result}

    def inquire(self, *, attempt: Attempt) -> Inquired:
        ours = self._account
        asked = {
            "pp_TxnRefNo": attempt.number,
            "pp_MerchantID": ours.merchant_id,
            "pp_Password": ours.password,
        }
        told = jazzcash_inquiry.ask(ours.inquiry_url, {**asked, HASH: self.sign(asked)}, timeout=ours.timeout)
        if ours.inquiry_signed and not self.signed(told):
            raise jazzcash_inquiry.unsigned()
        return jazzcash_inquiry.understood(told, attempt=attempt, provider=NAME)

    def sign(self, fields: Mapping[str, str]) -> str:
        return secure_hash(fields, salt=self._account.salt, empty_counts=self._account.empty_counts)

    def signed(self, fields: Mapping[str, str]) -> bool:
        """Whether JazzCash signed these, and none is one that we do not know."""
        strange = (
            {name for name in fields if name.startswith("pp")} - KNOWN - self._account.more_fields - {HASH}
        )
        if strange or any(name.startswith("pp") and name < FIRST for name in fields):
            LOG.warning("fields of JazzCash that nobody named to us: %s", ", ".join(sorted(strange))[:200])
            return False
        given = fields.get(HASH, "").lower()
        return hmac.compare_digest(self.sign(fields).encode(), given.encode(errors="replace"))

    def _read(self, fields: Mapping[str, str]) -> Paid:
        """The amount is the one that JazzCash signed, whatever we asked for."""
        if fields["pp_MerchantID"] != self._account.merchant_id:
            raise ValueError("pp_MerchantID")
        if fields["pp_TxnCurrency"] != "PKR":
            raise ValueError("pp_TxnCurrency")
        return Paid(
            provider=NAME,
            provider_id=matched(fields["pp_TxnRefNo"], NUMBER, name="pp_TxnRefNo"),
            reference=matched(fields["pp_BillReference"], REFERENCE, name="pp_BillReference"),
            paisa=paisa(fields["pp_Amount"]),
            at=moment(fields["pp_TxnDateTime"]),
            ok=matched(fields["pp_ResponseCode"], r"[0-9A-Za-z]{1,5}", name="pp_ResponseCode") == PAID,
        )


def _json(body: bytes) -> dict[str, str]:
    """A flat object of texts and whole numbers; anything else is unsigned."""
    try:
        read = json_object(body)
    except ValueError:
        return {}
    if any(type(value) not in (str, int, type(None)) for value in read.values()):
        return {}
    return {name: "" if value is None else str(value) for name, value in read.items()}
