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
    from bot.payments.ports import Paid, TakenBack
    from bot.payments.raast import Account
    from bot.payments.raast_bank import RaastWithBank
    from bot.payments.raast_bank import sign as sign_of_the_bank
    from bot.payments.sandbox import SIGNATURE_HEADER, Sandbox
    from bot.web.kannel import kannel_webhooks
    from bot.web.onebill import Biller, add_onebill
    from bot.web.webhooks import webhooks
    from tests.faults.fuzz_seeds import CHARSETS, PATHS, SIGNED, WORDS, seeds

PUBLIC = "https://qist.example.pk"
TOKEN, KEY, SECRET = "fake-auth-token", "a-key-of-twenty-four-letters", "s" * 40
NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)
BODIES = ("application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "application/json", "")
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


def main(arguments: list[str]) -> None:
    corpus = Path(next((one for one in arguments if not one.startswith("-")), "fuzz-corpus"))
    corpus.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(seeds(WALLET)):
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
