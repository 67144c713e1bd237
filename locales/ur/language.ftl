language-which = کون سی زبان؟
    .urdu = اردو
    .urdu_words = urdu
    .roman = Roman Urdu
    .roman_words = رومن, رومن اردو
    .english = English
    .english_words = انگریزی, انگلش
