"""Durable turns a second over HTTP, beside a bare view with the same writes and beside a view that does nothing.

Three applications on the same server (waitress, a process of its own), asked by the same clients with signed forms:
`null` answers; `bare` checks Twilio's signature and makes the writes of a turn in raw SQL, one synchronous commit;
`ours` is the product. On SQLite (one thread, synchronous FULL) and on PostgreSQL (four threads) where it is installed.

`python -m benchmarks.turns [seconds] [customers]` (5, 1500: so many that hardly anybody writes twice within three
seconds). QIST_BENCH_CUSTOMERS: so many customers are in the store besides those who write (0): compare a run with
1000000 and one with 1000.
"""

import json
import logging
import os
import re
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.client import HTTPConnection
from pathlib import Path
from statistics import quantiles
from threading import local
from urllib.parse import urlencode
from uuid import uuid4

from flask import Flask, Response, request
from sqlalchemy import text
from waitress import serve

from bot.app import create_app
from bot.channels.twilio.signature import TwilioSignature
from bot.settings import load
from bot.store.database import Database
from tests import postgres
from tests.fakes.twilio import AUTH_TOKEN, FakeTwilio
from tests.world import KEY, fill

KINDS = ("null", "bare", "ours")
TALK = {  # understood, answered, the place kept: what is said, and with how many messages it is answered
    "salam": 1,
    "9": 1,
    "fees kya hain?": 2,
    "yeh halal hai?": 2,
    "4": 1,
    "madad": 2,
}
SHORT_CODE = "+923000000800"
PATH = "/webhooks/twilio/message"
CLIENTS = 4
TARGET = 0.6  # of the bare view, design.md section 7


def environment(url: str, port: int) -> dict[str, str]:
    return {
        "QIST_DATABASE_URL": url,
        "QIST_SECRET_KEY": "only for measuring, and long enough",
        "QIST_DATA_KEY": KEY,
        "QIST_PUBLIC_URL": f"http://127.0.0.1:{port}",
        "QIST_DEMO": "1",
        "QIST_TWILIO_ACCOUNT_SID": "AC" + "1" * 32,
        "QIST_TWILIO_AUTH_TOKEN": AUTH_TOKEN,
        "QIST_TWILIO_SMS_FROM": SHORT_CODE,
    }


# The three applications


def null() -> Flask:
    app = Flask("null")
    app.add_url_rule(PATH, view_func=lambda: Response("", content_type="text/xml"), methods=["POST"])
    return app


def bare(url: str, port: int) -> Flask:
    """Signature, then what a turn of ours writes: the message as it was understood, where they wrote last, the place in
    the conversation, the answers. The same rows with as much in them, raw, and committed once.
    """
    app, verify = Flask("bare"), TwilioSignature(auth_token=AUTH_TOKEN, public_url=f"http://127.0.0.1:{port}")
    database, kept = Database(url), local()
    say = {name: _in_driver(words, sqlite=database.is_sqlite) for name, words in RAW.items()}

    def connection():  # one for each thread, as raw as the driver gives it
        if not hasattr(kept, "raw"):
            kept.raw = database.engine.raw_connection()
            cursor = kept.raw.cursor()
            cursor.execute("SELECT address, id, conversation_id FROM contact")
            kept.ids = {address: (contact, talk) for address, contact, talk in cursor.fetchall()}
        return kept.raw

    @app.post(PATH)
    def message() -> Response:
        form = request.form
        if not verify(environ=request.environ, form=form, signature=request.headers["X-Twilio-Signature"]):
            return Response(status=403)
        raw = connection()
        contact, talk = kept.ids[form["From"]]
        cursor, now = raw.cursor(), datetime.now(UTC)
        at, until = (f"{moment:%Y-%m-%d %H:%M:%S.%f}" for moment in (now, now + timedelta(hours=4)))
        here = {
            "talk": talk,
            "contact": contact,
            "address": form["From"],
            "at": at,
            "cause": form["MessageSid"],
        }
        if database.is_sqlite:
            cursor.execute("BEGIN IMMEDIATE")
        cursor.execute(say["place"], here)
        cursor.fetchone()
        cursor.execute(say["heard"], {**here, "text": form["Body"], "reading": READING})
        cursor.execute(say["contact"], {**here, "busy": until})
        cursor.execute(say["conversation"], {**here, "position": POSITION})
        for _ in range(TALK[form["Body"]]):
            cursor.execute(say["answer"], {**here, "text": ANSWER, "until": until})
        raw.commit()
        return Response("<Response/>", content_type="text/xml")

    return app


