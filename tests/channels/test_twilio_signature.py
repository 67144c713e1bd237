import pytest
from flask import Flask, request

from bot.channels.twilio.signature import TwilioSignature, raw_target, refuse
from tests.fakes.twilio import AUTH_TOKEN, FakeTwilio

PUBLIC = "https://qist.example.pk"


@pytest.fixture
def verified():
    """Posts to an app behind PUBLIC and says whether the signature convinced it."""
    app = Flask(__name__)
    verify = TwilioSignature(auth_token=AUTH_TOKEN, public_url=PUBLIC + "/")

    @app.post("/hook")
    def hook():
        signature = request.headers.get("X-Twilio-Signature", "")
        return str(verify(environ=request.environ, form=request.form, signature=signature))

    def post(target, pairs, signature):
        headers = {} if signature is None else {"X-Twilio-Signature": signature}
        environ = {"RAW_URI": target, "REQUEST_URI": target}
        body = "&".join(f"{name}={value}" for name, value in pairs)
        form = "application/x-www-form-urlencoded"
        answer = app.test_client().post(
            target, data=body, headers=headers, content_type=form, environ_overrides=environ
        )
        return answer.text == "True"

    return post


def sign(target, pairs):
    return FakeTwilio().sign(PUBLIC + target, pairs)


@pytest.mark.parametrize("target", ["/hook", "/hook?shop=%D9%82%2F%3A%7E&b", "/hook?a=1%20b+c"])
def test_signed_over_the_url_as_it_was_written(verified, target):
    pairs = [("Body", "salam"), ("From", "x")]

    assert verified(target, pairs, sign(target, pairs))


@pytest.mark.parametrize(
    "pairs",
    [
        [("Body", ""), ("From", "x")],
        [("A", "2"), ("A", "1"), ("B", "")],
        [("Body", "  two  spaces ")],
        [("SomethingNew", "yes"), ("Body", "salam")],
        [],
    ],
)
def test_signed_over_every_parameter(verified, pairs):
    assert verified("/hook", pairs, sign("/hook", pairs))


def test_a_forgery_does_not_convince(verified):
    pairs = [("Body", "salam")]
    good = sign("/hook", pairs)

    assert not verified("/hook", pairs, None)
    assert not verified("/hook", pairs, "")
    assert not verified("/hook", pairs, "é" * 28)
    assert not verified("/hook", [("Body", "salaM")], good)
    assert not verified("/hook", [*pairs, ("Extra", "")], good)
    assert not verified("/hook?x=1", pairs, good)


def test_an_absolute_target_counts_by_its_path_only(verified):
    pairs = [("Body", "salam")]

    assert raw_target({"RAW_URI": "http://127.0.0.1:8000/hook?a=%2F"}) == "/hook?a=%2F"
    assert raw_target({"REQUEST_URI": "/hook?next=http://x/"}) == "/hook?next=http://x/"
    assert verified("/hook", pairs, sign("/hook", pairs))


@pytest.mark.parametrize("target", ["*", "@evil.example/hook", "9/hook", "//[", "http://["])
def test_a_strange_target_is_refused_and_breaks_nothing(target):
    verify = TwilioSignature(auth_token=AUTH_TOKEN, public_url="http://127.0.0.1:8000")

    assert not verify(environ={"RAW_URI": target}, form={}, signature="x" * 28)


def test_a_server_that_gives_no_raw_target_is_helped_as_far_as_possible():
    path = "/hook/ق".encode().decode("latin-1")

    assert raw_target({"PATH_INFO": path, "QUERY_STRING": "a=%2F"}) == "/hook/%D9%82?a=%2F"


def test_without_twilio_everybody_is_refused():
    assert not refuse(environ={}, form={}, signature="anything")
