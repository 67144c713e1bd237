"""JazzCash tells of money late, twice, wrong, forged, in parallel: it is booked as told, once, and a person sees it."""

from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st
from payments.conftest import REFERENCE, Till
from sqlalchemy import text

from bot.lending.money import rupees
from bot.payments.jazzcash import Account, JazzCash, secure_hash
from bot.payments.jazzcash_inquiry import understood
from bot.payments.ports import Attempt, BadCallback, BadSignature, NoAnswer, PayRequest
from bot.services.ask_providers import ask_providers
from bot.services.payments import MOST_ATTEMPTS, begin
from bot.services.reverse_payment import reverse_payment
from tests.fakes import jazzcash as fake
from tests.fakes.loopback import call

NOW = datetime(2026, 11, 23, 5, tzinfo=UTC)
OURS = Account(
    merchant_id=fake.MERCHANT,
    password=fake.PASSWORD,
    salt=fake.SALT,
    checkout_url="https://jazzcash.example.pk/form",
    inquiry_url="https://jazzcash.example.pk/inquire",
    public_url="https://qist.example.pk",
)
WALLET = JazzCash(OURS)
ASKED = PayRequest(REFERENCE, rupees(5_150), "10000001", NOW + timedelta(days=3))
DUE = rupees(5_150)


def told(**changes: str) -> dict[str, str]:
    form = {
        "pp_Amount": "515000",
        "pp_AuthCode": "999999",
        "pp_BillReference": REFERENCE,
        "pp_Language": "EN",
        "pp_MerchantID": fake.MERCHANT,
        "pp_ResponseCode": "000",
        "pp_ResponseMessage": "Thank you",
        "pp_RetreivalReferenceNo": "261127100001",
        "pp_TxnCurrency": "PKR",
        "pp_TxnDateTime": "20261123100000",
        "pp_TxnRefNo": "T2611231000001234567",
        "pp_TxnType": "MWALLET",
        "pp_Version": "1.1",
    }
    return {name: value for name, value in (form | changes).items() if value != "gone"}


def read(fields: dict[str, str]) -> object:
    return WALLET.parse_callback(form=fields, headers={})


def test_the_hash_is_the_one_of_the_guide() -> None:
    fields = {"pp_Amount": "2995", "pp_MerchantID": "MER123", "pp_Password": "A48cvE28", "pp_Empty": ""}
    known = "c7689cda7474eb1adcd343fd0c0b676bad0ba66361cc46db589bdb0da4c1c867"
    assert secure_hash(fields, salt="0F5DD14AE2") == known
    assert secure_hash({**fields, "other": "x", "pp_SecureHash": "y"}, salt="0F5DD14AE2") == known
    assert secure_hash(fields, salt="0F5DD14AE2", empty_counts=True) != known


def test_the_form_is_signed_and_says_who_how_much_and_until_when() -> None:
    attempt = WALLET.attempt(request=ASKED, at=NOW, digits="1234567890")
    checkout = WALLET.checkout(attempt=attempt)
    fields = dict(checkout.fields)
    assert fake.is_signed(fields)
    assert (fields["pp_Amount"], fields["pp_BillReference"]) == ("515000", REFERENCE)
    assert fields["pp_TxnRefNo"] == "T2611231000004567890"
    assert (fields["pp_TxnDateTime"], fields["pp_TxnExpiryDateTime"]) == ("20261123100000", "20261123110000")
    assert fields["pp_ReturnURL"] == "https://qist.example.pk/webhooks/payments/jazzcash/return"
    assert "Namoona" not in str(fields)  # neither goods nor shop nor name


def test_an_attempt_ends_with_the_request() -> None:
    late = NOW + timedelta(days=3) - timedelta(minutes=5)
    attempt = WALLET.attempt(request=ASKED, at=late, digits="1234567890")
    assert attempt.expires_at == ASKED.expires_at


FORGED = {
    "another amount": {"pp_Amount": "1"},
    "another plan": {"pp_BillReference": "2000000002"},
    "a failure made good": {"pp_ResponseCode": "000"},
    "a field more": {"pp_TxnType": "MWALLET2"},
    "a name before the amount": {"pp_AAA": "", "pp_SecureHash": ""},
    "no hash": {"pp_SecureHash": "gone"},
    "an empty hash": {"pp_SecureHash": ""},
    "letters of elsewhere": {"pp_SecureHash": "é\ud800" * 32},
}


