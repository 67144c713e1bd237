"""The bank behind our Raast account, as far as it calls back: JSON, signed over the whole body.

Every bank has its own form of this. What is here is the plainest one; yours needs a contract and perhaps a few lines.
"""

import hashlib
import hmac
from collections.abc import Mapping
from datetime import datetime

from bot.payments.fields import in_utc, json_object, matched, rupees
from bot.payments.ports import BadCallback, BadSignature, HowToPay, Paid, PayRequest, TakenBack, Told
from bot.payments.raast import NAME, Account, Raast

TRANSACTION = r"[A-Za-z0-9._/-]{1,60}"
REFERENCE = r"[A-Za-z0-9-]{1,40}"


def sign(body: bytes, *, secret: str) -> str:
    return hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()


class RaastWithBank:
    """Raast whose bank tells us of payments. `header` carries HMAC-SHA256 of the body in hexadecimal."""

    name = NAME

    def __init__(self, account: Account, *, secret: str, header: str) -> None:
        self._raast, self._secret, self._header = Raast(account), secret, header.title()

    def instructions(self, *, request: PayRequest) -> HowToPay:
        return self._raast.instructions(request=request)

    def standing(self, *, loan: str) -> HowToPay:
        return self._raast.standing(loan=loan)

    def parse_callback(
        self, *, form: Mapping[str, str], headers: Mapping[str, str], body: bytes = b""
    ) -> Told:
        given = headers.get(self._header, "").removeprefix("sha256=").lower()
        if not hmac.compare_digest(sign(body, secret=self._secret).encode(), given.encode(errors="replace")):
            raise BadSignature("the bank did not sign this callback")
        try:
            return _read(json_object(body))
        except (KeyError, ValueError, TypeError, AttributeError) as error:
            raise BadCallback(f"a callback of the bank without a usable {error}") from error

    def answer(self, *, result: str) -> Mapping[str, str]:
        return {"result": result}


def _read(told: Mapping[str, str]) -> Told:
    """`event`: paid, reversed, failed; `reference` as it stood in the code; `amount` in rupees with two decimals."""
    transaction = matched(told["transaction"], TRANSACTION, name="transaction")
    reference = matched(told["reference"], REFERENCE, name="reference")
    paisa, at = rupees(told["amount"]), in_utc(datetime.fromisoformat(told["at"]))
    if told["currency"] != "PKR":
        raise ValueError("currency")
    if told["event"] == "reversed":
        return TakenBack(NAME, transaction, reference, paisa, at)
    return Paid(NAME, transaction, reference, paisa, at, {"paid": True, "failed": False}[told["event"]])
