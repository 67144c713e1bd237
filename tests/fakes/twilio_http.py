"""The HTTP side of the fake Twilio: paths, authentication, the shape of answers, and broken answers."""

import base64
import json
import socket
from collections.abc import Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from tests.fakes import loopback
from tests.fakes.loopback import Answer, call

if TYPE_CHECKING:
    from tests.fakes.twilio import FakeTwilio

CODES = {429: 20429, 500: 20500, 503: 20503, 401: 20003}


class Refused(Exception):
    def __init__(self, status: int, code: int, message: str) -> None:
        super().__init__(message)
        self.status, self.code = status, code


def post_form(url: str, form: Mapping[str, str], *, headers: Mapping[str, str]) -> Answer:
    return call(url, headers=headers, body=urlencode(form).encode())


def serve(fake: "FakeTwilio") -> ThreadingHTTPServer:
    return loopback.serve(_Handler, fake=fake, name="fake-twilio")


class _Handler(BaseHTTPRequestHandler):
    fake: "FakeTwilio"

    def log_message(self, *_: object) -> None:
        pass

    def do_GET(self) -> None:
        self._answered(self._list)

    def do_POST(self) -> None:
        length = int(self.headers.get("Content-Length", 0))
        self.raw = self.rfile.read(length).decode()
        self._answered(self._create)

    def _answered(self, work: Any) -> None:
        try:
            self._authenticate()
            work(urlsplit(self.path).path)
        except Refused as error:
            self._json(error.status, {"code": error.code, "message": str(error), "status": error.status})

    def _authenticate(self) -> None:
        told = self.headers.get("Authorization", "").removeprefix("Basic ")
        wanted = f"{self.fake.account_sid}:{self.fake.auth_token}"
        if base64.b64decode(told).decode() != wanted:
            raise Refused(401, 20003, "Authenticate")

    def _list(self, path: str) -> None:
        query = dict(parse_qsl(urlsplit(self.path).query))
        if path == "/v1/Content":
            meta = {"key": "contents", "page": 0, "page_size": 50, "next_page_url": None}
            self._json(200, {"contents": self.fake.contents, "meta": meta})
        elif path == self._messages_path():
            self._broken_or("list", lambda: self._page(query), status=200)
        elif path.startswith("/v1/Content/"):
            self._broken_or("approvals", lambda: self.fake.content(path), status=200)
        else:
            raise Refused(404, 20404, f"The requested resource {path} was not found")

    def _page(self, query: dict[str, str]) -> dict[str, Any]:
        return {"messages": self.fake.list_messages(query), "page": 0, "next_page_uri": None}

    def _create(self, path: str) -> None:
        if path == "/v1/Content":
            self._broken_or("content", lambda: self.fake.create_content(json.loads(self.raw)))
        elif path == self._messages_path():
            self._broken_or("messages", lambda: self.fake.create_message(self._message_form()))
        elif path.endswith("/ApprovalRequests/whatsapp"):
            self._broken_or("approvals", lambda: self.fake.approvals.submit(path, json.loads(self.raw)))
        else:
            raise Refused(404, 20404, f"The requested resource {path} was not found")

    def _messages_path(self) -> str:
        return f"/2010-04-01/Accounts/{self.fake.account_sid}/Messages.json"

    def _to(self) -> str:
        return dict(parse_qsl(self.raw)).get("To", "")

    def _message_form(self) -> dict[str, str]:
        form = dict(parse_qsl(self.raw, keep_blank_values=True))
        sender = form.get("From", form.get("MessagingServiceSid", ""))
        if not sender or not form.get("To"):
            raise Refused(400, 21603, "A 'From' or 'MessagingServiceSid', and a 'To', are required")
        if form["To"].startswith("whatsapp:") != sender.startswith("whatsapp:"):
            raise Refused(400, 21910, "'From' and 'To' should be of the same channel")
        if not any(form.get(name) for name in ("Body", "ContentSid", "MediaUrl")):
            raise Refused(400, 21619, "A text message body or media urls must be specified.")
        if len(form.get("Body", "")) > 1600:
            raise Refused(400, 21617, "The concatenated message body exceeds the 1600 character limit")
        return form

    def _broken_or(self, on: str, create: Any, *, status: int = 201) -> None:
        mode, code = self.fake.next_failure(on, to=self._to() if on == "messages" else "")
        created = create() if not mode or mode.startswith("accept_then_") else None
        if not mode:
            return self._json(status, created)
        return self._break(mode.removeprefix("accept_then_"), code)

    def _break(self, mode: str, code: int | None) -> None:
        if mode.isdigit():
            raise Refused(int(mode), code or CODES.get(int(mode), 20001), "as the test wished")
        if mode in ("garbage", "garbage_502"):
            status = 502 if mode == "garbage_502" else 201
            return self._send(status, b"<html>Hello from a proxy</html>", "text/html")
        if mode == "timeout":
            self.fake.closing.wait(30)
        else:
            self.connection.shutdown(socket.SHUT_RDWR)
        self.close_connection = True
        return None

    def _json(self, status: int, value: Any) -> None:
        self._send(status, json.dumps(value).encode(), "application/json")

    def _send(self, status: int, body: bytes, content_type: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
