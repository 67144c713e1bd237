"""A browser for the journeys; and where screenshots go when somebody wants them."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from windows import opened

expect.set_options(timeout=15_000)  # a busy machine is no fault of the page
CHROMIUM = os.environ.get("QIST_CHROMIUM", "/usr/bin/chromium")
ARGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]
ARGS += ["--disable-background-networking", "--disable-component-update", "--disable-sync"]


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
    with opened(chromium) as context:
        yield context


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