@pytest.mark.parametrize("change", FORGED.values(), ids=FORGED)
def test_what_was_changed_is_a_forgery(change: dict[str, str]) -> None:
    genuine = fake.signed(told(pp_ResponseCode="199"))
    fields = {name: value for name, value in {**genuine, **change}.items() if value != "gone"}
    with pytest.raises(BadSignature):
        read(fields)


SHIFTED = {  # the same values, signed by JazzCash, under other names in the same order
    "the authorization becomes the amount": {"pp_Amount": "gone", "pp_AAA": "515000", "pp_AuthCode": "gone"},
    "the type becomes the number": {"pp_TxnRefNo": "gone", "pp_TxnExpiryDateTime": "T2611231000001234567"},
    "the currency is missing": {"pp_TxnCurrency": "gone", "pp_SubMerchantID": "PKR"},
}


@pytest.mark.parametrize("change", SHIFTED.values(), ids=SHIFTED)
def test_values_under_other_names_are_not_believed(change: dict[str, str]) -> None:
    """The hash is over values alone, and the customer has seen a genuine callback pass through their browser."""
    genuine = fake.signed(told())
    fields = told(**change)
    if "pp_AAA" in change:
        fields["pp_Amount"] = genuine["pp_AuthCode"]
    if "pp_TxnExpiryDateTime" in change:
        fields["pp_TxnRefNo"] = fields.pop("pp_TxnType")
    fields["pp_SecureHash"] = genuine["pp_SecureHash"]
    with pytest.raises((BadSignature, BadCallback)):
        read(fields)


UNREADABLE = [
    {"pp_Amount": "0"}, {"pp_Amount": "-515000"}, {"pp_Amount": "5150.00"}, {"pp_Amount": "٥١٥٠"},
    {"pp_Amount": "９９"}, {"pp_Amount": "9" * 14}, {"pp_Amount": "9" * 5000}, {"pp_Amount": "gone"},
    {"pp_Amount": " 515000"}, {"pp_Amount": "+515000"}, {"pp_Amount": "1e5"}, {"pp_Amount": ""},
    {"pp_TxnCurrency": "USD"}, {"pp_TxnCurrency": "gone"}, {"pp_MerchantID": "MC99999"},
    {"pp_TxnRefNo": "T1"}, {"pp_TxnRefNo": "gone"}, {"pp_TxnRefNo": "T26112310000012345৬৭"},
    {"pp_BillReference": "'; DROP"}, {"pp_BillReference": "gone"}, {"pp_TxnDateTime": "20261323100000"},
    {"pp_TxnDateTime": "yesterday"}, {"pp_ResponseCode": "gone"}, {"pp_ResponseCode": "0 0"},
]  # fmt: skip


@pytest.mark.parametrize("change", UNREADABLE, ids=lambda change: str(change)[:40])
def test_a_signed_callback_that_cannot_be_read(change: dict[str, str]) -> None:
    with pytest.raises(BadCallback):
        read(fake.signed(told(**change)))


@given(amount=st.integers(1, 10**12), code=st.sampled_from(["000", "001", "112", "124", "157", "199"]))
def test_every_amount_comes_back_as_signed(amount: int, code: str) -> None:
    paid = WALLET.parse_callback(
        form=fake.signed(told(pp_Amount=str(amount), pp_ResponseCode=code)), headers={}
    )
    assert (paid.paisa, paid.ok, paid.at) == (amount, code == "000", NOW)


@given(name=st.sampled_from(sorted(told())), value=st.text(max_size=20))
def test_no_single_change_survives_the_hash(name: str, value: str) -> None:
    genuine = fake.signed(told())
    if value == genuine[name]:
        return
    with pytest.raises(BadSignature):
        read({**genuine, name: value})


@given(digits=st.from_regex(r"[1-9][0-9]{9}", fullmatch=True), minutes=st.integers(0, 10**5))
def test_every_attempt_has_a_number_of_its_own_that_jazzcash_takes(digits: str, minutes: int) -> None:
    at = NOW + timedelta(minutes=minutes)
    attempt = WALLET.attempt(request=PayRequest(REFERENCE, 1), at=at, digits=digits)
    assert len(attempt.number) == 20 and attempt.number.isalnum() and attempt.number.isascii()
    assert attempt.number.endswith(digits[-7:])


# With the application, over HTTP, on both stores


def test_paid_on_the_page_and_told_once(till: Till) -> None:
    till.asks(DUE)
    assert till.told(till.opens()) == 200
    assert till.stands.paid == DUE
    assert till.kinds == []
    page = call(f"{till.url}/pay/{REFERENCE}").body
    assert "This has been paid" in page and "jazzcash" not in page


