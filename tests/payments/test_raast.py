"""The Raast code reads back as it was built, and only money that the bank told of moves."""

import json
import zlib
from datetime import timedelta
from io import BytesIO
from urllib.request import ProxyHandler, build_opener

import pytest
import segno
from hypothesis import given
from hypothesis import strategies as st
from payments.conftest import PLAN, REFERENCE, Till

from bot.documents.code import picture
from bot.lending.money import rupees
from bot.payments.ports import PayRequest
from bot.payments.raast import Account, BadCode, Code, Raast, build, checksum, parse

OURS = Account(26, "pk.misaal.raast", "PK00MISL0000000000000001", "6012", "Qist Saathi", "Karachi")
DUE = rupees(5_150)
WORD = st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1, max_size=25)
ACCOUNTS = st.builds(
    Account,
    tag=st.integers(26, 51),
    identifier=WORD,
    number=WORD,
    category=st.from_regex(r"[0-9]{4}", fullmatch=True),
    name=WORD,
    city=WORD.map(lambda text: text[:15]),
)
CODES = st.builds(Code, account=ACCOUNTS, paisa=st.none() | st.integers(1, 10**12), reference=WORD.map(str))


def test_the_check_is_crc16_ccitt() -> None:
    assert checksum("123456789") == "29B1"


def test_a_code_with_an_amount_part_by_part() -> None:
    text = build(Code(OURS, rupees(5_150), REFERENCE))
    body = (
        "000201" "010212" "26470015pk.misaal.raast0124PK00MISL0000000000000001"
        "52046012" "5303586" "54075150.00" "5802PK" "5911Qist Saathi" "6007Karachi"
        "62140110" + REFERENCE + "6304"
    )  # fmt: skip
    assert text == body + checksum(body)


def test_a_standing_code_leaves_the_amount_to_who_pays() -> None:
    read = parse(Raast(OURS).standing(loan=PLAN))
    assert (read.paisa, read.reference) == (None, PLAN)
    assert Raast(OURS).standing(loan=PLAN)[6:12] == "010211"


@given(CODES)
def test_what_was_built_reads_back_the_same(code: Code) -> None:
    assert parse(build(code)) == code


@given(code=CODES, place=st.integers(0, 200), letter=st.characters(min_codepoint=32, max_codepoint=126))
def test_no_damaged_code_is_read(code: Code, place: int, letter: str) -> None:
    text = build(code)
    place %= len(text)
    damaged = text[:place] + letter + text[place + 1 :]
    if damaged != text:
        with pytest.raises(BadCode):
            parse(damaged)


@given(st.text(max_size=120))
def test_any_other_text_is_no_code(text: str) -> None:
    with pytest.raises(BadCode):
        parse(text)


@given(st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=80))
def test_a_good_check_alone_makes_no_code(text: str) -> None:
    body = text + "6304"
    with pytest.raises(BadCode):
        parse(body + checksum(body))


@pytest.mark.parametrize(
    "code",
    [
        Code(OURS, 0, REFERENCE),
        Code(OURS, -1, REFERENCE),
        Code(OURS, 10**13, REFERENCE),
        Code(OURS, 100, "9" * 26),
        Code(OURS, 100, "حوالہ"),
        Code(Account(25, "x", "y", "6012", "n", "c"), 100, REFERENCE),
        Code(Account(26, "x" * 60, "y" * 60, "6012", "n", "c"), 100, REFERENCE),
    ],
)
def test_what_does_not_fit_into_a_code(code: Code) -> None:
    with pytest.raises(ValueError):
        build(code)


def test_the_picture_says_what_the_code_says() -> None:
    """Read back dot by dot: the dark dots of the picture are those of the code."""
    text = build(Code(OURS, rupees(5_150), REFERENCE))
    dots = [[bool(dot) for dot in row] for row in segno.make_qr(text, error="q").matrix]
    assert _dots(picture(text)) == dots


