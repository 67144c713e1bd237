"""One POST to an address that a shop has named: bounded in time and size, and never to the inside of a network.

The name is looked up once, every address it has is looked at, and the connection goes to the address that was looked
at: a name that answers otherwise the second time gains nothing. Redirects are answers like others and not followed.
"""

import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPException
from typing import Literal
from urllib.parse import SplitResult, urlsplit

import certifi
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError, NewConnectionError
from urllib3.exceptions import TimeoutError as TimedOut
from urllib3.util.ssl_match_hostname import CertificateError

PORTS = {"https": 443, "http": 80}
CONNECT_SECONDS = 5.0
SECONDS = 15.0  # for all of it
MOST_BYTES = 1024  # of an answer; nobody reads more
AGENT = "Qist-Saathi-Webhooks/1"
MAPPED = ipaddress.ip_network("64:ff9b::/96")  # IPv4 behind NAT64

Error = Literal["", "refused_address", "unknown_host", "no_connection", "certificate", "timeout", "garbage"]


class BadAddress(Exception):
    """Nothing is sent to such an address; `args[0]` says why."""


@dataclass(frozen=True, slots=True)
class Posted:
    """`status` is None when there was no answer, and `error` says why in a word."""

    status: int | None
    seconds: float
    answer: str = ""
    error: Error = ""

    @property
    def arrived(self) -> bool:
        return self.status is not None and 200 <= self.status < 300


@dataclass(frozen=True, slots=True)
class Postman:
    """`anywhere`: http as well, and to addresses inside: for demos and for shops in one's own network."""

    anywhere: bool = False
    seconds: float = SECONDS

    def check(self, url: str) -> None:
        """Whether an address has the right shape; where it leads is looked at with every post. Raises BadAddress."""
        parts = _parts(url)
        if parts.scheme != "https" and not (self.anywhere and parts.scheme == "http"):
            raise BadAddress("it must begin with https://")
        with suppress(ValueError):
            if not self.anywhere and not _is_outside(str(ipaddress.ip_address(parts.hostname or ""))):
                raise BadAddress("it must not lead into a private network")

    def post(self, *, url: str, body: str, headers: Mapping[str, str]) -> Posted:
        begun = time.monotonic()
        try:
            self.check(url)
            status, answer = self._post(url, body.encode(), headers)
        except BadAddress:
            return Posted(None, time.monotonic() - begun, error="refused_address")
        except (OSError, HTTPError, HTTPException, ValueError) as error:
            spent = time.monotonic() - begun
            return Posted(None, spent, error=_word(error, late=spent >= self.seconds))
        return Posted(status, time.monotonic() - begun, answer)

    def _post(self, url: str, body: bytes, headers: Mapping[str, str]) -> tuple[int, str]:
        parts = _parts(url)
        connection = self._connection(parts, _host(parts))
        told = {"Host": _named(parts), "User-Agent": AGENT, "Content-Type": "application/json", **headers}
        with _at_most(connection, self.seconds):
            target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
            connection.request("POST", target, body=body, headers=told, preload_content=False)
            answer = connection.getresponse()
            return answer.status, answer.read(MOST_BYTES, decode_content=False).decode(errors="replace")

    def _connection(self, parts: SplitResult, host: str) -> HTTPConnection:
        port = parts.port or PORTS[parts.scheme]
        address = self._looked_up(host, port)
        if parts.scheme == "http":
            return HTTPConnection(address, port, timeout=CONNECT_SECONDS)
        context = ssl.create_default_context(cafile=certifi.where())
        return HTTPSConnection(
            address,
            port,
            timeout=CONNECT_SECONDS,
            ssl_context=context,
            server_hostname=host,
            assert_hostname=host,
        )

    def _looked_up(self, host: str, port: int) -> str:
        """The address to connect to. One address inside is enough to be refused. Raises BadAddress."""
        found = [str(one[4][0]) for one in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
        if not self.anywhere and not all(map(_is_outside, found)):
            raise BadAddress("it leads into a private network")
        return found[0]


def _parts(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        parts.port  # noqa: B018 (raises when it is none)
    except ValueError as error:
        raise BadAddress("it is no address") from error
    if parts.scheme not in PORTS or not parts.hostname:
        raise BadAddress("it must begin with https://")
    if parts.username is not None or parts.fragment:
        raise BadAddress("it must have no user name, password or fragment")
    if not url.isascii() or any(letter <= " " for letter in url):
        raise BadAddress("it must be written in plain letters without blanks")
    return parts


def _host(parts: SplitResult) -> str:
    return parts.hostname or ""


def _named(parts: SplitResult) -> str:
    """The Host header: without it the address we looked up would stand there."""
    host = f"[{_host(parts)}]" if ":" in _host(parts) else _host(parts)
    return f"{host}:{parts.port}" if parts.port else host


def _is_outside(address: str) -> bool:
    found = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(found, ipaddress.IPv6Address):
        inner = found.ipv4_mapped or found.sixtofour
        if inner is None and found in MAPPED:
            inner = ipaddress.IPv4Address(int(found) & 0xFFFFFFFF)
        if inner is not None:
            found = inner
    return found.is_global and not found.is_multicast and not found.is_reserved


@contextmanager
def _at_most(connection: HTTPConnection, seconds: float) -> Iterator[None]:
    """However slowly an answer trickles in: afterwards the line is cut. Raises TimeoutError.

    A line that is cut looks like the end of an answer, so it is asked who cut it.
    """
    over = threading.Event()
    cut = threading.Timer(seconds, _cut, args=(connection, over))
    cut.daemon = True
    cut.start()
    try:
        connection.connect()
        if connection.sock is not None:
            connection.sock.settimeout(seconds)
        yield
        if over.is_set():
            raise TimeoutError
    finally:
        cut.cancel()
        connection.close()


def _cut(connection: HTTPConnection, over: threading.Event) -> None:
    over.set()
    with suppress(OSError, AttributeError):
        connection.sock.shutdown(socket.SHUT_RDWR)


def _word(error: Exception, *, late: bool) -> Error:
    if isinstance(error, NewConnectionError):
        return "no_connection"
    if late or isinstance(error, (TimeoutError, TimedOut)):
        return "timeout"
    if isinstance(error, socket.gaierror):
        return "unknown_host"
    if isinstance(error, (ssl.SSLError, CertificateError)):
        return "certificate"
    return "no_connection" if isinstance(error, OSError) else "garbage"
