from pathlib import Path

import pytest
from flask import Blueprint, Flask, abort
from web_fakes import Site

import bot.web
from bot.web import security
from bot.web.health import health

HOME = Path(bot.web.__file__).parent
PAGES = ["/phone", "/static/css/base.css", "/phone/api/messages", "/nowhere", "/healthz"]


@pytest.fixture
def site():
    return Site()


@pytest.fixture
def app(site):
    return site.app()


@pytest.mark.parametrize("path", PAGES)
def test_every_answer_carries_the_headers(app, path):
    with app.test_client().get(path) as answer:
        headers = answer.headers
    assert "default-src 'self'" in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Frame-Options"] == "DENY" and headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"


def test_pages_with_people_in_them_are_not_kept_by_browsers(app):
    assert app.test_client().get("/phone").headers["Cache-Control"] == "no-store"


def test_the_session_cookie_is_closed(app):
    cookie = app.test_client().get("/phone").headers["Set-Cookie"]
    assert "HttpOnly" in cookie and "SameSite=Lax" in cookie


def test_over_https_the_cookie_is_secure_and_https_is_remembered(site):
    app = site.app()
    app.config["SESSION_COOKIE_SECURE"] = True
    answer = app.test_client().get("/phone", base_url="https://qist.example")
    assert "Secure" in answer.headers["Set-Cookie"] and "Strict-Transport-Security" in answer.headers


@pytest.mark.parametrize("status", [400, 403, 404, 413, 429, 500, 503])
def test_errors_are_kind_in_three_languages_and_json_for_programs(site, status):
    app = site.app()
    app.config["PROPAGATE_EXCEPTIONS"] = False
    app.add_url_rule("/broken", "broken", lambda: abort(status))
    app.add_url_rule("/phone/api/broken", "api_broken", lambda: abort(status))
    app.add_url_rule("/api/v1/broken", "problem", lambda: abort(status))
    page = app.test_client().get("/broken")
    assert page.status_code == status and 'lang="ur"' in page.text and 'lang="ur-Latn"' in page.text
    answer = app.test_client().get("/phone/api/broken")
    assert answer.status_code == status and set(answer.json) == {"error", "code"}
    problem = app.test_client().get("/api/v1/broken")
    assert problem.status_code == problem.json["status"] == status
    assert problem.content_type == "application/problem+json"


def test_a_crash_shows_nothing_of_the_inside(site):
    app = site.app()
    app.config["PROPAGATE_EXCEPTIONS"] = False
    app.add_url_rule("/crash", "crash", lambda: 1 / 0)
    page = app.test_client().get("/crash")
    assert page.status_code == 500 and "Zero" not in page.text and "on our side" in page.text


def test_blueprints_with_their_own_proof_need_no_token():
    app = Flask("bot.web")
    app.secret_key = "only for tests"
    hooks = Blueprint("hooks", __name__)
    hooks.add_url_rule("/webhooks/x", "x", lambda: "ok", methods=["POST"])
    security.protect(app, https=True, exempt=[hooks])
    app.register_blueprint(hooks)
    assert app.test_client().post("/webhooks/x").status_code == 200
    assert app.config["SESSION_COOKIE_SECURE"] is True


def test_health(site, app):
    client = app.test_client()
    assert client.get("/healthz").json == {"ok": True}
    assert client.get("/readyz").status_code == 200
    site.ready = False
    assert client.get("/readyz").status_code == 503


def test_ready_is_no_when_looking_fails():
    def broken() -> bool:
        raise OSError("no database")

    app = Flask("bot.web")
    app.register_blueprint(health(ready=broken, room=lambda: True))
    assert app.test_client().get("/readyz").status_code == 503


def test_templates_hold_no_inline_script_style_or_remote_asset():
    for template in HOME.glob("templates/**/*.html"):
        text = template.read_text(encoding="utf-8")
        assert "style=" not in text and "<style" not in text, template
        assert " on" + "click" not in text and "javascript:" not in text, template
        assert "https://" not in text and "http://" not in text, template
        assert all('src="' in script for script in text.split("<script")[1:]), template


def test_every_font_comes_with_its_licence():
    fonts = HOME / "static/fonts"
    for font in fonts.glob("*.woff2"):
        family = font.stem.removesuffix("-400").removesuffix("-700")
        assert "SIL OPEN FONT LICENSE" in (fonts / f"{family}.OFL.txt").read_text(encoding="utf-8").upper()


def test_every_library_of_others_comes_with_its_licence():
    vendor = HOME / "static/vendor"
    for file in vendor.iterdir():
        if not file.name.endswith(".LICENSE.txt"):
            name = file.name.split("-")[0].split(".")[0]
            assert (vendor / f"{name}.LICENSE.txt").exists(), file