def _dots(png: bytes, *, scale: int = 8, quiet: int = 4) -> list[list[bool]]:
    """The dots of a picture of one bit a pixel, without the white around it."""
    at, data, width = BytesIO(png[8:]), b"", 0
    while head := at.read(8):
        length, kind = int.from_bytes(head[:4], "big"), head[4:]
        chunk = at.read(length)
        at.read(4)
        width = int.from_bytes(chunk[:4], "big") if kind == b"IHDR" else width
        assert kind != b"IHDR" or chunk[8] == 1
        data += chunk if kind == b"IDAT" else b""
    raw, stride = zlib.decompress(data), (width + 7) // 8 + 1
    rows: list[bytes] = []
    for place in range(0, len(raw), stride):
        row = raw[place + 1 : place + stride]
        assert raw[place] in (0, 2)  # as it is, or what differs from the row above
        rows.append(bytes((a + b) % 256 for a, b in zip(row, rows[-1], strict=True)) if raw[place] else row)
    side = width // scale
    return [
        [
            not rows[y * scale + 1][(x * scale) // 8] >> (7 - (x * scale) % 8) & 1
            for x in range(quiet, side - quiet)
        ]
        for y in range(quiet, side - quiet)
    ]


# With the bank, over HTTP, on both stores


def told(till: Till, reference: str = REFERENCE, amount: str = "5150.00", **more: str) -> int:
    given = {"transaction": "RAAST-1", "at": till.world.now, **more}
    return till.bank.raast(reference, amount, **given).status


def test_what_the_bank_tells_is_booked_once(till: Till) -> None:
    till.asks(DUE)
    assert set(till.at_once([lambda: told(till)] * 6)) == {200}
    assert (till.received, till.kinds) == (DUE, [])


def test_the_code_of_the_page_is_what_is_paid(till: Till) -> None:
    till.asks(DUE)
    (way,) = [
        one.instructions(request=PayRequest(REFERENCE, DUE, PLAN))
        for name, one in till.world.context.providers.items()
        if name == "raast"
    ]
    code = parse(way.qr)
    assert (code.paisa, code.reference) == (DUE, REFERENCE)
    with build_opener(ProxyHandler({})).open(f"{till.url}/pay/{REFERENCE}/code.png", timeout=10) as page:
        assert (page.read(), page.headers["Content-Type"]) == (picture(way.qr), "image/png")
    assert told(till, code.reference) == 200
    assert (till.received, till.kinds) == (DUE, [])


def test_a_standing_code_pays_its_plan(till: Till) -> None:
    assert told(till, PLAN) == 200
    assert (till.received, till.kinds) == (DUE, [])


def test_a_payment_that_the_bank_takes_back(till: Till) -> None:
    till.asks(DUE)
    told(till)
    assert till.at_once([lambda: told(till, event="reversed")] * 3) == [200] * 3
    assert till.received == 0
    assert sorted(till.kinds) == ["reversal_twice", "taken_back"]
    told(till)
    assert till.received == 0
    assert "after_reversal" in till.kinds


def test_taken_back_before_it_came(till: Till) -> None:
    till.asks(DUE)
    told(till, event="reversed")
    assert till.kinds == ["reversal_unknown"]
    told(till)
    assert till.received == 0
    assert sorted(till.kinds) == ["reversal_unknown", "taken_back"]


def test_taken_back_in_part_is_for_a_person(till: Till) -> None:
    till.asks(DUE)
    told(till)
    told(till, amount="100.00", event="reversed")
    assert (till.received, till.kinds) == (DUE, ["reversal_differs"])


def test_money_in_suspense_is_taken_back(till: Till) -> None:
    told(till, "7777777777")
    told(till, "7777777777", event="reversed")
    assert sorted(till.kinds) == ["taken_back", "unknown_reference"]


def test_word_that_the_bank_did_not_sign(till: Till) -> None:
    till.asks(DUE)
    assert told(till, secret="another secret of somebody") == 403
    assert (till.received, till.kinds) == (0, ["forged"])


UNREADABLE = {
    "zero": {"amount": "0.00"},
    "below zero": {"amount": "-5150.00"},
    "without paisa": {"amount": "5150"},
    "other digits": {"amount": "٥١٥٠.٠٠"},
    "huge": {"amount": "9" * 12 + ".00"},
    "another event": {"event": "perhaps"},
    "no zone": {"at": "2026-11-23T10:00:00"},
    "dollars": {"currency": "USD"},
    "no reference": {"reference": ""},
}


@pytest.mark.parametrize("change", UNREADABLE.values(), ids=UNREADABLE)
def test_signed_and_unreadable(till: Till, change: dict[str, str]) -> None:
    good = {
        "event": "paid", "transaction": "RAAST-1", "reference": REFERENCE, "amount": "5150.00", "currency": "PKR",
        "at": till.world.now.isoformat(),
    }  # fmt: skip
    till.asks(DUE)
    assert till.bank.told(json.dumps({**good, **change}).encode()).status == 400
    assert till.received == 0


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"null", b"{", b'{"event":"paid","event":"failed"}', b'"text"', b"\xff", b"[" * 5000]
)
def test_signed_and_no_object(till: Till, body: bytes) -> None:
    assert till.bank.told(body).status == 400


def test_late_by_days_it_counts_from_when_it_was_paid(till: Till) -> None:
    till.asks(DUE)
    paid_at = till.world.now
    till.world.later(days=33)
    told(till, at=paid_at + timedelta(hours=1))
    assert (till.received, till.kinds) == (DUE, ["late"])
