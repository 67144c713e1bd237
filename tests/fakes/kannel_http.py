"""The HTTP side of the fake Kannel: who may send, what a text becomes in its coding, broken answers."""

import socket
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

from bot.conversation.segments import BASIC, EXTENDED
from tests.fakes import loopback

if TYPE_CHECKING:
    from tests.fakes.kannel import FakeKannel

GSM_7 = BASIC | EXTENDED
USERNAME, PASSWORD = "qist", "fake-kannel-password"
TEXTS = {
    "202": "0: Accepted for delivery",
    "400": "Number(s) has/have been denied by white- and/or black-lists.",
    "403": "Authorization failed for sendsms",
    "not_routable": "Not routable. Do not try again.",
    "500": "Sending failed.",
    "503": "Temporal failure, try again later.",
}


@dataclass
class Sms:
    """What was handed over; `text` as its coding would let it arrive."""

    to: str
    sender: str
    text: str
    coding: str
    validity: str
    dlr_mask: str
    dlr_url: str


def serve(fake: "FakeKannel") -> ThreadingHTTPServer:
    return loopback.serve(_Handler, fake=fake, name="fake-kannel")


class _Handler(BaseHTTPRequestHandler):
    fake: "FakeKannel"

    def log_message(self, *_: object) -> None:
        pass

    def do_POST(self) -> None:
        self.body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.fake.requests.append(self.requestline)
        mode = self.fake.next_failure()
        if not mode or mode.startswith("accept_then_"):
            refusal = self._refusal()
            if refusal:
                return self._send(*refusal)
            self._take()
        return self._break(mode.removeprefix("accept_then_")) if mode else self._named("202")

    def _refusal(self) -> tuple[int, str] | None:
        if self.path != "/cgi-bin/sendsms":
            return 404, "Unknown request."
        who = (self.headers.get("X-Kannel-Username"), self.headers.get("X-Kannel-Password"))
        if who != (USERNAME, PASSWORD):
            return 403, TEXTS["403"]
        if not self.headers.get("X-Kannel-To", "").lstrip("+").isdigit():
            return 400, TEXTS["400"]
        return None

    def _take(self) -> None:
        named = {name: self.headers.get(f"X-Kannel-{name}", "") for name in ("To", "From", "Coding")}
        named |= {
            name: self.headers.get(f"X-Kannel-{name}", "") for name in ("Validity", "DLR-Mask", "DLR-Url")
        }
        text = self.body.decode()
        if named["Coding"] == "0":  # what GSM-7 lacks is lost without a word
            text = "".join(letter if letter in GSM_7 else "?" for letter in text)
        self.fake.take(
            Sms(
                to=named["To"],
                sender=named["From"],
                text=text,
                coding=named["Coding"],
                validity=named["Validity"],
                dlr_mask=named["DLR-Mask"],
                dlr_url=named["DLR-Url"],
            )
        )

    def _break(self, mode: str) -> None:
        if mode == "502":
            return self._send(502, "<html>Hello from a proxy</html>")
        if mode == "503_proxy":
            return self._send(503, "<html>Service unavailable</html>")
        if mode == "timeout":
            self.fake.closing.wait(30)
        elif mode == "reset":
            self.connection.shutdown(socket.SHUT_RDWR)
        else:
            return self._named(mode)
        self.close_connection = True
        return None

    def _named(self, mode: str) -> None:
        self._send(403 if mode == "not_routable" else int(mode), TEXTS.get(mode, "as the test wished"))

    def _send(self, status: int, text: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(text.encode())))
        self.end_headers()
        self.wfile.write(text.encode())
