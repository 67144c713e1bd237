"""A real Kannel, from the configuration that operators are given, with a simulated network and a telephone on it."""

import os
import re
import socket
import subprocess
import threading
from collections.abc import Callable
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Literal
from urllib.parse import quote_from_bytes, unquote_to_bytes

PROGRAMS = Path(os.environ.get("QIST_KANNEL_PROGRAMS", "/usr/sbin"))
CONFIGURATION = Path(__file__).parents[2] / "docs" / "operators" / "kannel.conf"
GUIDE = CONFIGURATION.with_suffix(".md")
PASSWORD, KEY = "only-this-kannel", "only-this-kannel-brings-messages"
PATIENCE = 20.0
PARSED = re.compile(rb"(\S+) (\S+) (text|data|ucs-2|udh) ?(.*)", re.DOTALL)


def installed() -> bool:
    return (PROGRAMS / "bearerbox").exists() and (PROGRAMS / "smsbox").exists()


def until(holds: Callable[[], bool], what: str) -> None:
    """Looks again and again: what happens in another process tells nobody."""
    pause = threading.Event()
    for _ in range(int(PATIENCE / 0.02)):
        if holds():
            return
        pause.wait(0.02)
    raise AssertionError(f"no {what} within {PATIENCE} s")


class Kannel:
    """`url` is where it takes messages, `network` the port of the simulated network."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._admin, self._box, self._send, self.network = _free_ports(4)
        self.url = f"http://127.0.0.1:{self._send}"
        self._running: dict[str, subprocess.Popen[bytes]] = {}

    def configure(self, *, site: str, by_get: bool = False) -> None:
        """`site` is where it brings the messages."""
        (self._folder / "spool").mkdir(parents=True)
        (self._folder / "smsc.conf").write_text(
            f"group = smsc\nsmsc = fake\nsmsc-id = FAKE\nhost = 127.0.0.1\nport = {self.network}\n"
            "connect-allow-ip = 127.0.0.1\n"
        )
        text = self._configuration(site)
        (self._folder / "kannel.conf").write_text(_with_get(text) if by_get else text)

    def _configuration(self, site: str) -> str:
        text = CONFIGURATION.read_text("utf-8")
        for here, there in {
            "https://qist.example.pk": site,
            "CHANGE-webhook-key": KEY,
            "CHANGE-sendsms-password": PASSWORD,
            "CHANGE-admin-password": "admin",
            "CHANGE-status-password": "status",
            "/var/log/kannel": str(self._folder),
            "/var/spool/kannel": str(self._folder / "spool"),
            "/etc/kannel": str(self._folder),
            "13000": str(self._admin),
            "13001": str(self._box),
            "13013": str(self._send),
            "http-queue-delay = 10": "http-queue-delay = 1",
        }.items():
            assert here in text, f"{here} is no longer in {CONFIGURATION.name}"
            text = text.replace(here, there)
        assert "= CHANGE-" not in text
        return text

    def start(self, program: Literal["bearerbox", "smsbox"]) -> None:
        ports = (self._box, self.network) if program == "bearerbox" else (self._send,)
        with (self._folder / f"{program}.out").open("ab") as out:
            command = [str(PROGRAMS / program), "-v", "2", str(self._folder / "kannel.conf")]
            self._running[program] = subprocess.Popen(command, stdout=out, stderr=out)
        for port in ports:
            until(lambda port=port: _listens(port), f"{program} at {port}")

    def start_all(self) -> None:
        self.start("bearerbox")
        self.start("smsbox")

    def stop(self, program: str) -> None:
        process = self._running.pop(program)
        process.terminate()
        try:
            process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait(PATIENCE)

    def stop_all(self) -> None:
        for program in reversed(list(self._running)):
            self.stop(program)


class Network:
    """All telephones of the simulated network, on the line protocol of Kannel's `smsc = fake`."""

    def __init__(self, port: int) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port))
        self._parts: list[tuple[str, bytes, bytes]] = []  # to whom, header, content
        self._reader = threading.Thread(target=self._read, name="network", daemon=True)
        self._reader.start()

    def close(self) -> None:
        self._socket.shutdown(socket.SHUT_RDWR)
        self._reader.join(PATIENCE)
        self._socket.close()

    def says(self, number: str, text: str, *, header: bytes = b"") -> None:
        """One SMS to the short code. `header` makes it a part of a longer one, in letters of GSM-7."""
        if header:
            what = "udh-text " + quote_from_bytes(header, safe="")
            words = text
        elif text.isascii():
            what, words = "text", text
        else:
            what, words = "ucs2", quote_from_bytes(text.encode("utf-16-be"), safe="")
        self._socket.sendall(f"{number} 8123 {what} {words}\n".encode())

    def parts(self, number: str) -> list[tuple[bytes, bytes]]:
        return [(header, content) for to, header, content in list(self._parts) if to == number]

    def hears(self, number: str) -> list[str]:
        """What stands on the telephone: parts put together, in the order in which they began."""
        whole: dict[object, dict[int, bytes]] = {}
        for place, (header, content) in enumerate(self.parts(number)):
            reference, part = (header[3], header[5]) if header else (f"alone {place}", 1)
            whole.setdefault(reference, {})[part] = content
        return [_text(b"".join(parts[part] for part in sorted(parts))) for parts in whole.values()]

    def _read(self) -> None:
        with self._socket.makefile("rb") as lines:
            for line in lines:
                self._take(line.removesuffix(b"\n"))

    def _take(self, line: bytes) -> None:
        found = PARSED.fullmatch(line)
        if not found:  # the protocol is one of lines, and so a message of several lines is several of them
            to, header, content = self._parts[-1]
            self._parts[-1] = (to, header, content + b"\n" + line)
            return
        _, to, kind, rest = found.groups()
        header = b""
        if kind == b"udh":
            escaped, kind, rest = rest.split(b" ", 2)
            header = _unescaped(escaped)
        self._parts.append((to.decode(), header, rest if kind == b"text" else _unescaped(rest)))


