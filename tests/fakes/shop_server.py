"""A shop's own server: takes webhooks, or fails at it in every way there is."""

import json
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any, Literal

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding
from standardwebhooks import Webhook

from tests.fakes import loopback

Mood = Literal["good", "broken", "gone", "redirect", "slow", "trickle", "garbage", "hangs_up", "talks"]
TALKS = b"x" * 3_000_000


@dataclass
class Arrived:
    headers: dict[str, str]
    body: bytes


@dataclass
class ShopServer:
    """`mood`: how the next requests go. `slowly` is set when somebody waits no longer."""

    mood: Mood = "good"
    url: str = ""
    arrived: list[Arrived] = field(default_factory=list)
    elsewhere: list[str] = field(default_factory=list)
    slowly: threading.Event = field(default_factory=threading.Event)

    def verified(self, secret: str) -> list[Any]:
        """What arrived, each with a good signature. Their time is the tests', so the clock is not asked."""
        return [_verified(one, secret) for one in self.arrived]


def _verified(one: Arrived, secret: str) -> Any:
    at = datetime.fromtimestamp(int(one.headers["webhook-timestamp"]), UTC)
    wanted = Webhook(secret).sign(one.headers["webhook-id"], at, one.body.decode())
    assert wanted in one.headers["webhook-signature"].split(" ")
    return json.loads(one.body)


@contextmanager
def shop_server(*, certificate: Path | None = None) -> Iterator[ShopServer]:
    """`certificate`: a PEM file with its key; then it speaks TLS."""
    fake = ShopServer()
    server = loopback.serve(_Handler, fake=fake, name="shop")
    if certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    fake.url = f"http{'s' if certificate else ''}://127.0.0.1:{server.server_port}/hook"
    yield fake
    fake.slowly.set()
    server.shutdown()
    server.server_close()


def certificate_for(name: str) -> bytes:
    """A certificate that vouches for itself, and its key, as PEM."""
    key = ec.generate_private_key(ec.SECP256R1())
    who = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder(who, who, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    plain = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    return made.public_bytes(Encoding.PEM) + key.private_bytes(Encoding.PEM, *plain)


class _Handler(BaseHTTPRequestHandler):
    fake: ShopServer

    def do_GET(self) -> None:
        self.fake.elsewhere.append(self.path)
        self._say(200, b"here")

    def do_POST(self) -> None:
        if self.path != "/hook":
            self.do_GET()
            return
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.fake.arrived.append(Arrived({name.lower(): value for name, value in self.headers.items()}, body))
        getattr(self, f"_{self.fake.mood}")()

    def _good(self) -> None:
        self._say(204)

    def _broken(self) -> None:
        self._say(500, b"<h1>Sorry\x00</h1>")

    def _gone(self) -> None:
        self._say(410)

    def _redirect(self) -> None:
        self._say(302, location="/secret")

    def _slow(self) -> None:
        self.fake.slowly.wait(20)

    def _trickle(self) -> None:
        """A byte now and then: each read is quick, and it never ends."""
        for byte in b"HTTP/1.1 200 OK\r\nX: " + b"y" * 2_000:
            self.wfile.write(bytes([byte]))
            self.wfile.flush()
            if self.fake.slowly.wait(0.02):
                return

    def _garbage(self) -> None:
        self.wfile.write(b"\x00\x01 this is no HTTP\r\n\r\n")

    def _hangs_up(self) -> None:
        self.close_connection = True

    def _talks(self) -> None:
        self._say(200, TALKS)

    def _say(self, status: int, body: bytes = b"", location: str = "") -> None:
        self.send_response(status)
        if location:
            self.send_header("Location", location)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        try:
            self.wfile.write(body)
        except OSError:
            return  # whoever asked does not listen any more

    def log_message(self, *_: object) -> None:
        """Quiet."""
