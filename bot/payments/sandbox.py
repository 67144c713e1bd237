"""A wallet of our own for demos and tests. It signs its callbacks as a real one does; nobody else can."""

import hashlib
import hmac
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from bot.payments.fields import in_utc
from bot.payments.ports import BadCallback, BadSignature, HowToPay, Paid, PayRequest, TakenBack, Told

NAME = "sandbox"
SIGNATURE_HEADER = "X-Sandbox-Signature"
MOST_PAISA = 10**12  # far above any plan, far below what a database integer can hold
REFERENCE = re.compile(r"[A-Za-z0-9-]{1,40}")
TRANSACTION = re.compile(r"[!-~]{1,100}")


@dataclass(frozen=True, slots=True)
class Callback:
    """What the wallet posts to us."""

    url: str
    form: Mapping[str, str]
    headers: Mapping[str, str]


class Sandbox:
    name = NAME

    def __init__(self, *, secret_key: str, public_url: str) -> None:
        # A key of its own: a signature made here must open nothing else that secret_key protects.
        self._key = hmac.digest(secret_key.encode(), b"payments/sandbox", "sha256")
        self._public_url = public_url.rstrip("/")

    def instructions(self, *, request: PayRequest) -> HowToPay:
        url = f"{self._public_url}/pay/{request.reference}"
        return HowToPay(NAME, url=url)

    def callback(self, *, request: PayRequest, at: datetime, ok: bool) -> Callback:
        """What the wallet says after one press of a button. Post it as often as a wallet would."""
        told = {"transaction": "SBX" + secrets.token_hex(12), "result": "paid" if ok else "failed"}
        return self._callback({**told, "reference": request.reference, "amount": str(request.paisa)}, at)

    def taken_back(self, callback: Callback, *, at: datetime) -> Callback:
        """The wallet reverses a payment that it told of before."""
        return self._callback({**callback.form, "result": "reversed"}, at)

    def _callback(self, told: Mapping[str, str], at: datetime) -> Callback:
        form = {**told, "at": at.isoformat()}
        url = f"{self._public_url}/webhooks/payments/{NAME}"
        return Callback(url=url, form=form, headers={SIGNATURE_HEADER: self._sign(form)})

    def parse_callback(
        self, *, form: Mapping[str, str], headers: Mapping[str, str], body: bytes = b""
    ) -> Told:
        given = headers.get(SIGNATURE_HEADER, "")
        if not hmac.compare_digest(self._sign(form).encode(), given.encode(errors="replace")):
            raise BadSignature("the sandbox did not sign this callback")
        return _read(form)

    def answer(self, *, result: str) -> Mapping[str, str]:
        return {"result": result}

    def _sign(self, form: Mapping[str, str]) -> str:
        text = urlencode(sorted(form.items()))
        return hmac.new(self._key, text.encode(), hashlib.sha256).hexdigest()


def _read(form: Mapping[str, str]) -> Told:
    try:
        transaction = _matched(form["transaction"], TRANSACTION)
        reference = _matched(form["reference"], REFERENCE)
        paisa, at = _paisa(form["amount"]), in_utc(datetime.fromisoformat(form["at"]))
        if form["result"] == "reversed":
            return TakenBack(NAME, transaction, reference, paisa, at)
        return Paid(NAME, transaction, reference, paisa, at, {"paid": True, "failed": False}[form["result"]])
    except (KeyError, ValueError) as error:
        raise BadCallback(f"a sandbox callback without a usable {error}") from error


def _matched(text: str, pattern: re.Pattern[str]) -> str:
    if not pattern.fullmatch(text):
        raise ValueError("transaction" if pattern is TRANSACTION else "reference")
    return text


def _paisa(text: str) -> int:
    if not re.fullmatch(r"[0-9]{1,13}", text) or not 0 < int(text) <= MOST_PAISA:
        raise ValueError("amount")
    return int(text)
