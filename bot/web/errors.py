"""What people and programs read when something did not work: a plain page in three languages, or JSON."""

import logging
from typing import NamedTuple

from flask import Flask, Response, jsonify, make_response, render_template, request
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, ServiceUnavailable

from bot import metrics
from bot.store.database import StoreFull, StoreUnavailable
from bot.web import problems

LOG = logging.getLogger(__name__)
API = "/api/"
JSON_PATHS = ("/phone/api/", "/webhooks/", "/readyz", "/healthz")


class Words(NamedTuple):
    en: str
    ur: str
    roman: str


WORDS: dict[int, Words] = {
    400: Words(
        "That could not be read. Go back, reload the page and try once more.",
        "یہ بات سمجھ نہیں آئی۔ واپس جا کر صفحہ دوبارہ کھولیں اور پھر کوشش کریں۔",
        "Yeh baat samajh nahi aayi. Wapas ja kar page dobara kholein aur phir koshish karein.",
    ),
    403: Words(
        "This page is not open to you. If it should be, ask your supervisor.",
        "یہ صفحہ آپ کے لیے کھلا نہیں ہے۔ اگر ہونا چاہیے تو اپنے نگران سے پوچھیں۔",
        "Yeh page aap ke liye khula nahi hai. Agar hona chahiye to apne supervisor se poochein.",
    ),
    404: Words(
        "There is nothing at this address. Check the link, or begin again from the first page.",
        "اس پتے پر کچھ نہیں ہے۔ لنک دیکھ لیں، یا پہلے صفحے سے شروع کریں۔",
        "Is pate par kuch nahi hai. Link dekh lein, ya pehle page se shuru karein.",
    ),
    413: Words(
        "That was too large to take in. Send something smaller.",
        "یہ بہت بڑا ہے۔ اس سے چھوٹا بھیجیں۔",
        "Yeh bohat bara hai. Is se chhota bhejein.",
    ),
    429: Words(
        "Too many tries in a short time. Wait a minute, then try again.",
        "تھوڑی دیر میں بہت کوششیں ہو گئیں۔ ایک منٹ رک کر پھر کوشش کریں۔",
        "Thori der mein bohat koshishein ho gayin. Aik minute ruk kar phir koshish karein.",
    ),
    500: Words(
        "Something broke on our side. Nothing you did was wrong; please try again in a little while.",
        "ہماری طرف کچھ خراب ہو گیا ہے۔ آپ کی کوئی غلطی نہیں، تھوڑی دیر میں پھر کوشش کریں۔",
        "Hamari taraf kuch kharab ho gaya hai. Aap ki koi ghalti nahi, thori der mein phir koshish karein.",
    ),
    503: Words(
        "There is too much to do just now. Nothing was changed; please try again in a minute.",
        "ابھی بہت رش ہے۔ کچھ بدلا نہیں گیا، ایک منٹ بعد پھر کوشش کریں۔",
        "Abhi bohat rush hai. Kuch badla nahi gaya, aik minute baad phir koshish karein.",
    ),
}
DISK_FULL = Words(
    "There is no room left on our disk. Nothing was changed; whoever looks after the machine has to make room.",
    "ہماری ڈسک بھر گئی ہے۔ کچھ بدلا نہیں گیا؛ جو مشین دیکھتے ہیں انہیں جگہ بنانی ہو گی۔",
    "Hamari disk bhar gayi hai. Kuch badla nahi gaya; jo machine dekhte hain unhein jagah banani hogi.",
)
RETRY_AFTER = 5  # seconds
CSRF_WORDS = "This page is out of date. Reload it and try once more."


def install(app: Flask) -> None:
    app.register_error_handler(HTTPException, show)
    app.register_error_handler(StoreUnavailable, busy)


def busy(error: StoreUnavailable) -> Response:
    """The store cannot keep up or is down: nothing was written, and whoever asks again later is served."""
    metrics.busy()
    LOG.warning("a request was refused, the store cannot take it: %s", error)
    words = DISK_FULL if isinstance(error, StoreFull) else WORDS[503]
    return _answer(ServiceUnavailable(retry_after=RETRY_AFTER), words)


def show(error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    status = error.code or 500
    return _answer(error, WORDS.get(status) or WORDS[500 if status >= 500 else 400])


def _answer(error: HTTPException, words: Words) -> Response:
    status = error.code or 500
    if request.path.startswith(API):
        answer = problems.from_http(error)
    elif request.path.startswith(JSON_PATHS):
        answer = refusal(code=_code(error), sentence=_sentence(error, words), status=status)
    else:
        answer = make_response(render_template("error.html", status=status, words=words), status)
    for name, value in error.get_headers():
        if name.lower() not in ("content-type", "content-length"):
            answer.headers[name] = value
    return answer


def refusal(*, code: str, sentence: str, status: int = 400) -> Response:
    return make_response(jsonify({"error": sentence, "code": code}), status)


def _code(error: HTTPException) -> str:
    return "csrf" if isinstance(error, CSRFError) else error.name.lower().replace(" ", "_")


def _sentence(error: HTTPException, words: Words) -> str:
    return CSRF_WORDS if isinstance(error, CSRFError) else words.en
