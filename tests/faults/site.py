"""The product as an operator runs it, to be treated badly: gunicorn and `qist worker` beside a fake Twilio."""

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from random import Random

import requests

from bot.app import create_context
from bot.services.context import Context
from bot.settings import load
from tests import postgres
from tests.fakes.twilio import ACCOUNT_SID, AUTH_TOKEN, FakeTwilio
from tests.world import KEY, World, fill

ROOT = Path(__file__).parents[2]
SHORT_CODE = "+923000000800"
SECRET = "only for the faults, and long enough for it"
START_SECONDS, STOP_SECONDS = 180.0, 30.0


class Site:
    """`url` leads to it. Whatever dies is started again: by gunicorn, or here. `code`: the folder of its release."""

    def __init__(
        self,
        folder: Path,
        *,
        store: str,
        twilio: FakeTwilio,
        web: int = 2,
        workers: int = 2,
        code: Path = ROOT,
        **more: str,
    ) -> None:
        self.port = postgres.free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.twilio = twilio
        self.settings = {
            "QIST_DATABASE_URL": store,
            "QIST_SECRET_KEY": SECRET,
            "QIST_DATA_KEY": KEY,
            "QIST_PUBLIC_URL": self.url,
            "QIST_DEMO": "1",
            "QIST_SPOOL": str(folder / "spool"),
            "QIST_TWILIO_ACCOUNT_SID": ACCOUNT_SID,
            "QIST_TWILIO_AUTH_TOKEN": AUTH_TOKEN,
            "QIST_TWILIO_API_URL": twilio.url,
            "QIST_TWILIO_SMS_FROM": SHORT_CODE,
            "QIST_TWILIO_TIMEOUT": "5",
            **more,
        }
        self.log_path = folder / "log"
        self.log = self.log_path.open("ab")
        listen = ["-b", f"127.0.0.1:{self.port}", "-t", "30"]
        self.code = code
        self.web = self.start(["gunicorn", "wsgi:app", "-w", str(web), "--threads", "4", *listen])
        self.workers = [self.start(["bot.cli", "worker"]) for _ in range(workers)]

    def start(self, module: list[str], *, code: Path | None = None) -> subprocess.Popen[bytes]:
        """`code`: of another release."""
        code = code or self.code
        kept = {name: value for name, value in os.environ.items() if not name.startswith("QIST_")}
        environment = {**kept, **self.settings, "PYTHONPATH": str(code)}
        command = [sys.executable, "-m", *module]
        return subprocess.Popen(command, cwd=code, env=environment, stdout=self.log, stderr=self.log)

    def web_processes(self) -> list[int]:
        """Those that gunicorn has begun; it begins new ones for those that are gone."""
        children = Path(f"/proc/{self.web.pid}/task/{self.web.pid}/children").read_text()
        return [int(one) for one in children.split()]

    def kill_worker(self, chance: Random) -> None:
        place = chance.randrange(len(self.workers))
        self.workers[place].kill()
        self.workers[place].wait()
        self.workers[place] = self.start(["bot.cli", "worker"])

    def kill_web(self, chance: Random) -> bool:
        """False when there was nothing to kill at this moment."""
        children = self.web_processes()
        if children:
            os.kill(chance.choice(children), signal.SIGKILL)
        return bool(children)

    def post(self, form: dict[str, str], *, path: str = "message") -> int:
        """The status of one webhook; 0 when nobody answered."""
        return self.twilio.post_inbound(f"{self.url}/webhooks/twilio/{path}", **form).status

    def context(self) -> Context:
        """The same store, looked at from here. Close its database."""
        return create_context(load(self.settings))

    def is_up(self) -> bool:
        try:
            return requests.get(f"{self.url}/readyz", timeout=5).status_code == 200
        except requests.RequestException:
            return False

    def wait(self) -> None:
        try:
            until(self.is_up, "the web", START_SECONDS)
        except TimeoutError:
            print(self.log_path.read_text("utf-8")[-3000:], file=sys.stderr)
            raise

    def close(self) -> None:
        for process in (self.web, *self.workers):
            process.terminate()
        for process in (self.web, *self.workers):
            try:
                process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        self.log.close()


def until(holds: Callable[[], bool], what: str, seconds: float) -> None:
    end = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > end:
            raise TimeoutError(what)
        time.sleep(0.05)


@contextmanager
def filled_postgres() -> Iterator[tuple[postgres.Restartable, str]]:
    """A server of its own that may be maltreated, and in it a store with schema and demo people."""
    with postgres.restartable() as database:
        url = postgres.create(database.address)
        fill(url)
        yield database, url


@contextmanager
def filled_store(kind: str, folder: Path) -> Iterator[str]:
    """The address of a store with schema and demo people. `kind`: sqlite, postgresql."""
    if kind == "postgresql":
        with filled_postgres() as (_, url):
            yield url
        return
    url = f"sqlite:///{folder / 'faults.db'}"
    fill(url)
    yield url


@contextmanager
def folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="qist-faults-") as made:
        yield Path(made)


@contextmanager
def world_on(kind: str) -> Iterator[World]:
    """In one process, on a store of its own."""
    with folder() as place, filled_store(kind, place) as url:
        world = World(place, database_url=url)
        yield world
        world.close()


@contextmanager
def site(
    *, kind: str, web: int = 1, workers: int = 1, twilio: FakeTwilio | None = None, **more: str
) -> Iterator[Site]:
    """Up and answering, on a store of its own."""
    with ExitStack() as stack:
        place = stack.enter_context(folder())
        store = stack.enter_context(filled_store(kind, place))
        fake = stack.enter_context(twilio or FakeTwilio())
        made = Site(place, store=store, twilio=fake, web=web, workers=workers, **more)
        stack.callback(made.close)
        made.wait()
        yield made
