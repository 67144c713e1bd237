"""HTTP on the loopback, both ways, as every fake provider needs it."""

import threading
from collections.abc import Mapping
from dataclasses import dataclass
from http.client import HTTPException
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.error import HTTPError
from urllib.request import ProxyHandler, Request, build_opener

_opener = build_opener(ProxyHandler({}))


@dataclass
class Answer:
    """`status` is 0 when nobody answered."""

    status: int
    body: str = ""
    content_type: str = ""


def call(url: str, *, headers: Mapping[str, str] | None = None, body: bytes | None = None) -> Answer:
    request = Request(url, data=body, headers=dict(headers or {}))
    try:
        with _opener.open(request, timeout=15) as answer:
            return Answer(answer.status, answer.read().decode(), answer.headers.get("Content-Type", ""))
    except HTTPError as error:
        with error:
            return Answer(error.code, error.read().decode(), error.headers.get("Content-Type", ""))
    except (OSError, HTTPException):
        return Answer(0)


def serve(handler: type[BaseHTTPRequestHandler], *, fake: object, name: str) -> ThreadingHTTPServer:
    """Running on a free port, each request answered with `fake` at hand."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (handler,), {"fake": fake}))
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, args=(0.05,), name=name, daemon=True).start()
    return server
