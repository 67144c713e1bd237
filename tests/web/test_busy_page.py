"""What a person at the console reads while the store cannot keep up."""

import pytest
from flask import Flask

from bot.store.database import StoreFull, StoreUnavailable
from bot.web import errors, security


@pytest.mark.parametrize(
    ("error", "words"), [(StoreUnavailable, errors.WORDS[503]), (StoreFull, errors.DISK_FULL)]
)
def test_a_page_says_in_three_languages_what_to_do(
    error: type[StoreUnavailable], words: errors.Words
) -> None:
    app = Flask("bot.web")
    app.secret_key = "only for tests"
    security.protect(app)

    @app.get("/page")
    def page() -> str:
        raise error("database is locked at /var/lib/secret.db")

    answer = app.test_client().get("/page")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    for one in words:
        assert one in answer.text
    assert "secret.db" not in answer.text
