welcome-terms =
    Assalam o alaikum. This is Qist Saathi, an automatic assistant: buy in a shop, pay in instalments. A person is always at 0.
    (اردو کے لیے «اردو» لکھیں)
    We use what you tell us only for your plans, and never sell it. Do you agree?
    .sms = Assalam o alaikum. Qist Saathi (automatic): buy now, pay in instalments. Roman Urdu: write URDU. Your data is only used for your plans. Agree?
    .yes = I agree
    .yes_words = agree, accept, ok
    .no = No
    .more = Tell me more
    .more_words = more, details, terms
welcome-details =
    What we keep: your number, name, card number (encrypted), income and payments. Nobody else gets it but the credit bureau and the regulator. We never read your contacts or pictures.
    You can ask for a copy or for erasure, and leave any new plan within 24 hours. Messages end with STOP.
welcome-declined = All right, we have kept nothing but this chat. If you change your mind, just write salam.
