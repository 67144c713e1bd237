from datetime import UTC, datetime

import pytest

from bot.payments.ports import (
    BadCallback,
    BadSignature,
    HowToPay,
    Paid,
    PaymentProvider,
    PayRequest,
    TakenBack,
)
from bot.payments.sandbox import SIGNATURE_HEADER, Sandbox

NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)
ASKED = PayRequest(reference="QS-1234", paisa=450_000)


@pytest.fixture
def sandbox():
    return Sandbox(secret_key="a secret of at least thirty-two letters", public_url="http://127.0.0.1:8000/")


def signed(sandbox, **changes):
    """A callback that says something else and is signed all the same."""
    form = dict(sandbox.callback(request=ASKED, at=NOW, ok=True).form) | changes
    form = {name: value for name, value in form.items() if value is not None}
    return {"form": form, "headers": {SIGNATURE_HEADER: sandbox._sign(form)}}


def test_the_customer_is_told_where_to_pay(sandbox):
    provider: PaymentProvider = sandbox

    how = provider.instructions(request=ASKED)

    assert how == HowToPay("sandbox", url="http://127.0.0.1:8000/pay/QS-1234")


@pytest.mark.parametrize("ok", [True, False])
def test_a_callback_is_believed_as_signed(sandbox, ok):
    callback = sandbox.callback(request=ASKED, at=NOW, ok=ok)

    paid = sandbox.parse_callback(form=callback.form, headers=callback.headers)

    assert callback.url == "http://127.0.0.1:8000/webhooks/payments/sandbox"
    assert paid == Paid(
        provider="sandbox",
        provider_id=callback.form["transaction"],
        reference="QS-1234",
        paisa=450_000,
        at=NOW,
        ok=ok,
    )


def test_a_payment_that_is_taken_back_is_named_by_its_own_number(sandbox):
    callback = sandbox.callback(request=ASKED, at=NOW, ok=True)
    back = sandbox.taken_back(callback, at=NOW)

    taken = sandbox.parse_callback(form=back.form, headers=back.headers)

    assert taken == TakenBack("sandbox", callback.form["transaction"], "QS-1234", 450_000, NOW)


def test_each_press_is_a_transaction_of_its_own(sandbox):
    first, second = (sandbox.callback(request=ASKED, at=NOW, ok=True) for _ in range(2))

    assert first.form["transaction"] != second.form["transaction"]


@pytest.mark.parametrize(
    "change", [{"amount": "1"}, {"reference": "QS-1"}, {"extra": ""}, {"result": "failed"}]
)
def test_a_changed_callback_is_a_forgery(sandbox, change):
    callback = sandbox.callback(request=ASKED, at=NOW, ok=True)

    with pytest.raises(BadSignature):
        sandbox.parse_callback(form={**callback.form, **change}, headers=callback.headers)


@pytest.mark.parametrize("headers", [{}, {SIGNATURE_HEADER: ""}, {SIGNATURE_HEADER: "é\ud800"}])
def test_an_unsigned_callback_is_a_forgery(sandbox, headers):
    callback = sandbox.callback(request=ASKED, at=NOW, ok=True)

    with pytest.raises(BadSignature):
        sandbox.parse_callback(form=callback.form, headers=headers)


def test_another_installation_signs_otherwise(sandbox):
    other = Sandbox(secret_key="b" * 40, public_url="http://127.0.0.1:8000")
    callback = other.callback(request=ASKED, at=NOW, ok=True)

    with pytest.raises(BadSignature):
        sandbox.parse_callback(form=callback.form, headers=callback.headers)


@pytest.mark.parametrize(
    "change",
    [
        {"amount": "0"},
        {"amount": "-5"},
        {"amount": "4.5"},
        {"amount": "٤٥"},
        {"amount": "9" * 5000},
        {"amount": None},
        {"at": "yesterday"},
        {"at": "2026-11-23T10:00:00"},
        {"at": "9999-12-31T23:59:59-23:59"},
        {"result": "perhaps"},
        {"reference": "../etc"},
        {"reference": ""},
        {"transaction": None},
    ],
)
def test_a_signed_callback_that_cannot_be_read(sandbox, change):
    with pytest.raises(BadCallback):
        sandbox.parse_callback(**signed(sandbox, **change))
