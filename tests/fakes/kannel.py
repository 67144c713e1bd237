"""A Kannel of our own on the loopback: takes SMS as smsbox does, reports on them, fails as it is told, brings SMS."""

import queue
import random
import threading
from dataclasses import dataclass
from urllib.parse import quote, urlencode
from uuid import uuid4

from tests.fakes.kannel_http import PASSWORD, USERNAME, Sms, serve
from tests.fakes.loopback import Answer, call

SHORT_CODE = "8123"
WEBHOOK_KEY = "a-webhook-key-that-only-tests-know"
LONGEST_WAIT = 10.0
DELIVERED, FAILED, BUFFERED, ACCEPTED, REJECTED = "1", "2", "4", "8", "16"
SAYS = {
    ACCEPTED: "ACK/",
    DELIVERED: "id:1 sub:001 dlvrd:001 submit date:2611231000 done date:2611231000 stat:DELIVRD err:000 text:",
    FAILED: "id:1 sub:001 dlvrd:000 submit date:2611231000 done date:2611231000 stat:UNDELIV err:013 text:",
    REJECTED: "NACK/0x0000000b/Invalid Destination Address",
}


@dataclass
class Report:
    dlr_url: str
    kind: str
    answered: int


class FakeKannel:
    """`with FakeKannel() as kannel:` and point QIST_KANNEL_URL at `kannel.url`."""

    def __init__(self) -> None:
        self.messages: list[Sms] = []
        self.requests: list[str] = []  # the request line of each call
        self.reports: list[Report] = []
        self.closing = threading.Event()
        self._changed = threading.Condition()
        self._failures: list[str] = []
        self._outcomes: list[list[str]] = []
        self._queue: queue.Queue[tuple[Sms, str] | None] = queue.Queue()
        self._reporter = threading.Thread(target=self._report_all, name="fake-kannel-reports", daemon=True)

    def __enter__(self) -> "FakeKannel":
        self._server = serve(self)
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"
        self._reporter.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.closing.set()
        self._queue.put(None)
        self._server.shutdown()
        self._server.server_close()
        self._reporter.join(LONGEST_WAIT)

    @property
    def settings(self) -> dict[str, str]:
        return {
            "QIST_SMS_CARRIER": "kannel",
            "QIST_KANNEL_URL": self.url,
            "QIST_KANNEL_USERNAME": USERNAME,
            "QIST_KANNEL_PASSWORD": PASSWORD,
            "QIST_KANNEL_FROM": SHORT_CODE,
            "QIST_KANNEL_WEBHOOK_KEY": WEBHOOK_KEY,
        }

    # What a test tells it

    def fail(self, mode: str, *, times: int = 1) -> None:
        """The next messages fail: a key of TEXTS in kannel_http, another status, or a way to break off.

        "502" and "503_proxy" come from somebody between us; "timeout" and "reset" are no answer at all;
        "accept_then_..." takes the message first.
        """
        with self._changed:
            self._failures.extend([mode] * times)

    def outcome(self, *kinds: str, shuffle: bool = False, duplicate: bool = False, times: int = 1) -> None:
        """What is reported of the next messages; nothing at all without kinds."""
        told = [kind for kind in kinds for _ in range(2 if duplicate else 1)]
        if shuffle:
            random.Random(7).shuffle(told)
        with self._changed:
            self._outcomes.extend([told] * times)

    def report(self, message: Sms, kind: str) -> None:
        """One more report about a message."""
        self._queue.put((message, kind))

    # What a test asks it

    def wait_for(self, count: int) -> list[Sms]:
        self._wait(lambda: len(self.messages) >= count, f"{count} messages")
        return self.messages

    def wait_for_reports(self, count: int) -> list[Report]:
        self._wait(lambda: len(self.reports) >= count, f"{count} reports")
        return self.reports

    # What it does to the product

    def bring(
        self,
        site: str,
        *,
        sender: str,
        text: str,
        message_id: str = "",
        by: str = "post",
        key: str = WEBHOOK_KEY,
        coding: str = "0",
    ) -> Answer:
        """One SMS to the short code, by `post-url` or by `get-url` as in Kannel's configuration."""
        query = {"key": key, "id": message_id or str(uuid4())}
        headers = {"User-Agent": "Kannel/1.4.5"}
        if by == "get":
            query |= {"from": sender, "to": SHORT_CODE, "text": text, "coding": coding, "time": "1795000000"}
            return call(f"{site}/webhooks/kannel/message?{urlencode(query)}", headers=headers)
        kind = "application/octet-stream" if coding == "1" else 'text/plain; charset="UTF-8"'
        headers |= {"X-Kannel-From": sender, "X-Kannel-To": SHORT_CODE, "X-Kannel-Coding": coding}
        headers |= {"Content-Type": kind, "X-Kannel-SMSC": "FAKE", "X-Kannel-Service": "qist"}
        return call(f"{site}/webhooks/kannel/message?{urlencode(query)}", headers=headers, body=text.encode())

    # What the HTTP side asks it

    def next_failure(self) -> str:
        with self._changed:
            return self._failures.pop(0) if self._failures else ""

    def take(self, message: Sms) -> None:
        with self._changed:
            self.messages.append(message)
            outcome = self._outcomes.pop(0) if self._outcomes else [ACCEPTED, DELIVERED]
            self._changed.notify_all()
        for kind in outcome:
            self._queue.put((message, kind))

    def _report_all(self) -> None:
        while (item := self._queue.get()) is not None and not self.closing.is_set():
            message, kind = item
            answered = self._report(message, kind)
            with self._changed:
                self.reports.append(Report(message.dlr_url, kind, answered))
                self._changed.notify_all()

    def _report(self, message: Sms, kind: str) -> int:
        if not message.dlr_url.startswith("http://127.0.0.1:") or not int(message.dlr_mask) & int(kind):
            return 0
        says = quote(SAYS.get(kind, ""), safe="")
        return call(message.dlr_url.replace("%d", kind).replace("%A", says)).status

    def _wait(self, until, what: str) -> None:
        with self._changed:
            assert self._changed.wait_for(until, LONGEST_WAIT), f"no {what} within {LONGEST_WAIT} s"
