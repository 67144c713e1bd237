"""docs/examples/web_shop.py against `qist demo`, both as processes of their own, as a reader runs them."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import ProxyHandler, build_opener

import pytest
from postgres import free_port

from tests.fakes.loopback import call

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.enable_socket
_open = build_opener(ProxyHandler({})).open


@contextmanager
def started(*command: str, folder: Path, **env: str) -> Iterator[subprocess.Popen[str]]:
    """A process whose output can be read, ended by its own id. It knows nothing of this machine's settings."""
    with subprocess.Popen(
        [sys.executable, *command], cwd=folder, env=plain(env), text=True, stdout=subprocess.PIPE
    ) as process:
        try:
            yield process
        finally:
            process.terminate()


def plain(more: dict[str, str]) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("QIST_")}
    return {**kept, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1", "NO_PROXY": "127.0.0.1", **more}


def says(process: subprocess.Popen[str], wanted: str) -> re.Match[str]:
    """The next line of its output in which that stands; blocks until it is there."""
    assert process.stdout is not None
    seen = []
    for line in process.stdout:
        seen.append(line)
        if found := re.search(wanted, line):
            return found
    raise AssertionError("".join(seen))


def test_a_shop_makes_an_order_and_hears_what_became_of_it(tmp_path: Path) -> None:
    port = free_port()
    with started("-m", "bot.cli", "demo", "--port", str(port), folder=tmp_path) as demo:
        says(demo, "Stop with Ctrl-C")
        new_key = [sys.executable, "-m", "bot.cli", "api-keys", "add", "101"]
        key = subprocess.check_output(new_key, cwd=tmp_path, env=plain({}), text=True).strip()
        shop = {"QIST_KEY": key, "QIST_API": f"http://127.0.0.1:{port}/api/v1", "SHOP_PORT": "0"}
        with started(str(ROOT / "docs/examples/web_shop.py"), folder=tmp_path, **shop) as example:
            checkout = says(example, r"http://\S+/checkout/\S+")[0]
            with _open(checkout, timeout=10) as page:
                number = re.search(r"Order (\d{8})", page.read().decode())
            assert number is not None
            headers = {"Authorization": f"Bearer {key}", "Idempotency-Key": "cancel"}
            cancel = f"http://127.0.0.1:{port}/api/v1/orders/{number[1]}/cancel"
            assert call(cancel, headers=headers, body=b"").status == 200
            assert says(example, r"order\.cancelled (\d{8})")[1] == number[1]
