"""Thousands of forged, replayed and malformed webhooks and payment callbacks among good ones.

By hand `python -m tests.faults.forged [many] [sqlite|postgresql]` (5000, sqlite); the short form is a test. What it
proves: no forged one gets in, none does anything twice, none is answered by 500, and the good ones are answered exactly
as if they had come alone.
"""

import random
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urlencode

from flask import Flask
from lender import agree, ask_for, do
from sqlalchemy import select
from world import World, settings_for

from bot.app import create_app
from bot.channels.kannel.report import report_url
from bot.lending.commands import AgreeToTerms
from bot.payments.ports import PayRequest
from bot.payments.sandbox import Sandbox
from bot.services import deliver
from bot.store import tables
from tests.fakes.twilio import ACCOUNT_SID, AUTH_TOKEN, FakeTwilio
from tests.faults.site import world_on

PUBLIC = "https://qist.example.pk"
KEY = "a-key-of-twenty-four-letters"
MARK = "forged"  # in whatever must never be found again
SCRIPT = ("salam", "1", "2", "kitni qist baqi hai", "#", "9", "help", "shukriya")
PHONES = [f"+9230000007{one:02}" for one in range(40)]
PAYER = "+923000000404"
LONE = "\ud83d".encode("utf-8", "surrogatepass").decode("utf-8", "replace")
HOSTILE = ("", "\x00", "a\x00b", "\u202e" + "x" * 50, "ق" * 3_000, "9" * 400, "'; DROP TABLE message; --", LONE,
           "<script>", "%s%n{0}", "👨‍👩‍👧‍👦", "-1", "1e309", "٣٤")  # fmt: skip
FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True)
class Request:
    """As it goes over the wire. `kind`: good, forged, replayed, malformed."""

    kind: str
    path: str
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    method: str = "POST"
    content_type: str = FORM


@dataclass
class Site:
    """An application with Twilio, a short code and a wallet, and somebody who owes something."""

    world: World
    app: Flask
    wallet: Sandbox
    references: list[str]

    @classmethod
    def of(cls, world: World, *, payments: int) -> "Site":
        more = {
            "QIST_PUBLIC_URL": PUBLIC,
            "QIST_TWILIO_ACCOUNT_SID": ACCOUNT_SID,
            "QIST_TWILIO_AUTH_TOKEN": AUTH_TOKEN,
            "QIST_TWILIO_WHATSAPP_FROM": "+923000000900",
            "QIST_KANNEL_WEBHOOK_KEY": KEY,
        }
        settings = settings_for(world.settings.database_url, **more)
        app = create_app(settings, context=world.context)
        do(world, AgreeToTerms(), number=PAYER)
        agree(world, number=PAYER)
        asked = [ask_for(world, 1_000, reference=f"2{one:09}") for one in range(payments)]
        wallet = Sandbox(secret_key=settings.secret_key.get_secret_value(), public_url=PUBLIC)
        return cls(world, app, wallet, asked)

    def send(self, one: Request) -> int:
        with self.app.test_client().open(
            one.path, method=one.method, data=one.body, headers=one.headers, content_type=one.content_type
        ) as answer:
            return answer.status_code


def twilio(path: str, form: dict[str, str], *, kind: str = "good", token: str = AUTH_TOKEN) -> Request:
    sign = FakeTwilio(auth_token=token).sign(PUBLIC + path, form)
    return Request(kind, path, urlencode(form).encode(), {"X-Twilio-Signature": sign})


def message(sid: str, sender: str, text: str, **more: str) -> dict[str, str]:
    return {"MessageSid": sid, "From": sender, "To": "whatsapp:+923000000900", "Body": text, **more}


