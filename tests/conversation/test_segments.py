import pytest

from bot.conversation.segments import Segments, measure


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", Segments("GSM-7", 0, 1)),
        ("Aap ki qist Rs 3,000 hai. Jawab mein 1 likhein.", Segments("GSM-7", 47, 1)),
        ("q" * 160, Segments("GSM-7", 160, 1)),
        ("q" * 161, Segments("GSM-7", 161, 2)),
        ("q" * 306, Segments("GSM-7", 306, 2)),
        ("q" * 307, Segments("GSM-7", 307, 3)),
        ("[1] haan", Segments("GSM-7", 10, 1)),
        ("€" * 80, Segments("GSM-7", 160, 1)),
        ("€" * 81, Segments("GSM-7", 162, 2)),
        ("q" * 152 + "€" + "q" * 152, Segments("GSM-7", 306, 3)),  # the escape may not end a part
        ("a\fb", Segments("GSM-7", 4, 1)),
        ("line\r\nline", Segments("GSM-7", 10, 1)),
        ("Rs 500 – shukriya", Segments("UCS-2", 17, 1)),
        ("tab\there", Segments("UCS-2", 8, 1)),
        ("`", Segments("UCS-2", 1, 1)),
        ("ç", Segments("UCS-2", 1, 1)),
        ("Ç", Segments("GSM-7", 1, 1)),
        ("₨ 500", Segments("UCS-2", 5, 1)),
        ("Rs \u20682,000\u2069", Segments("UCS-2", 10, 1)),
        ("ب" * 70, Segments("UCS-2", 70, 1)),
        ("ب" * 71, Segments("UCS-2", 71, 2)),
        ("ب" * 134, Segments("UCS-2", 134, 2)),
        ("ب" * 135, Segments("UCS-2", 135, 3)),
        ("|" * 69 + "ب", Segments("UCS-2", 70, 1)),  # nothing is escaped in UCS-2
        ("🌙" * 35, Segments("UCS-2", 70, 1)),
        ("🌙" * 36, Segments("UCS-2", 72, 2)),
        ("ب" * 66 + "🌙" + "ب" * 66, Segments("UCS-2", 134, 3)),  # a pair is never cut
        ("ب" * 66 + "بِ" + "ب" * 66, Segments("UCS-2", 134, 3)),  # nor a letter from its vowel sign
        ("ب" + "ِ" * 140, Segments("UCS-2", 141, 3)),
    ],
)
def test_measure(text, expected):
    assert measure(text) == expected
