"""Any bytes at any webhook: refused or understood, never an error of ours, and nothing passes that a store cannot hold.

By hand, with `pip install -e ".[fuzz]"`: `python -m tests.faults.fuzz_webhooks FOLDER [-max_total_time=600 ...]`, with
libFuzzer's options; FOLDER keeps what led somewhere new. The short form, test_fuzz_webhooks.py, needs no atheris.

One byte says which webhook, one how it is signed and what the body is; the rest is what comes over the wire.
"""

import io
import json
import re
import sys
from contextlib import nullcontext
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote_from_bytes, urlencode

FUZZED = (
    "bot.channels",
    "bot.payments",
    "bot.web.webhooks",
    "bot.web.kannel",
    "bot.web.onebill",
    "werkzeug.formparser",
)

try:
    import atheris
except ImportError:  # the short form: the same target, other inputs
    atheris = None
with (
    atheris.instrument_imports(include=list(FUZZED)) if atheris and __name__ == "__main__" else nullcontext()
):
    from flask import Flask
    from twilio.request_validator import RequestValidator
    from werkzeug.test import EnvironBuilder, run_wsgi_app
    from werkzeug.wrappers import Request

    from bot.channels.kannel.report import report_url
    from bot.channels.ports import Inbound, StatusEvent
    from bot.channels.texts import MOST_NAMED, MOST_TEXT
    from bot.channels.twilio.signature import TwilioSignature
    from bot.payments.jazzcash import HASH, JazzCash, secure_hash
    from bot.payments.jazzcash import Account as Merchant
    from bot.payments.onebill import OneBill
    from bot.payments.ports import Paid, PayRequest, TakenBack
    from bot.payments.raast import Account
    from bot.payments.raast_bank import RaastWithBank
    from bot.payments.raast_bank import sign as sign_of_the_bank
    from bot.payments.sandbox import SIGNATURE_HEADER, Sandbox
    from bot.web.kannel import kannel_webhooks
    from bot.web.onebill import Biller, add_onebill
    from bot.web.webhooks import webhooks

PUBLIC = "https://qist.example.pk"
TOKEN, KEY, SECRET = "fake-auth-token", "a-key-of-twenty-four-letters", "s" * 40
NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)
PATHS = ("twilio/message", "twilio/status", "twilio/voice", "twilio/fallback", "payments/sandbox", "kannel/message",
         "kannel/text", "kannel/report", "payments/jazzcash", "payments/raast", "payments/onebill/BillInquiry",
         "payments/onebill/BillPayment")  # fmt: skip
