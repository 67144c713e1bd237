"""A browser for the journeys; and where screenshots go when somebody wants them."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

CHROMIUM = os.environ.get("QIST_CHROMIUM", "/usr/bin/chromium")
ARGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]
ARGS += ["--disable-background-networking", "--disable-component-update", "--disable-sync"]
SIZE = {"width": 1280, "height": 1000}


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    if not Path(CHROMIUM).exists():
        pytest.skip(f"no Chromium at {CHROMIUM}: apt-get install chromium, or set QIST_CHROMIUM")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGS)
        yield browser
        browser.close()


@pytest.fixture
def window(chromium: Browser) -> Iterator[BrowserContext]:
    """The customer's browser."""
    with _window(chromium) as context:
        yield context


@pytest.fixture
def desk(chromium: Browser) -> Iterator[Page]:
    """A tab in the browser of an agent, who is somebody else."""
    with _window(chromium) as context:
        yield context.new_page()


@contextmanager
def _window(chromium: Browser) -> Iterator[BrowserContext]:
    """A fresh window in which nothing may break, in any of its tabs."""
    context, wrong = chromium.new_context(viewport=SIZE), []
    context.on("weberror", lambda error: wrong.append(str(error.error)))
    context.on("console", lambda line: wrong.append(line.text) if "Content Security" in line.text else None)
    context.on(
        "response", lambda seen: wrong.append(f"{seen.status} {seen.url}") if seen.status >= 400 else None
    )
    yield context
    context.close()
    assert not wrong


@pytest.fixture
def page(window: BrowserContext) -> Page:
    return window.new_page()


@pytest.fixture
def picture() -> Callable[[Page, str], None]:
    """Takes a screenshot, but only with QIST_SCREENSHOTS=folder."""
    folder = os.environ.get("QIST_SCREENSHOTS", "")

    def take(page: Page, name: str) -> None:
        if folder:
            page.locator(".phones, main").last.scroll_into_view_if_needed()
            page.screenshot(animations="disabled", path=Path(folder) / f"{name}.png")

    return take