READING = json.dumps({"language": "ur-Latn", "intent": "fees", "score": 0.99, "amount": None, "date": None})
POSITION = json.dumps({
    "frames": [{"flow": "home", "state": "newcomer", "revision": 2, "slots": {}, "trail": [], "gated": False}],
    **{"language": "ur-Latn", "misses": 0, "shown": True, "parked": []},
})  # fmt: skip
ANSWER = "Kya karna hai?\n1 Meri limit batayein\n2 Yeh kaise hota hai?\n0 numainda, 9 menu"
_ALWAYS = "segments, attempts, maybe_sent, template_language, content_sid, why, tag, kind"
RAW = {
    "place": "SELECT position FROM conversation WHERE id = :talk",
    "heard": "INSERT INTO message (conversation_id, contact_id, direction, channel, address, author, text, "
    f"provider_id, state, at, cause, reading, {_ALWAYS}) VALUES (:talk, :contact, 'in', 'sms', :address, 'customer', "
    ":text, :cause, 'received', :at, :cause, :reading, 1, 0, false, '', '', '', '', 'text')",
    "contact": "UPDATE contact SET last_inbound_at = :at, unreachable_at = NULL, busy_until = :busy "
    "WHERE id = :contact",
    "conversation": "UPDATE conversation SET version = version + 1, last_at = :at, contact_id = :contact, "
    "position = :position WHERE id = :talk",
    "answer": "INSERT INTO message (conversation_id, contact_id, direction, channel, address, author, text, state, at, "
    f"cause, next_at, valid_until, {_ALWAYS}) VALUES (:talk, :contact, 'out', 'sms', :address, 'bot', :text, 'queued', "
    ":at, :cause, :at, :until, 1, 0, false, '', '', '', '', 'text')",
}


def _in_driver(words: str, *, sqlite: bool) -> str:
    return words if sqlite else re.sub(r":(\w+)", r"%(\1)s", words)


def application(kind: str, url: str, port: int) -> Flask:
    if kind == "ours":
        return create_app(load(environment(url, port)))
    return null() if kind == "null" else bare(url, port)


# What asks them