SIGNED = 0x80
BODIES = ("application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "application/json", "")
CHARSETS = ("utf-8", "utf-16", "latin-1", "utf-7", "idna", "unknown", "hex", "")
KINDS = re.compile(r"text|image|audio|video|document|sticker|location|contacts|unknown|call")
LARGEST = 2**31 - 1  # what a column of whole numbers holds


@dataclass
class Taken:
    """What the webhooks handed on."""

    inbound: list[Inbound] = field(default_factory=list)
    events: list[StatusEvent] = field(default_factory=list)
    paid: list[Paid | TakenBack] = field(default_factory=list)
    kept: list[dict[str, str]] = field(default_factory=list)

    def pay(self, paid: Paid | TakenBack) -> Any:
        self.paid.append(paid)
        return "posted"

    def bill(self, paid: Paid) -> Any:
        self.paid.append(paid)
        return "00"

    def keep(self, *, kind: str, form: Any) -> None:
        self.kept.append(dict(form))

    def clear(self) -> None:
        for one in (self.inbound, self.events, self.paid, self.kept):
            one.clear()  # type: ignore[attr-defined]

    def __bool__(self) -> bool:
        return bool(self.inbound or self.events or self.paid or self.kept)


class Knocked(NamedTuple):
    """One request, as it goes over the wire."""

    path: str
    query: bytes
    body: bytes
    content_type: str
    signed: bool


def application() -> tuple[Flask, Taken]:
    taken, app = Taken(), Flask(__name__)
    app.config["PROPAGATE_EXCEPTIONS"] = True
    knocks = webhooks(
        verify=TwilioSignature(auth_token=TOKEN, public_url=PUBLIC),
        receive=taken.inbound.append,
        record_status=taken.events.append,
        record_payment=taken.pay,
        providers={one.name: one for one in (WALLET, CHECKOUT, BANK)},
        clock=lambda: NOW,
        defer=taken.keep,
        take_back=taken.pay,
    )
    biller = Biller(BILLER, lambda plan: None, taken.bill, lambda paid: None)
    add_onebill(knocks, biller=biller, forged=lambda provider: None)
    app.register_blueprint(knocks)
    app.register_blueprint(
        kannel_webhooks(
            key=KEY,
            secret=SECRET,
            receive=taken.inbound.append,
            record_status=taken.events.append,
            clock=lambda: NOW,
        )
    )
    return app, taken


WALLET = Sandbox(secret_key=SECRET, public_url=PUBLIC)
CHECKOUT = JazzCash(Merchant("MC1", "password", SECRET, f"{PUBLIC}/go", f"{PUBLIC}/ask", PUBLIC))
BANK = RaastWithBank(
    Account(26, "id", "PK00", "6012", "Qist", "Karachi"), secret=SECRET, header="X-Signature"
)
BILLER = OneBill(prefix="1001", username="onelink", password=SECRET)
APP, TAKEN = application()


def target(data: bytes) -> None:
    """Raises whatever is wrong."""
    if len(data) < 2:
        return
    knocked = _knocked(data)
    environ = _environ(knocked)
    TAKEN.clear()
    _, status, _ = run_wsgi_app(APP.wsgi_app, environ, buffered=True)
    code = int(status.split()[0])
    assert code < 500, status
    if not knocked.signed:
        assert code in (400, 401, 403, 405, 413) and not TAKEN, (code, TAKEN)
    _storable()


def _knocked(data: bytes) -> Knocked:
    name, how, rest = PATHS[data[0] % len(PATHS)], data[1], data[2:]
    signed = bool(how & SIGNED)
    if name == "kannel/message":
        return Knocked(name, _query(rest, {"key": KEY if signed else "guessed"}), b"", "", signed)
    if name == "kannel/text":
        query = urlencode({"key": KEY if signed else "guessed", "id": "K1", "from": "03000000101"}).encode()
        return Knocked("kannel/message", query, rest, f"text/plain; charset={CHARSETS[how % 8]}", signed)
    if name == "kannel/report":
        own = (
            report_url("", name="K1", secret=SECRET if signed else "guessed")
            .split("?")[1]
            .partition("&state")[0]
        )
        return Knocked(name, own.encode() + b"&" + _escaped(rest), b"", "", signed)
    query, _, body = rest.partition(b"\n") if how & 0x40 else (b"", b"", rest)
    return Knocked(name, _escaped(query), body, BODIES[how % 4], signed)


def _query(rest: bytes, ours: dict[str, str]) -> bytes:
    return urlencode(ours).encode() + b"&" + _escaped(rest)


def _escaped(raw: bytes) -> bytes:
    """As a server lets it through: the rest would be no request at all."""
    return quote_from_bytes(raw, safe="&=%+;,/?:@!$'()*~[]|{}^`\\\"<>").encode()


def _environ(knocked: Knocked) -> Any:
    builder = EnvironBuilder(
        f"/webhooks/{knocked.path}", method="POST", query_string=knocked.query.decode("ascii")
    )
    if knocked.path.startswith("kannel") and not knocked.content_type:
        builder.method = "GET"
    builder.input_stream, builder.content_type = io.BytesIO(knocked.body), knocked.content_type or None
    builder.content_length = len(knocked.body)
    environ = builder.get_environ()
    environ["RAW_URI"] = f"/webhooks/{knocked.path}" + (
        f"?{knocked.query.decode('ascii')}" if knocked.query else ""
    )
    if knocked.path == "payments/jazzcash" and knocked.signed:
        return _signed_inside(environ, knocked)
    if knocked.signed and not knocked.path.startswith("kannel"):
        environ.update(_signature(environ, knocked))
    return environ


def _signed_inside(environ: Any, knocked: Knocked) -> Any:
    """JazzCash's signature is one of the fields: whatever was read of the body is posted anew, with it."""
    form = Request({**environ, "wsgi.input": io.BytesIO(knocked.body)}).form.to_dict()
    fields = {name: value for name, value in form.items() if name not in (None, HASH)}
    signed = urlencode({**fields, HASH: secure_hash(fields, salt=SECRET)}).encode()
    length, kind = {"CONTENT_LENGTH": str(len(signed))}, {"CONTENT_TYPE": BODIES[0]}
    return {**environ, **length, **kind, "wsgi.input": io.BytesIO(signed)}


def _signature(environ: Any, knocked: Knocked) -> dict[str, str]:
    """As whoever has the secret makes it, over what a server reads of this."""
    if knocked.path.startswith("payments/onebill"):
        return {"HTTP_USERNAME": "onelink", "HTTP_PASSWORD": SECRET}
    if knocked.path == "payments/raast":
        return {"HTTP_X_SIGNATURE": sign_of_the_bank(knocked.body, secret=SECRET)}
    form = Request({**environ, "wsgi.input": io.BytesIO(knocked.body)}).form
    if None in form:
        return {}  # of what has no name no signature can be made
    if knocked.path == "payments/sandbox":
        return {"HTTP_" + SIGNATURE_HEADER.upper().replace("-", "_"): WALLET._sign(form)}
    sign = RequestValidator(TOKEN).compute_signature(PUBLIC + environ["RAW_URI"], form)
    return {"HTTP_X_TWILIO_SIGNATURE": sign}


def _storable() -> None:
    """Both stores can hold it, and it is what the services rely on."""
    for one in TAKEN.inbound:
        assert 0 < len(one.provider_id) <= MOST_NAMED + len("kannel:") and one.provider_id.isprintable(), one
        assert 0 < len(one.address) <= MOST_NAMED and one.channel in ("whatsapp", "sms"), one
        assert len(one.text) <= MOST_TEXT and KINDS.fullmatch(one.kind) and one.at == NOW, one
        for text in (one.provider_id, one.address, one.text, one.button, one.profile_name, one.user_id):
            _kept(text)
        for media in one.media:
            _kept(media.url + media.content_type)
    for event in TAKEN.events:
        assert 0 < len(event.provider_id) <= MOST_NAMED and 0 < len(event.state) <= MOST_NAMED, event
        assert event.error_code is None or 0 <= event.error_code <= LARGEST, event
        _kept(event.provider_id + event.state)
    for paid in TAKEN.paid:
        assert 0 < paid.paisa < 2**63 and paid.at.tzinfo is not None, paid
        paid.at.astimezone(UTC)
        _kept(paid.provider_id + paid.reference)
    for form in TAKEN.kept:
        assert json.loads(json.dumps(form)) == form


def _kept(text: str) -> None:
    text.encode()  # no half of a pair
    assert "\x00" not in text


TOLD: tuple[tuple[int, dict[str, str]], ...] = (
    (9, {"event": "paid", "transaction": "R1", "reference": "2000000001", "amount": "1000.00", "currency": "PKR",
         "at": "2026-11-23T15:00:00+05:00"}),
    (9, {"event": "reversed", "transaction": "R1", "reference": "2000000001", "amount": "1000.00", "currency": "PKR",
         "at": "2026-11-23T15:00:00+05:00"}),
    (10, {"consumer_number": "100112345678", "bank_mnemonic": "TEST", "reserved": ""}),
    (11, {"consumer_number": "100112345678", "tran_auth_id": "123456", "transaction_amount": "+0000000100000",
          "tran_date": "20261123", "tran_time": "150000", "bank_mnemonic": "TEST", "reserved": ""}),
)  # fmt: skip


def seeds() -> list[bytes]:
    """One good request of each kind, and what is next to it."""
    forms: tuple[tuple[int, dict[str, str]], ...] = (
        (0, {"MessageSid": "SM1", "From": "+923000000101", "To": "+92800", "Body": "salam", "NumMedia": "0"}),
        (0, {"MessageSid": "SM2", "From": "whatsapp:+923000000101", "Body": "ہاں", "ProfileName": "Ayesha",
             "MessageType": "button", "ButtonText": "Yes", "ButtonPayload": "yes", "WaId": "923000000101"}),
        (0, {"SmsSid": "SM3", "From": "whatsapp:", "ExternalUserId": "PK.1", "NumMedia": "2", "MediaUrl0": "https://x/1",
             "MediaContentType0": "image/jpeg", "MediaUrl1": "https://x/2", "MediaContentType1": "audio/ogg; c=opus"}),
        (0, {"MessageSid": "SM4", "From": "whatsapp:+923000000101", "Latitude": "24.8", "Longitude": "67.0"}),
        (0, {"MessageSid": "SM5", "From": "+923000000101", "Body": "STOP", "OptOutType": "STOP", "ListId": "a"}),
        (1, {"MessageSid": "SM6", "MessageStatus": "undelivered", "ErrorCode": "63016", "SmsStatus": "sent"}),
        (2, {"CallSid": "CA1", "From": "+923000000101", "CallStatus": "ringing"}),
        (3, {"MessageSid": "SM7", "From": "+923000000101", "Body": "x"}),
        (3, {"CallSid": "CA2", "From": "whatsapp:+923000000101"}),
        (4, dict(WALLET.callback(request=PayRequest(reference="2000000001", paisa=1000), at=NOW, ok=True).form)),
        (8, {"pp_Amount": "100000", "pp_BillReference": "2000000001", "pp_MerchantID": "MC1", "pp_ResponseCode": "000",
             "pp_TxnCurrency": "PKR", "pp_TxnDateTime": "20261123150000", "pp_TxnRefNo": "T" + "1" * 19}),
        (5, {"id": "K2", "from": "03000000101", "text": "salam", "coding": "0", "charset": "UTF-8"}),
        (7, {"state": "2", "says": "NACK/0x00000045/Submit err:034"}),
    )  # fmt: skip
    made = [bytes([path, SIGNED]) + urlencode(form).encode() for path, form in forms]
    made += [bytes([path, 0]) + urlencode(form).encode() for path, form in forms]
    for path, told in TOLD:
        made += [bytes([path, signed | 2]) + json.dumps(told).encode() for signed in (SIGNED, 0)]
    part = b'--x\r\nContent-Disposition: form-data; name="%s"\r\n\r\n%s\r\n'
    made.append(
        bytes([0, SIGNED | 1])
        + part % (b"MessageSid", b"SM8")
        + part % (b"From", b"+923000000101")
        + b"--x--"
    )
    made.append(bytes([0, 1]) + b"--x\r\nContent-Disposition: form-data\r\n\r\nx\r\n--x--")
    made += [bytes([6, SIGNED | which]) + "سلام salam".encode("utf-16") for which in range(len(CHARSETS))]
    made.append(
        bytes([0, SIGNED | 0x40]) + b"a=%D9%82&b=%3A%2F\nMessageSid=SM9&From=%2B923000000101&Body=%00"
    )
    return made


WORDS = (
    b"MessageSid=", b"SmsMessageSid=", b"SmsSid=", b"From=", b"Body=", b"NumMedia=", b"MediaUrl0=", b"ExternalUserId=",
    b"MediaContentType0=", b"MessageType=", b"ButtonPayload=", b"ListId=", b"ListTitle=", b"OptOutType=", b"Latitude=",
    b"Longitude=", b"MessageStatus=", b"SmsStatus=", b"ErrorCode=", b"CallSid=", b"transaction=", b"reference=",
    b"amount=", b"at=", b"result=", b"key=", b"id=", b"from=", b"text=", b"coding=1", b"state=", b"says=", b"token=",
    b"pp_Amount=", b"pp_TxnRefNo=", b"pp_TxnDateTime=", b'"amount":', b'"at":', b'"event":', b'"tran_date":"00010101"',
    b"00010101000000", b'"tran_time":"000000"', b"null", b'"', b"{", b"}", b"[", b"\\ud800", b"whatsapp:",
    b"%2B92", b"%00", b"%ED%A0%80", b"%F0%9F%91%A8", b"%D9%82", b"%E2%80%AE", b"&", b"=", b"\xff\xfe",
    b"\n", b"9" * 400, b"0001-01-01T00:00:00%2B23:59", b"9999-12-31T23:59:59-23:59", "٣٤".encode(), b"--x\r\n",
)  # fmt: skip


def main(arguments: list[str]) -> None:
    corpus = Path(next((one for one in arguments if not one.startswith("-")), "fuzz-corpus"))
    corpus.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(seeds()):
        (corpus / f"seed-{number:02}").write_bytes(seed)
    words = corpus.parent / f"{corpus.name}.dict"
    quoted = ('"' + "".join(f"\\x{byte:02x}" for byte in word) + '"' for word in WORDS)
    words.write_text("\n".join(quoted) + "\n", "ascii")
    options = [one for one in arguments if one.startswith("-")]
    atheris.Setup([sys.argv[0], str(corpus), f"-dict={words}", "-max_len=4096", *options], target)
    atheris.Fuzz()


if __name__ == "__main__":
    if atheris is None:
        sys.exit('atheris is not installed: pip install -e ".[fuzz]"')
    main(sys.argv[1:])