def test_told_by_server_as_json_and_by_the_browser_as_a_form(till: Till) -> None:
    till.asks(DUE)
    said = till.jazzcash.callback(till.opens())
    answer = till.jazzcash.post(f"{till.url}/webhooks/payments/jazzcash", said, as_json=True)
    assert answer.status == 200 and '"pp_ResponseCode":"000"' in answer.body.replace(" ", "")
    page = till.jazzcash.post(f"{till.url}/webhooks/payments/jazzcash/return", said)
    assert page.status == 200 and "Your receipt comes" in page.body
    assert (till.stands.paid, till.kinds) == (DUE, [])


def test_told_many_times_at_once(till: Till) -> None:
    till.asks(DUE)
    said = till.jazzcash.callback(till.opens())
    assert set(till.at_once([lambda: till.hears(said)] * 8)) == {200}
    assert (till.stands.paid, till.kinds) == (DUE, [])


def test_the_amount_is_the_one_that_jazzcash_signed(till: Till) -> None:
    till.asks(DUE)
    till.told(till.opens(), pp_Amount="100")
    assert till.stands.paid == 100
    (odd,) = till.odd
    assert (odd.kind, odd.amount, odd.detail) == ("other_amount", 100, "Rs 5,150")


def test_the_same_payment_with_another_amount(till: Till) -> None:
    till.asks(DUE)
    number = till.opens()
    till.told(number)
    assert till.told(number, pp_Amount="999900") == 200
    assert till.stands.paid == DUE
    (odd,) = till.odd
    assert (odd.kind, odd.amount, odd.detail) == ("repeated_differently", 999_900, "Rs 5,150")


def test_paid_twice_on_two_attempts(till: Till) -> None:
    """Both are money: the second pays the next instalment, and a person asks."""
    till.asks(DUE)
    first, second = till.opens(), till.opens()
    till.at_once([lambda: till.told(first), lambda: till.told(second)])
    assert till.received == 2 * DUE
    assert till.kinds == ["paid_again"]


def test_told_after_the_request_ended(till: Till) -> None:
    till.asks(DUE)
    number = till.opens()
    till.world.later(days=35)
    till.told(number)
    assert till.stands.paid == DUE
    assert till.kinds == ["late"]


def test_for_a_plan_that_is_over(till: Till) -> None:
    till.asks(rupees(10_300), "2000000002")
    till.asks(DUE)
    number = till.opens()
    till.world.pay("2000000002", rupees(10_300))
    over = till.stands.credit
    till.told(number)
    assert till.stands.settled and till.stands.credit == over + DUE
    assert till.kinds == ["plan_closed"]


def test_told_again_after_it_was_taken_back(till: Till) -> None:
    till.asks(DUE)
    number = till.opens()
    till.told(number)
    reverse_payment(till.world.context, provider="jazzcash", provider_id=number)
    assert till.stands.paid == 0
    till.told(number)
    assert till.stands.paid == 0
    assert sorted(till.kinds) == ["after_reversal", "taken_back"]


def test_a_reference_that_nobody_asked_for(till: Till) -> None:
    till.asks(DUE)
    till.told(till.opens(), pp_BillReference="9999999999")
    assert till.stands.paid == 0
    assert till.kinds == ["unknown_reference"]


def test_an_attempt_that_failed_moves_nothing(till: Till) -> None:
    till.asks(DUE)
    number = till.opens()
    till.told(number, code="199")
    assert till.stands.paid == 0
    till.told(number)
    assert (till.stands.paid, till.kinds) == (DUE, [])


def test_a_flood_of_forgeries_is_one_row_a_day(till: Till) -> None:
    till.asks(DUE)
    said = {**till.jazzcash.callback(till.opens()), "pp_Amount": "1"}
    assert {till.hears(said) for _ in range(30)} == {403}
    assert till.stands.paid == 0
    (odd,) = till.odd
    assert (odd.kind, odd.times) == ("forged", 1)  # the rest is counted, and written with the next
    till.world.later(seconds=20)
    till.hears(said)
    assert [one.times for one in till.odd] == [31]
    till.world.later(days=1)
    till.hears(said)
    assert till.kinds == ["forged", "forged"]


def test_fields_that_stand_twice_are_refused(till: Till) -> None:
    till.asks(DUE)
    said = till.jazzcash.callback(till.opens())
    body = urlencode([*said.items(), ("pp_Amount", "99999999")]).encode()
    assert call(f"{till.url}/webhooks/payments/jazzcash", body=body).status == 400
    twice = b'{"pp_Amount":"1","pp_Amount":"2"}'
    assert call(f"{till.url}/webhooks/payments/jazzcash", body=twice).status in (400, 403)
    assert till.stands.paid == 0


