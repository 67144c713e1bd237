from datetime import UTC, date, datetime, timedelta

import pytest

from bot.web import shown


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("salam", "ltr"),
        ("سلام", "rtl"),
        ("Ayesha، آپ کی قسط Rs 2,500 ہے", "rtl"),
        ("type سلام to begin a conversation", "ltr"),
        ("https://qist.example/pay/a-long-english-address ادا کریں", "rtl"),
        ("2,500", "auto"),
        ("", "auto"),
    ],
)
def test_direction_follows_most_letters(text, expected):
    assert shown.direction(text) == expected


@pytest.mark.parametrize(
    "text", ["", "plain", "Rs 2,500 ab", "a\u202eb", "https://a.b/c.", "۔https://a.b/cقسط"]
)
def test_pieces_lose_nothing(text):
    back = "".join(chr(int(p.text[2:], 16)) if p.kind == "hidden" else p.text for p in shown.pieces(text))
    assert back == text


def test_a_link_ends_before_its_full_stop():
    kinds = [(piece.kind, piece.text) for piece in shown.pieces("dein https://a.b/c. Rs 2,500, 30.2%")]
    assert kinds == [
        ("text", "dein "),
        ("link", "https://a.b/c"),
        ("text", ". "),
        ("amount", "Rs 2,500"),
        ("text", ", "),
        ("amount", "30.2%"),
    ]


def test_only_web_addresses_become_links():
    assert {piece.kind for piece in shown.pieces("javascript:alert(x) data:text/html,x ftp://a.b")} == {
        "text"
    }


@pytest.mark.parametrize(
    ("paisa", "expected"), [(250_000, "Rs 2,500"), (250, "Rs 2.50"), (0, "Rs 0"), (-5, "-Rs 0.05")]
)
def test_rupees(paisa, expected):
    assert shown.rupees(paisa) == expected


def test_times_are_those_of_karachi():
    moment = datetime(2026, 11, 24, 20, 5, tzinfo=UTC)
    assert shown.clock_time(moment) == "1:05 am"
    assert shown.day(moment) == "25 Nov 2026"
    assert shown.day(date(2026, 12, 5)) == "5 Dec 2026"
    assert shown.full_time(moment) == "Wednesday 25 November 2026, 1:05 am"


@pytest.mark.parametrize(
    ("minutes", "expected"),
    [(-3, "just now"), (0.5, "just now"), (1, "1 minute ago"), (59, "59 minutes ago"), (60, "1 h ago"),
     (150, "2 h 30 min ago"), (1440, "1 day ago"), (5000, "3 days ago")],
)  # fmt: skip
def test_ago(minutes, expected):
    assert shown.ago(timedelta(minutes=minutes)) == expected


def test_codes_read_as_words():
    assert shown.words("not_understood") == "Not understood"
    assert shown.words("ask_amount") == "Ask amount"
    assert shown.language("ur-Latn") == "Roman Urdu" and shown.language("ps") == "ps"