def forms(numbers: list[str], twilio: FakeTwilio, url: str) -> Iterator[tuple[bytes, dict[str, str]]]:
    """Signed beforehand: signing is not what is measured."""
    place, said = 0, list(TALK)
    while True:
        words = said[(place + place // len(numbers)) % len(said)]
        form = twilio.inbound(
            From=numbers[place % len(numbers)], To=SHORT_CODE, Body=words, MessageSid="SM" + uuid4().hex
        )
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "X-Twilio-Signature": twilio.sign(url + PATH, form),
        }
        yield urlencode(form).encode(), headers
        place += 1


def asked(port: int, ready: list[tuple[bytes, dict[str, str]]], seconds: float) -> list[float]:
    """How long each answer took, one after the other on one connection, until the time is over."""
    connection, took = HTTPConnection("127.0.0.1", port, timeout=30), []
    end = time.perf_counter() + seconds
    for body, headers in ready:
        began = time.perf_counter()
        if began > end:
            break
        connection.request("POST", PATH, body, headers)
        answer = connection.getresponse()
        answer.read()
        assert answer.status == 200, answer.status
        took.append(time.perf_counter() - began)
    connection.close()
    return took


@contextmanager
def served(kind: str, url: str, threads: int) -> Iterator[int]:
    port = postgres.free_port()
    command = [sys.executable, "-m", "benchmarks.turns", "--serve", kind, url, str(port), str(threads)]
    process = subprocess.Popen(command, env={**os.environ, "PYTHONPATH": f".{os.pathsep}tests"})
    try:
        _wait(port)
        yield port
    finally:
        process.terminate()
        process.wait(20)


def _wait(port: int) -> None:
    for _ in range(600):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise TimeoutError("the server does not answer")


def measure(
    kind: str, url: str, threads: int, numbers: list[str], seconds: float
) -> tuple[float, float, float]:
    """(answers a second, median, 99th of a hundred in milliseconds)"""
    with served(kind, url, threads) as port:
        twilio, site = FakeTwilio(), f"http://127.0.0.1:{port}"
        shares = [numbers[place::CLIENTS] for place in range(CLIENTS)]
        wanted = int(seconds * (4000 if kind == "null" else 1000) / CLIENTS)
        ready = [
            [one for one, _ in zip(forms(share, twilio, site), range(wanted), strict=False)]
            for share in shares
        ]
        with ThreadPoolExecutor(CLIENTS) as pool:
            began = time.perf_counter()
            shares_of_it = pool.map(lambda mine: asked(port, mine, seconds), ready)
            took = [one for share in shares_of_it for one in share]
            rate = len(took) / (time.perf_counter() - began)
        cuts = quantiles(took, n=100)
        return rate, cuts[49] * 1000, cuts[98] * 1000


def people(url: str, count: int) -> list[str]:
    """So many customers who have agreed to the terms, written by the product itself."""
    from bot.app import create_context
    from bot.channels.ports import Inbound
    from bot.services.receive import receive

    context, numbers = (
        create_context(load(environment(url, 1))),
        [f"+92301{place:07}" for place in range(count)],
    )
    for number in numbers:
        for words in ("salam", "1"):
            receive(context, inbound=Inbound(uuid4().hex, "sms", number, words, context.clock()))
    with context.database.transaction() as connection:
        connection.execute(text("UPDATE message SET state = 'delivered' WHERE direction = 'out'"))
    crowd(context.database, int(os.environ.get("QIST_BENCH_CUSTOMERS", "0")))
    context.database.close()
    return numbers


def crowd(database: Database, count: int) -> None:
    """So many customers besides, each with a conversation, a number and two messages, by the database itself."""
    if not count:
        return
    with database.transaction() as connection:
        first = int(connection.execute(text("SELECT max(id) FROM customer")).scalar_one()) + 1
        numbers = (
            f"WITH RECURSIVE n(i) AS (SELECT {first} UNION ALL SELECT i + 1 FROM n WHERE i < {first + count - 1})"
            if database.is_sqlite
            else f"WITH n(i) AS (SELECT generate_series({first}, {first + count - 1}))"
        )
        at = "'2026-11-01 00:00:00+00:00'" if not database.is_sqlite else "'2026-11-01 00:00:00'"
        for statement in (
            "INSERT INTO customer (id, created_at, name, cnic_masked, work, obligations, payday_kind, pin_wrong) "
            f"{numbers} SELECT i, {at}, '', '', '', 0, '', 0 FROM n",
            "INSERT INTO conversation (id, customer_id, position, held_by, hand_reason, version) "
            f"{numbers} SELECT i, i, '{{}}', 'bot', '', 0 FROM n",
            "INSERT INTO contact (id, conversation_id, channel, address, created_at) "
            f"{numbers} SELECT i, i, 'sms', '+93' || CAST(i AS VARCHAR), {at} FROM n",
            *(
                "INSERT INTO message (conversation_id, contact_id, direction, channel, address, author, text, state, "
                "at, kind, tag, segments, attempts, maybe_sent, template_language, content_sid, why) "
                f"{numbers} SELECT i, i, '{way}', 'sms', '+93', 'bot', 'salam', '{state}', {at}, "
                "'text', '', 1, 0, false, '', '', '' FROM n"
                for way, state in (("in", "received"), ("out", "delivered"))
            ),
        ):
            connection.execute(text(statement))
    with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        # What the filling left to do is done before, and not while turns are measured.
        afterwards = ("VACUUM (ANALYZE)", "CHECKPOINT")
        for words in ("ANALYZE", "PRAGMA wal_checkpoint(TRUNCATE)") if database.is_sqlite else afterwards:
            connection.execute(text(words))


def compare(name: str, url: str, threads: int, customers: int, seconds: float) -> None:
    fill(url)
    numbers = people(url, customers)
    rates: dict[str, float] = {}
    for kind in KINDS:
        rates[kind], middle, worst = measure(kind, url, threads, numbers, seconds)
        print(
            f"{name} {kind}: {rates[kind]:.0f} a second, median {middle:.1f} ms, 99 of 100 within {worst:.1f} ms"
        )
    print(
        f"{name}: ours is {rates['ours'] / rates['bare']:.2f} of bare (target {TARGET}), "
        f"{rates['ours'] / rates['null']:.2f} of null"
    )


def main() -> None:
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 5.0
    customers = int(sys.argv[2]) if len(sys.argv) > 2 else 1500
    with tempfile.TemporaryDirectory() as folder:
        compare("SQLite", f"sqlite:///{Path(folder) / 'turns.db'}", 1, customers, seconds)
    if postgres.BIN is None:
        print("PostgreSQL is not installed: not measured")
        return
    with postgres.server() as server:
        compare("PostgreSQL", postgres.create(server), 4, customers, seconds)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--serve"]:
        kind, url, port, threads = sys.argv[2:]
        app = application(kind, url, int(port))
        logging.getLogger("waitress.queue").setLevel(logging.ERROR)
        serve(app, host="127.0.0.1", port=int(port), threads=int(threads))
    else:
        main()
