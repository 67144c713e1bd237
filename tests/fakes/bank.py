"""A bank: it asks for and pays bills by 1Bill, and tells of what came to our Raast account, all over HTTP."""

import hashlib
import hmac
import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from tests.fakes.loopback import Answer, call

USERNAME, PASSWORD, PREFIX = "onelink", "a password of 1LINK", "100123"
SECRET = "a secret that the bank knows"
SETTINGS = {
    "QIST_ONEBILL_PREFIX": PREFIX,
    "QIST_ONEBILL_USERNAME": USERNAME,
    "QIST_ONEBILL_PASSWORD": PASSWORD,
    "QIST_RAAST_IDENTIFIER": "pk.misaal.raast",
    "QIST_RAAST_ACCOUNT": "PK00MISL0000000000000001",
    "QIST_RAAST_SECRET": SECRET,
}
KARACHI = ZoneInfo("Asia/Karachi")


@dataclass
class FakeBank:
    """`url` leads to the application."""

    url: str
    username: str = USERNAME
    password: str = PASSWORD

    def inquiry(self, number: str, **more: Any) -> tuple[int, dict[str, str]]:
        return self.onebill("BillInquiry", {"consumer_number": number, "bank_mnemonic": "MISAAL", **more})

    def pay(
        self, number: str, paisa: int, *, auth: str, at: datetime, **more: Any
    ) -> tuple[int, dict[str, str]]:
        local = at.astimezone(KARACHI)
        told = {
            "consumer_number": number,
            "tran_auth_id": auth,
            "transaction_amount": f"+{paisa:013d}",
            "tran_date": f"{local:%Y%m%d}",
            "tran_time": f"{local:%H%M%S}",
            "bank_mnemonic": "MISAAL",
        }
        return self.onebill("BillPayment", {**told, **more})

    def onebill(self, what: str, fields: Any) -> tuple[int, dict[str, str]]:
        body = fields if isinstance(fields, bytes) else json.dumps(fields).encode()
        answer = call(
            f"{self.url}/webhooks/payments/onebill/{what}",
            headers={
                "Content-Type": "application/json",
                "username": self.username,
                "password": self.password,
            },
            body=body,
        )
        return answer.status, json.loads(answer.body) if answer.body else {}

    def raast(
        self,
        reference: str,
        rupees: str,
        *,
        transaction: str,
        at: datetime,
        event: str = "paid",
        secret: str = SECRET,
        **more: Any,
    ) -> Answer:
        told = {"event": event, "transaction": transaction, "reference": reference, "amount": rupees}
        body = json.dumps({**told, "currency": "PKR", "at": at.isoformat(), **more}).encode()
        return self.told(body, secret=secret)

    def told(self, body: bytes, *, secret: str = SECRET) -> Answer:
        digest = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
        return call(
            f"{self.url}/webhooks/payments/raast",
            headers={"Content-Type": "application/json", "X-Signature": digest},
            body=body,
        )
