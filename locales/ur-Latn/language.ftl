language-which = Kaun si zuban?
    .urdu = اردو
    .urdu_sms = Urdu (Urdu huroof)
    .urdu_words = urdu
    .roman = Roman Urdu
    .roman_words = roman
    .english = English
    .english_words = angrezi
