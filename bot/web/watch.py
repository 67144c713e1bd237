"""Every request in the log and in the figures, by the name of its page: addresses hold links and numbers of people."""

import logging
import time
from types import TracebackType

from flask import Flask, Response, g, request

from bot import metrics, tracing

LOG = logging.getLogger(__name__)
QUIET = ("health.alive", "health.can_work", "measured.page", "static")  # asked for every few seconds


class Application(Flask):
    """Flask, but for what it logs of an error: the name of the page and not its address."""

    def log_exception(
        self, exc_info: tuple[type, BaseException, TracebackType] | tuple[None, None, None]
    ) -> None:
        LOG.error("a request failed", exc_info=exc_info, extra={"endpoint": request.endpoint or "unknown"})


def watch(app: Flask) -> None:
    """Call once. What a request is caused by ends with it."""

    @app.before_request
    def begin() -> None:
        tracing.begin("")
        g.begun = time.perf_counter()

    @app.after_request
    def end(answer: Response) -> Response:
        endpoint = request.endpoint or "unknown"
        seconds = time.perf_counter() - g.get("begun", time.perf_counter())
        metrics.request(endpoint=endpoint, status=answer.status_code, seconds=seconds)
        if endpoint not in QUIET:
            told = {"endpoint": endpoint, "status": answer.status_code, "ms": round(seconds * 1000, 1)}
            LOG.info("request", extra=told)
        return answer

    @app.teardown_request
    def forget(_: BaseException | None) -> None:
        tracing.begin("")
