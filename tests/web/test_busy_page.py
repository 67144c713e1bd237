"""What a person at the console reads while the store cannot keep up."""

from flask import Flask

from bot.store.database import StoreUnavailable
from bot.web import errors, security


def test_a_page_says_in_three_languages_to_come_again() -> None:
    app = Flask("bot.web")
    app.secret_key = "only for tests"
    security.protect(app)

    @app.get("/page")
    def page() -> str:
        raise StoreUnavailable("database is locked at /var/lib/secret.db")

    answer = app.test_client().get("/page")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    for words in errors.WORDS[503]:
        assert words in answer.text
    assert "secret.db" not in answer.text