class Gate:
    """Stands between Kannel and the application at `port`.

    `state`: "open", "shut" (breaks off), "deaf" (passes on and loses the answer).
    """

    def __init__(self) -> None:
        self.state, self.knocks, self.port = "open", 0, 0
        handler = type("Passing", (_Passing,), {"gate": self})
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"
        threading.Thread(target=self._server.serve_forever, args=(0.05,), name="gate", daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


class _Passing(BaseHTTPRequestHandler):
    gate: Gate

    def log_message(self, *_: object) -> None:
        pass

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        state, self.close_connection = self.gate.state, True
        if state != "shut":
            status, answer = self._passed_on(body)
        self.gate.knocks += 1
        if state != "open":
            return self.connection.shutdown(socket.SHUT_RDWR)
        self.send_response(status)
        self.send_header("Content-Type", "text/plain")
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)
        return None

    def _passed_on(self, body: bytes) -> tuple[int, bytes]:
        application = HTTPConnection("127.0.0.1", self.gate.port, timeout=PATIENCE)
        try:
            application.request("POST", self.path, body=body, headers=dict(self.headers.items()))
            answer = application.getresponse()
            return answer.status, answer.read()
        finally:
            application.close()


def _with_get(text: str) -> str:
    """The other way of bringing a message, as docs/operators/kannel.md has it."""
    (more,) = re.findall(r"&from=%p\S*text=%b", GUIDE.read_text("utf-8"))
    return text.replace("post-url =", "get-url =").replace("id=%I", "id=%I" + more)


def _text(content: bytes) -> str:
    """Kannel does not say of a part in which letters it is: UCS-2 begins with a byte that no text begins with."""
    return content.decode("utf-16-be" if content[:1] < b" " and content[:1] != b"\n" else "utf-8")


def _unescaped(content: bytes) -> bytes:
    return unquote_to_bytes(content.replace(b"+", b" "))


def _listens(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return False
    return True


def _free_ports(count: int) -> list[int]:
    taken = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [int(one.getsockname()[1]) for one in taken]
    for one in taken:
        one.close()
    return ports