def good(site: Site, many: int) -> Iterator[Request]:
    """What real people, carriers and wallets send, the same in each run: words, calls, payments."""
    for one in range(many):
        phone, text = PHONES[one % len(PHONES)], SCRIPT[one // len(PHONES) % len(SCRIPT)]
        match one % 5:
            case 0:
                query = urlencode({"key": KEY, "id": f"K{one}", "from": phone, "text": text})
                yield Request("good", f"/webhooks/kannel/message?{query}", method="GET")
            case 1 if one // 5 < len(site.references):
                asked = PayRequest(reference=site.references[one // 5], paisa=1_000)
                told = site.wallet.callback(request=asked, at=site.world.now, ok=True)
                body = urlencode(dict(told.form)).encode()
                yield Request("good", "/webhooks/payments/sandbox", body, dict(told.headers))
            case 2:
                call = {"CallSid": f"CA{one}", "From": phone, "CallStatus": "ringing"}
                yield twilio("/webhooks/twilio/voice", call)
            case _:
                yield twilio("/webhooks/twilio/message", message(f"SM{one}", f"whatsapp:{phone}", text))


class Attacker:
    """Knows every address and has read every good request, but no secret."""

    def __init__(self, site: Site, chance: random.Random) -> None:
        self.site, self.chance, self.seen = site, chance, [twilio("/webhooks/twilio/message", {"a": "b"})]
        self.count = 0

    def attack(self) -> Request:
        self.count += 1
        ways: tuple[Callable[[], Request], ...] = (
            self.unsigned, self.signed_by_another, self.signature_of_another, self.changed, self.elsewhere, self.wallet,
            self.other_wallet, self.report, self.kannel, self.garbage, self.replayed, self.replayed, self.malformed,
            self.malformed, self.malformed_payment,
        )  # fmt: skip
        return self.chance.choice(ways)()

    def form(self) -> tuple[str, dict[str, str]]:
        sid, phone = f"{MARK}{self.count}", self.chance.choice(PHONES)
        return self.chance.choice(
            (
                ("/webhooks/twilio/message", message(sid, f"whatsapp:{phone}", f"{MARK} STOP")),
                ("/webhooks/twilio/message", message(sid, phone, MARK, OptOutType="STOP")),
                ("/webhooks/twilio/status", {"MessageSid": self.sid(), "MessageStatus": MARK}),
                ("/webhooks/twilio/voice", {"CallSid": sid, "From": phone}),
            )
        )

    def sid(self) -> str:
        """Of a message that really went out."""
        column = tables.table(tables.Message).c
        with self.site.world.context.database.snapshot() as connection:
            query = select(column.provider_id).where(
                column.direction == "out", column.provider_id.is_not(None)
            )
            return str(connection.execute(query.limit(1)).scalar() or "SM1")

    def unsigned(self) -> Request:
        path, form = self.form()
        headers = self.chance.choice(({}, {"X-Twilio-Signature": ""}, {"X-Twilio-Signature": "ق" * 9}))
        return Request("forged", path, urlencode(form).encode(), headers)

    def signed_by_another(self) -> Request:
        return twilio(*self.form(), kind="forged", token="the token of another account")

    def signature_of_another(self) -> Request:
        path, form = self.form()
        return Request("forged", path, urlencode(form).encode(), self.chance.choice(self.seen).headers)

    def changed(self) -> Request:
        """A real request with one thing added."""
        one = self.chance.choice(self.seen)
        if one.method == "GET":
            return replace(one, kind="forged", path=one.path.replace(KEY, MARK))
        name = self.chance.choice(("Body", "From", "amount", "reference", "zz"))
        # The wallet signs and we read the first of each name: a second one changes nothing.
        kind = "replayed" if f"{name}=".encode() in one.body and _is_payment(one) else "forged"
        return replace(one, kind=kind, body=one.body + b"&" + urlencode({name: MARK}).encode())

    def elsewhere(self) -> Request:
        """A real request at another address."""
        one = self.chance.choice([one for one in self.seen if one.method == "POST"])
        path = self.chance.choice(
            (f"{one.path}?x={MARK}", one.path.replace("message", "status"), f"{one.path}/")
        )
        same = path == one.path or (
            _is_payment(one) and "?" in path
        )  # the wallet signs what it says, not where
        return replace(one, kind="replayed" if same else "forged", path=path)

    def wallet(self) -> Request:
        """Money that nobody paid."""
        asked = PayRequest(reference=self.chance.choice(self.site.references), paisa=777_777)
        other = Sandbox(secret_key=f"guessed {self.count}", public_url=PUBLIC)
        told = other.callback(request=asked, at=self.site.world.now, ok=True)
        return Request(
            "forged", "/webhooks/payments/sandbox", urlencode(dict(told.form)).encode(), dict(told.headers)
        )

    def other_wallet(self) -> Request:
        return replace(
            self.wallet(), path=f"/webhooks/payments/{self.chance.choice(('jazzcash', 'x%00', '..', 'ق'))}"
        )

    def report(self) -> Request:
        url = report_url("", name=f"K{self.count}", secret="guessed")
        path = url.replace("%d", "1").replace("%A", MARK)
        return Request("forged", path, method="GET")

    def kannel(self) -> Request:
        query = {"key": self.chance.choice(("", MARK, KEY[:-1], KEY.upper())), "id": f"{MARK}{self.count}",
                 "from": self.chance.choice(PHONES), "text": MARK}  # fmt: skip
        return Request("forged", f"/webhooks/kannel/message?{urlencode(query)}", method="GET")

    def garbage(self) -> Request:
        path = self.chance.choice(
            (*{one.path.partition("?")[0] for one in self.seen}, "/webhooks/kannel/report", "/webhooks/x")
        )
        kinds = (
            FORM,
            "multipart/form-data; boundary=x",
            "multipart/form-data",
            "application/json",
            "text/x\x7f",
            "",
        )
        return Request(
            "forged",
            path,
            self.chance.randbytes(self.chance.choice((0, 1, 50, 3_000, 70_000))),
            {"X-Twilio-Signature": "AAAA", "X-Sandbox-Signature": "AAAA"},
            method=self.chance.choice(("POST", "GET", "PUT", "DELETE", "PATCH", "HEAD")),
            content_type=self.chance.choice(kinds),
        )

    def replayed(self) -> Request:
        return replace(self.chance.choice(self.seen), kind="replayed")

    def malformed(self) -> Request:
        """Signed or with the right key, as by a provider that has gone mad: taken or refused, never a crash."""
        sender = self.chance.choice(
            (*HOSTILE, "whatsapp:", "whatsapp:" + "9" * 90, "sip:a@b", "+1", "whatsapp:\x00")
        )
        told = {"From": sender, "Body": self.some(), "MessageSid": self.some(), "NumMedia": self.some()}
        told |= {
            "CallSid": self.some(),
            "MediaUrl0": self.some(),
            "ButtonPayload": self.some(),
            "ErrorCode": self.some(),
        }
        told |= {
            "MessageStatus": self.some(),
            "OptOutType": self.some(),
            "Latitude": self.some(),
            self.some(): "x",
        }
        for name in self.chance.sample(sorted(told), k=self.chance.randrange(6)):
            del told[name]
        if self.chance.random() < 0.3:
            query = urlencode(
                {"key": KEY, "id": self.some(), "from": sender, "text": self.some(), "coding": "x"}
            )
            return Request("malformed", f"/webhooks/kannel/message?{query}", method="GET")
        path = self.chance.choice(("message", "status", "voice"))
        return twilio(f"/webhooks/twilio/{path}", told, kind="malformed")

    def malformed_payment(self) -> Request:
        form = {"transaction": self.some(), "reference": self.some(), "amount": self.some(), "at": self.some(),
                "result": self.chance.choice(("paid", "failed", ""))}  # fmt: skip
        if self.chance.random() < 0.5:  # nearly right
            form |= {"reference": f"nobody{self.count}", "amount": "1", "at": self.site.world.now.isoformat()}
        headers = {"X-Sandbox-Signature": self.site.wallet._sign(form)}
        return Request("malformed", "/webhooks/payments/sandbox", urlencode(form).encode(), headers)

    def some(self) -> str:
        return self.chance.choice(HOSTILE)


def _is_payment(one: Request) -> bool:
    return one.path.startswith("/webhooks/payments/")


def mixed(site: Site, *, many: int, bad_for_each: int, chance: random.Random) -> Iterator[Request]:
    attacker = Attacker(site, chance)
    for one in good(site, many):
        for _ in range(bad_for_each):
            yield attacker.attack()
        yield one
        attacker.seen.append(one)


def run(site: Site, requests: Iterable[Request]) -> Counter[tuple[str, int]]:
    """Send them; how often each kind was answered with what."""
    answers: Counter[tuple[str, int]] = Counter()
    for one in requests:
        status = site.send(one)
        answers[one.kind, status] += 1
        if status >= 500:
            raise AssertionError(f"{status} for {one}")
        if one.kind == "good":
            deliver.drain(site.world.context)
            site.world.later(seconds=5)
    deliver.drain(site.world.context)
    return answers


def what_is_there(site: Site) -> dict[str, Any]:
    """Everything that the good ones cause, without what is drawn by lot."""
    message, payment, contact = (
        tables.table(one).c for one in (tables.Message, tables.Payment, tables.Contact)
    )
    with site.world.context.database.snapshot() as connection:
        mine = message.address.in_([*PHONES, PAYER])
        said = select(
            message.address, message.channel, message.direction, message.text, message.kind, message.state
        )
        lines = connection.execute(said.where(mine).order_by(message.address, message.id)).all()
        paid = connection.execute(
            select(payment.reference, payment.amount).where(payment.loan.is_not(None))
        ).all()
        stopped = (
            connection.execute(select(contact.address).where(contact.opted_out_at.is_not(None)))
            .scalars()
            .all()
        )
    return {
        "said": [(*row[:3], re.sub(r"\d{10}", "#", row[3]), *row[4:]) for row in lines],
        "paid": sorted(map(tuple, paid)),
        "stopped": list(stopped),
    }


def whole(site: Site) -> str:
    """Every value of the tables that webhooks write to, to look for what must not be there."""
    found = []
    with site.world.context.database.snapshot() as connection:
        for model in (tables.Contact, tables.DeliveryEvent, tables.Payment, tables.Message):
            rows = connection.execute(select(tables.table(model)).execution_options(yield_per=500))
            found += [str(value) for row in rows for value in row]
    return "\n".join(found)


REFUSED = (302, 308, 400, 403, 404, 405, 413)


def prove(
    attacked: Site, alone: Site, *, many: int, bad_for_each: int, seed: int
) -> Counter[tuple[str, int]]:
    """Raises AssertionError."""
    requests = mixed(attacked, many=many, bad_for_each=bad_for_each, chance=random.Random(seed))
    answers = run(attacked, requests)
    run(alone, good(alone, many))
    assert {status for kind, status in answers if kind == "good"} <= {200, 204}, answers
    assert {status for kind, status in answers if kind == "forged"} <= {*REFUSED}, answers
    assert what_is_there(attacked) == what_is_there(alone)
    assert not [one for one in whole(attacked).splitlines() if one.startswith(MARK)]
    assert attacked.world.problems() == []
    return answers


def main(many: str = "5000", kind: str = "sqlite") -> None:
    bad_for_each = 9
    good_ones = max(1, int(many) // bad_for_each)
    with ExitStack() as stack:
        sites = [
            Site.of(stack.enter_context(world_on(kind)), payments=good_ones // 5 + 1),
            Site.of(stack.enter_context(world_on("sqlite")), payments=good_ones // 5 + 1),
        ]
        answers = prove(sites[0], sites[1], many=good_ones, bad_for_each=bad_for_each, seed=7)
    for (kind_of, status), times in sorted(answers.items()):
        print(f"{kind_of:10} {status}: {times}")
    print(f"{kind}: none got in, none stopped a good one, none was answered by 500; the books are clean")


if __name__ == "__main__":
    main(*sys.argv[1:])
