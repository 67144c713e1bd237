"""A Twilio of our own on the loopback: takes messages, reports on them, fails in every way it is told to."""

import base64
import hashlib
import hmac
import itertools
import queue
import threading
from collections.abc import Callable, Iterable
from typing import Any
from uuid import uuid4

from tests.fakes.loopback import Answer
from tests.fakes.twilio_approvals import Approvals
from tests.fakes.twilio_http import post_form, serve
from tests.fakes.twilio_messages import FakeMessage, Outcome, Report, rendered

ACCOUNT_SID = "AC" + "1" * 32
AUTH_TOKEN = "fake-auth-token"
LONGEST_WAIT = 10.0


class FakeTwilio:
    """`with FakeTwilio() as twilio:` and point QIST_TWILIO_API_URL at `twilio.url`."""

    def __init__(self, *, account_sid: str = ACCOUNT_SID, auth_token: str = AUTH_TOKEN) -> None:
        self.account_sid, self.auth_token = account_sid, auth_token
        self.messages: list[FakeMessage] = []
        self.contents: list[dict[str, Any]] = []
        self.approvals = Approvals(self.contents)
        self.shut: set[str] = set()  # of whom WhatsApp's window is shut, as in "whatsapp:+923..."
        self.reports: list[Report] = []
        self.closing = threading.Event()
        self._changed = threading.Condition()
        self._failures: list[tuple[str, str, int | None]] = []
        self._outcomes: list[Outcome] = []
        self._queue: queue.Queue[tuple[FakeMessage, str, int | None] | None] = queue.Queue()
        self._reporter = threading.Thread(target=self._report_all, name="fake-twilio-reports", daemon=True)

    def __enter__(self) -> "FakeTwilio":
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

    # What a test tells it

    def fail(self, mode: str, *, times: int = 1, on: str = "messages", code: int | None = None) -> None:
        """The next creations on "messages" or "content" fail.

        `mode`: an HTTP status ("429", "500", "400" with a `code`), "garbage", "garbage_502" (HTML), "reset",
        "timeout", or "accept_then_timeout", "accept_then_500", "accept_then_reset": taken, but not said so.
        """
        with self._changed:
            self._failures.extend([(on, mode, code)] * times)

    def outcome(self, *statuses: str, times: int = 1, **how: Any) -> None:
        """What is reported of the next messages; `error_code`, `shuffle`, `duplicate` as in Outcome."""
        with self._changed:
            self._outcomes.extend([Outcome(statuses=statuses, **how)] * times)

    def report(self, sid: str, status: str, *, error_code: int | None = None) -> None:
        """One more status callback about a message."""
        message = next(message for message in self.messages if message.sid == sid)
        self._queue.put((message, status, error_code))

    # What a test asks it

    def wait_for(self, count: int) -> list[FakeMessage]:
        """Blocks until that many messages have been created."""
        self._wait(lambda: len(self.messages) >= count, f"{count} messages")
        return self.messages

    def wait_for_reports(self, count: int) -> list[Report]:
        self._wait(lambda: len(self.reports) >= count, f"{count} reports")
        return self.reports

    # What it does to the product

    def sign(self, url: str, params: dict[str, str] | Iterable[tuple[str, str]]) -> str:
        pairs = sorted(set(params.items() if isinstance(params, dict) else params))
        text = url + "".join(name + value for name, value in pairs)
        digest = hmac.new(self.auth_token.encode(), text.encode(), hashlib.sha1).digest()
        return base64.b64encode(digest).decode()

    def inbound(self, **params: str) -> dict[str, str]:
        """The form of an inbound webhook: `From`, `Body` and whatever else, over what Twilio always sends."""
        sid = params.get("MessageSid", "SM" + uuid4().hex)
        always = {"MessageSid": sid, "SmsSid": sid, "SmsMessageSid": sid, "AccountSid": self.account_sid}
        form = {"Body": "", "NumMedia": "0", "NumSegments": "1", "ApiVersion": "2010-04-01", **always}
        if params.get("From", "").startswith("whatsapp:"):
            number = params["From"].removeprefix("whatsapp:+")
            form |= {"WaId": number, "ProfileName": "Ayesha", "MessageType": "text"}
        return form | params

    def post_inbound(self, url: str, **params: str) -> Answer:
        return self.post_signed(url, self.inbound(**params))

    def post_signed(self, url: str, form: dict[str, str]) -> Answer:
        return post_form(url, form, headers={"X-Twilio-Signature": self.sign(url, form)})

    # What the HTTP side asks it

    def next_failure(self, on: str, *, to: str = "") -> tuple[str, int | None]:
        """How the next creation on `on` fails, for this receiver; "" when it does not."""
        with self._changed:
            for failure in self._failures:
                if failure[0] == on:
                    self._failures.remove(failure)
                    return failure[1], failure[2]
        return "", None

    def create_message(self, params: dict[str, str]) -> dict[str, Any]:
        content, body = rendered(params, contents=self.contents)
        with self._changed:
            message = FakeMessage("SM" + uuid4().hex, self.account_sid, params, body, content)
            outcome = self._outcomes.pop(0) if self._outcomes else Outcome()
            if message.to in self.shut and not self.approvals.is_approved(content):
                outcome = Outcome(statuses=("sent", "undelivered"), error_code=63016)
            self.messages.append(message)
            self._changed.notify_all()
        for status, code in outcome.events():
            self._queue.put((message, status, code))
        return message.resource()

    def list_messages(self, query: dict[str, str]) -> list[dict[str, Any]]:
        to = query.get("To")
        found = [message for message in reversed(self.messages) if to in (None, message.to)]
        return [message.resource() for message in itertools.islice(found, int(query.get("PageSize", 50)))]

    def create_content(self, content: dict[str, Any]) -> dict[str, Any]:
        with self._changed:
            self.contents.append({"sid": "HX" + uuid4().hex, "account_sid": self.account_sid, **content})
        return self.contents[-1]

    def content(self, path: str) -> dict[str, Any]:
        """GET of one content, or of what became of its approval."""
        return self.approvals.fetch(path)

    def _report_all(self) -> None:
        while (item := self._queue.get()) is not None and not self.closing.is_set():
            message, status, code = item
            answered = self._report(message, status, code)
            with self._changed:
                message.status = status
                self.reports.append(Report(message.sid, status, answered))
                self._changed.notify_all()

    def _report(self, message: FakeMessage, status: str, code: int | None) -> int:
        url = message.params.get("StatusCallback", "")
        if not url.startswith("http://127.0.0.1:"):
            return 0
        return self.post_signed(url, self.report_form(message, status, code)).status

    def report_form(self, message: FakeMessage, status: str, code: int | None) -> dict[str, str]:
        """The form of a status callback."""
        form = {
            "MessageSid": message.sid,
            "SmsSid": message.sid,
            "MessageStatus": status,
            "SmsStatus": status,
        }
        form |= {"To": message.to, "From": message.params.get("From", ""), "AccountSid": self.account_sid}
        if code:
            form |= {"ErrorCode": str(code)}
        return form

    def _wait(self, until: Callable[[], bool], what: str) -> None:
        with self._changed:
            assert self._changed.wait_for(until, LONGEST_WAIT), f"no {what} within {LONGEST_WAIT} s"
