"""The real lexicons, built once for the tests of this room."""

from datetime import date

import pytest

import locales
from bot.understanding import Understanding


@pytest.fixture(scope="session")
def heard() -> Understanding:
    return Understanding(locales.heard())


@pytest.fixture(scope="session")
def monday() -> date:
    return date(2026, 11, 23)
