language-which = Which language?
    .urdu = اردو
    .urdu_sms = Urdu (script)
    .urdu_words = urdu, اردو, script
    .roman = Roman Urdu
    .roman_words = roman
    .english = English
    .english_words = angrezi, انگریزی, انگلش
