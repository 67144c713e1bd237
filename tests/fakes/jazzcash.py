"""JazzCash on the loopback: its hosted page, its inquiry, and its callbacks, late, twice, wrong, as a test wishes.

It signs and checks by its own hand, so that an error of ours is not made twice.
"""

import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from typing import Any
from urllib.parse import parse_qsl, urlencode

from tests.fakes import loopback
from tests.fakes.loopback import Answer, call

MERCHANT, PASSWORD, SALT = "MC12345", "a password", "0F5DD14AE2"
CHECKOUT = "/CustomerPortal/transactionmanagement/merchantform/"
INQUIRY = "/ApplicationAPI/API/PaymentInquiry/Inquire"


def signed(fields: Mapping[str, str], *, salt: str = SALT) -> dict[str, str]:
    """The fields with their pp_SecureHash; empty values do not count."""
    values = [value for name, value in sorted(fields.items()) if name[:2] == "pp" and value]
    digest = hmac.new(salt.encode(), "&".join([salt, *values]).encode(), hashlib.sha256)
    return {**fields, "pp_SecureHash": digest.hexdigest().upper()}


def is_signed(fields: Mapping[str, str]) -> bool:
    bare = {name: value for name, value in fields.items() if name != "pp_SecureHash"}
    return signed(bare)["pp_SecureHash"] == fields.get("pp_SecureHash", "").upper()


@dataclass
class FakeJazzCash:
    """`forms` are what browsers brought, by pp_TxnRefNo; `codes` what became of each ("121" paid, "157" waiting)."""

    forms: dict[str, dict[str, str]] = field(default_factory=dict)
    codes: dict[str, str] = field(default_factory=dict)
    amounts: dict[str, str] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    silent: bool = False
    unsigned: bool = False

    def __enter__(self) -> "FakeJazzCash":
        self._server = loopback.serve(_Handler, fake=self, name="fake-jazzcash")
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    @property
    def settings(self) -> dict[str, str]:
        return {
            "QIST_JAZZCASH_URL": self.url,
            "QIST_JAZZCASH_MERCHANT_ID": MERCHANT,
            "QIST_JAZZCASH_PASSWORD": PASSWORD,
            "QIST_JAZZCASH_SALT": SALT,
        }

    def callback(self, number: str, *, code: str = "000", **changes: str) -> dict[str, str]:
        """What JazzCash says about a transaction, signed."""
        form = self.forms[number]
        kept = ("pp_Amount", "pp_BillReference", "pp_MerchantID", "pp_TxnCurrency", "pp_TxnDateTime")
        told = {name: form[name] for name in (*kept, "pp_TxnRefNo", "pp_Language", "pp_Version")}
        answered = {
            "pp_AuthCode": "123456",
            "pp_ResponseCode": code,
            "pp_ResponseMessage": "Thank you for Using JazzCash",
            "pp_RetreivalReferenceNo": "261127100001",
            "pp_TxnType": "MWALLET",
            "ppmpf_1": "",
        }
        return signed({**told, **answered, **changes})

    def post(self, url: str, fields: Mapping[str, str], *, as_json: bool = False) -> Answer:
        body = json.dumps(fields) if as_json else urlencode(fields)
        kind = "application/json" if as_json else "application/x-www-form-urlencoded"
        return call(url, headers={"Content-Type": kind}, body=body.encode())

    def inquired(self, fields: Mapping[str, str]) -> dict[str, str]:
        number = fields.get("pp_TxnRefNo", "")
        if not is_signed(fields):
            return signed({"pp_ResponseCode": "115", "pp_ResponseMessage": "Invalid hash"})
        if number not in self.forms:
            return signed({"pp_ResponseCode": "109", "pp_ResponseMessage": "Transaction does not exist"})
        code = self.codes.get(number, "157")
        status = {"121": "Completed", "157": "Pending"}.get(code, "Failed")
        told = {"pp_ResponseCode": "000", "pp_PaymentResponseCode": code, "pp_Status": status}
        amount = self.amounts.get(number)
        return signed({**told, **({"pp_Amount": amount} if amount else {})})


class _Handler(BaseHTTPRequestHandler):
    fake: FakeJazzCash

    def log_message(self, *_: object) -> None:
        pass

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if self.path == CHECKOUT:
            return self._page(dict(parse_qsl(body.decode(), keep_blank_values=True)))
        if self.path == INQUIRY:
            return self._inquiry(json.loads(body))
        return self._send(404, "text/plain", "no such page")

    def _page(self, form: dict[str, str]) -> None:
        if not is_signed(form):
            return self._send(200, "text/html", "Invalid hash received")
        self.fake.forms[form["pp_TxnRefNo"]] = form
        return self._send(200, "text/html", f"<h1>JazzCash</h1> pay {form['pp_Amount']}")

    def _inquiry(self, fields: dict[str, Any]) -> None:
        self.fake.asked.append(fields.get("pp_TxnRefNo", ""))
        if self.fake.silent:
            return self._send(503, "text/html", "busy")
        answer = self.fake.inquired(fields)
        if self.fake.unsigned:
            answer["pp_SecureHash"] = "0" * 64
        return self._send(200, "application/json", json.dumps(answer))

    def _send(self, status: int, kind: str, text: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(text.encode())))
        self.end_headers()
        self.wfile.write(text.encode())
