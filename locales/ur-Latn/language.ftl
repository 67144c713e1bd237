language-which = Kaun si zuban?
    .urdu = اردو
    .urdu_sms = Urdu (rasm-ul-khat)
    .urdu_words = urdu
    .roman = Roman Urdu
    .roman_words = roman
    .english = English
    .english_words = angrezi