def test_a_callback_of_one_provider_moves_nothing_at_another(till: Till) -> None:
    till.asks(DUE)
    said = till.jazzcash.callback(till.opens())
    for other in ("sandbox", "raast", "onebill", "nobody"):
        assert till.jazzcash.post(f"{till.url}/webhooks/payments/{other}", said).status in (403, 404)
    assert till.stands.paid == 0


def test_nobody_fills_the_table_with_attempts(till: Till) -> None:
    till.asks(DUE)
    begun = [
        begin(till.world.context, reference=REFERENCE, provider="jazzcash") for _ in range(MOST_ATTEMPTS + 5)
    ]
    assert sum(one is not None for one in begun) == MOST_ATTEMPTS


# Status inquiry


def test_what_no_callback_told_is_asked_for(till: Till) -> None:
    till.asks(DUE)
    number = till.opens()
    till.jazzcash.codes[number] = "121"
    till.world.tick()
    assert till.jazzcash.asked == []  # too soon
    till.world.later(minutes=11)
    till.world.tick()
    till.world.tick()
    assert (till.stands.paid, till.kinds, till.jazzcash.asked) == (DUE, [], [number])
    till.told(number)  # and the callback comes after all
    assert (till.stands.paid, till.kinds) == (DUE, [])


def test_an_amount_in_the_answer_counts(till: Till) -> None:
    till.asks(DUE)
    number = till.opens()
    till.jazzcash.codes[number], till.jazzcash.amounts[number] = "121", "400000"
    till.world.later(minutes=11)
    till.world.tick()
    assert (till.stands.paid, till.kinds) == (400_000, ["other_amount"])


def test_a_callback_and_an_inquiry_at_once(till: Till) -> None:
    till.asks(DUE)
    number = till.opens()
    till.jazzcash.codes[number] = "121"
    till.world.later(minutes=11)
    now = till.world.now
    till.at_once(
        [
            lambda: till.told(number),
            lambda: ask_providers(till.world.context, now=now),
            lambda: ask_providers(till.world.context, now=now),
        ]
    )
    assert (till.stands.paid, till.kinds) == (DUE, [])


def test_asked_less_and_less_often_and_given_up_in_the_end(till: Till) -> None:
    till.asks(DUE)
    till.opens()
    for _ in range(24 * 4 * 6):
        till.world.later(minutes=15)
        ask_providers(till.world.context, now=till.world.now)
    assert 8 <= len(till.jazzcash.asked) <= 20
    with till.world.context.database.snapshot() as connection:
        states = connection.execute(text("SELECT state FROM payment_attempt")).scalars().all()
    assert states == ["given_up"]


@pytest.mark.parametrize("trouble", ["silent", "unsigned"])
def test_an_answer_that_cannot_be_believed_changes_nothing(till: Till, trouble: str) -> None:
    till.asks(DUE)
    numbers = [till.opens(), till.opens()]
    till.jazzcash.codes.update(dict.fromkeys(numbers, "121"))
    setattr(till.jazzcash, trouble, True)
    till.world.later(minutes=11)
    ask_providers(till.world.context, now=till.world.now)
    assert till.stands.paid == 0
    assert len(till.jazzcash.asked) == 1  # who does not answer once is left alone
    setattr(till.jazzcash, trouble, False)
    till.world.later(hours=1)
    ask_providers(till.world.context, now=till.world.now)
    assert till.received == 2 * DUE


def test_an_answer_about_a_failure_ends_the_asking(till: Till) -> None:
    till.asks(DUE)
    till.jazzcash.codes[till.opens()] = "112"
    for _ in range(3):
        till.world.later(hours=1)
        ask_providers(till.world.context, now=till.world.now)
    assert len(till.jazzcash.asked) == 1


def test_inquiries_that_make_no_sense() -> None:
    attempt = Attempt("T2611231000001234567", REFERENCE, DUE, NOW, NOW)
    good = {"pp_ResponseCode": "000", "pp_PaymentResponseCode": "121", "pp_Status": "Completed"}
    for change in (
        {"pp_Amount": "-5"},
        {"pp_Amount": "0"},
        {"pp_ResponseCode": "115"},
        {"pp_TxnRefNo": "T2611231000007654321"},
    ):
        with pytest.raises(NoAnswer):
            understood({**good, **change}, attempt=attempt, provider="jazzcash")
    assert understood({**good, "pp_Status": "Failed"}, attempt=attempt, provider="jazzcash").state == "failed"
    assert understood(good, attempt=attempt, provider="jazzcash").state == "paid"
