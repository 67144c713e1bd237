"""Browser windows for people who do not know each other."""

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, BrowserContext, Response

MEANT = (422,)  # a form that comes back with what is to be mended
SIZE = {"width": 1280, "height": 1000}


@contextmanager
def opened(chromium: Browser) -> Iterator[BrowserContext]:
    """A fresh window in which nothing may break, in any of its tabs."""
    context, wrong = chromium.new_context(viewport=SIZE), []
    context.on("weberror", lambda error: wrong.append(str(error.error)))
    context.on("console", lambda line: wrong.append(line.text) if "Content Security" in line.text else None)
    context.on("response", lambda seen: wrong.append(f"{seen.status} {seen.url}") if _broken(seen) else None)
    yield context
    context.close()
    assert not wrong


def _broken(seen: Response) -> bool:
    return seen.status >= 400 and seen.status not in MEANT
