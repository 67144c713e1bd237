"""gunicorn -c docs/operators/gunicorn.conf.py wsgi:app    (see runbook.md)"""

import os
from typing import Any

bind = os.environ.get("QIST_BIND", "127.0.0.1:8000")
# PostgreSQL: as many processes as cores. SQLite has one writer: QIST_WEB_PROCESSES=1 is fastest there.
workers = int(os.environ.get("QIST_WEB_PROCESSES", os.cpu_count() or 1))
threads = int(os.environ.get("QIST_WEB_THREADS", "8"))  # not more than QIST_DATABASE_CONNECTIONS
worker_class = "gthread"
timeout = 60  # of a process that no longer answers; a request that waits for the store is refused long before
graceful_timeout = 30  # on SIGTERM what has begun is answered
keepalive = 5
accesslog = None  # bot/web/watch.py writes one line a request, without addresses: they hold links and numbers of people
forwarded_allow_ips = os.environ.get("QIST_PROXIES", "127.0.0.1")
proc_name = "qist-web"


def child_exit(server: Any, worker: Any) -> None:
    """Figures of a process that has gone still count (several processes, one page of /metrics)."""
    if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        from prometheus_client.multiprocess import mark_process_dead

        mark_process_dead(worker.pid)
