"""Pages in type: Nastaliq from our own font, the same bytes for the same words, nothing of the machine's."""

from struct import unpack

import pytest
import typst

from bot.documents.page import Both, Fact, Page
from bot.documents.typeset import HERE, typeset

PAGE = Page(
    title=Both("Key fact statement", "پلان کا خلاصہ"),
    facts=(Fact(Both("Total to pay", "کل رقم"), "Rs 15,675", strong=True),),
    foot="kfs-1 / 10000001",
    head=(Both("Instalment", "قسط"), Both("Due date", "آخری تاریخ")),
    rows=(("1", "24-12-2026"), ("2", Both("Goods returned", "سامان واپس"))),
    notes=(Both("No other fee.", "اور کوئی فیس نہیں۔"),),
).to_dict()


def test_a_pdf_holds_nastaliq_and_our_own_latin() -> None:
    made = typeset(PAGE, form="pdf")
    assert made.startswith(b"%PDF-")
    assert b"NotoNastaliqUrdu" in made and b"Figtree" in made


def test_a_picture_is_as_wide_as_a_phone_shows_and_as_long_as_its_words() -> None:
    short, long = typeset(PAGE, form="png"), typeset({**PAGE, "notes": PAGE["notes"] * 4}, form="png")
    assert short.startswith(b"\x89PNG")
    (width, height), (same, longer) = unpack(">II", short[16:24]), unpack(">II", long[16:24])
    assert 800 <= width == same <= 900 and longer > height


@pytest.mark.parametrize("form", ["pdf", "png"])
def test_the_same_words_make_the_same_bytes(form: str) -> None:
    assert typeset(PAGE, form=form) == typeset(PAGE, form=form)


def test_words_are_never_taken_for_commands() -> None:
    hostile = {**PAGE, "foot": '#panic("no") $x$ *bold* \\ #read("/etc/passwd")'}
    assert typeset(hostile, form="pdf").startswith(b"%PDF-")


def test_a_page_that_lacks_a_part_is_no_page() -> None:
    with pytest.raises(typst.TypstError):
        typeset({"title": {"en": "x", "ur": "x"}}, form="pdf")


def test_the_fonts_come_with_their_licences() -> None:
    fonts = HERE / "fonts"
    for name in ("figtree", "noto-nastaliq-urdu"):
        assert (
            list(fonts.glob(f"{name}-*.ttf"))
            and "OPEN FONT LICENSE" in (fonts / f"{name}.OFL.txt").read_text().upper()
        )
