"""What Prometheus is told. The one place that knows its library; everybody else calls a function with a plain name.

Counters and times live in each process. Where PROMETHEUS_MULTIPROC_DIR names a folder, all processes of a machine write
there and any of them answers for all (docs/operators/metrics.md). What the store knows is read when it is asked for.
Labels are words of ours: never a number, a name or an address of anybody.
"""

import os
from collections.abc import Callable, Iterable, Mapping

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Histogram,
    disable_created_metrics,
    generate_latest,
    start_http_server,
)
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
FOLDER = "PROMETHEUS_MULTIPROC_DIR"
QUICK = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 15)
SLOW = (0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 3600)
TENTHS = tuple(tenth / 10 for tenth in range(1, 11))

Gauges = Mapping[str, tuple[str, float]]  # name: what it says, its value

disable_created_metrics()  # type: ignore[no-untyped-call]
_OWN = CollectorRegistry()
_TURNS = Counter("qist_turns", "Messages and calls of customers.", ("channel", "outcome"), registry=_OWN)
_TURN = Histogram(
    "qist_turn_seconds", "One message, with its commit.", ("channel",), buckets=QUICK, registry=_OWN
)
_SURE = Histogram("qist_understanding_confidence", "How sure the reading was.", buckets=TENTHS, registry=_OWN)
_HANDOFFS = Counter("qist_handoffs", "Conversations that people were called to.", ("reason",), registry=_OWN)
_SENDS = Counter("qist_sends", "Ends of attempts to send.", ("channel", "result"), registry=_OWN)
_SEND = Histogram(
    "qist_send_seconds", "One request to a carrier.", ("channel",), buckets=QUICK, registry=_OWN
)
_AGE = Histogram(
    "qist_sent_age_seconds", "From the outbox to the carrier.", ("channel",), buckets=SLOW, registry=_OWN
)
_REPORTS = Counter("qist_reports", "Delivery reports.", ("state",), registry=_OWN)
_PAYMENTS = Counter(
    "qist_payments", "What providers told of payments.", ("provider", "result"), registry=_OWN
)
_ORDERS = Counter("qist_orders", "What became of orders.", ("source", "event"), registry=_OWN)
_REMINDERS = Counter("qist_reminders", "What became of reminders.", ("outcome", "why"), registry=_OWN)
_HTTP = Histogram(
    "qist_http_seconds", "Requests answered.", ("endpoint", "status"), buckets=QUICK, registry=_OWN
)
_BUSY = Counter("qist_store_busy", "Requests refused because the store could not keep up.", registry=_OWN)
_STUMBLES = Counter("qist_work_failed", "Background work that ended in an error.", ("work",), registry=_OWN)


def turn(*, channel: str, outcome: str, seconds: float) -> None:
    _TURNS.labels(channel, outcome).inc()
    _TURN.labels(channel).observe(seconds)


def understood(score: float) -> None:
    _SURE.observe(score)


def handoff(reason: str) -> None:
    _HANDOFFS.labels(reason).inc()


def attempt(*, channel: str, seconds: float) -> None:
    """One request to a carrier, however it ended."""
    _SEND.labels(channel).observe(seconds)


def send(*, channel: str, result: str) -> None:
    _SENDS.labels(channel, result).inc()


def sent(*, channel: str, age: float) -> None:
    _SENDS.labels(channel, "sent").inc()
    _AGE.labels(channel).observe(max(age, 0))


def report(state: str) -> None:
    _REPORTS.labels(state).inc()


def payment(*, provider: str, result: str) -> None:
    _PAYMENTS.labels(provider, result).inc()


def order(*, source: str, event: str) -> None:
    _ORDERS.labels(source, event).inc()


def reminder(outcome: str, *, why: str = "", times: int = 1) -> None:
    _REMINDERS.labels(outcome, why).inc(times)


def request(*, endpoint: str, status: int, seconds: float) -> None:
    _HTTP.labels(endpoint, str(status)).observe(seconds)


def busy() -> None:
    _BUSY.inc()


def stumbled(work: str) -> None:
    _STUMBLES.labels(work).inc()


def page(gauges: Callable[[], Gauges]) -> bytes:
    """Everything, as Prometheus reads it. `gauges` asks the store."""
    return generate_latest(_registry(gauges))


def listen(port: int, gauges: Callable[[], Gauges]) -> Callable[[], None]:
    """The same on a port of its own of the loopback, for a process that serves no pages; call the answer to end it."""
    server, thread = start_http_server(port, addr="127.0.0.1", registry=_registry(gauges))

    def close() -> None:
        server.shutdown()
        server.server_close()
        thread.join()

    return close


def _registry(gauges: Callable[[], Gauges]) -> CollectorRegistry:
    registry = CollectorRegistry()
    if os.environ.get(FOLDER):
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    else:
        registry.register(_OWN)
    registry.register(_Asked(gauges))
    return registry


class _Asked(Collector):
    """Asks when it is collected, and not before: describing must cost nothing."""

    def __init__(self, gauges: Callable[[], Gauges]) -> None:
        self.gauges = gauges

    def describe(self) -> Iterable[GaugeMetricFamily]:
        return ()

    def collect(self) -> Iterable[GaugeMetricFamily]:
        for name, (text, value) in self.gauges().items():
            yield GaugeMetricFamily(f"qist_{name}", text, value=value)
