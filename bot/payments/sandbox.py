"""A wallet of our own for demos and tests. It signs its callbacks as a real one does; nobody else can."""

import hashlib
import hmac
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlencode

from bot.payments.ports import BadCallback, BadSignature, HowToPay, Paid, PayRequest

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
    def __init__(self, *, secret_key: str, public_url: str) -> None:
        # A key of its own: a signature made here must open nothing else that secret_key protects.
        self._key = hmac.digest(secret_key.encode(), b"payments/sandbox", "sha256")
        self._public_url = public_url.rstrip("/")

    def instructions(self, *, request: PayRequest) -> HowToPay:
        url = f"{self._public_url}/pay/{request.reference}"
        return HowToPay(key="pay.sandbox", params={"url": url, "reference": request.reference}, url=url)

    def callback(self, *, request: PayRequest, at: datetime, ok: bool) -> Callback:
        """What the wallet says after one press of a button. Post it as often as a wallet would."""
        form = {
            "transaction": "SBX" + secrets.token_hex(12),
            "reference": request.reference,
            "amount": str(request.paisa),
            "at": at.isoformat(),
            "result": "paid" if ok else "failed",
        }
        url = f"{self._public_url}/webhooks/payments/{NAME}"
        return Callback(url=url, form=form, headers={SIGNATURE_HEADER: self._sign(form)})

    def parse_callback(self, *, form: Mapping[str, str], headers: Mapping[str, str]) -> Paid:
        given = headers.get(SIGNATURE_HEADER, "")
        if not hmac.compare_digest(self._sign(form).encode(), given.encode(errors="replace")):
            raise BadSignature("the sandbox did not sign this callback")
        return _read(form)

    def _sign(self, form: Mapping[str, str]) -> str:
        text = urlencode(sorted(form.items()))
        return hmac.new(self._key, text.encode(), hashlib.sha256).hexdigest()


def _read(form: Mapping[str, str]) -> Paid:
    try:
        return Paid(
            provider=NAME,
            provider_id=_matched(form["transaction"], TRANSACTION),
            reference=_matched(form["reference"], REFERENCE),
            paisa=_paisa(form["amount"]),
            at=_moment(form["at"]),
            ok={"paid": True, "failed": False}[form["result"]],
        )
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


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError("time with its zone")
    try:
        return moment.astimezone(UTC)
    except OverflowError as error:  # the last hours of the year 9999
        raise ValueError("time") from error
