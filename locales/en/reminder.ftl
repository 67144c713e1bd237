# By SMS these name neither goods nor shop: a phone may be shared.
reminder-answer = What would you like to do about the instalment?
    .pay = How to pay
    .pay_words = pay, paying
    .day = Choose a day
    .day_words = day, later, another day
    .hard = It is difficult
    .hard_words = difficult, cannot, hard
reminder-after_1 = Assalam o alaikum. Your instalment of { RUPEES($amount) } was due on { SHORTDAY($day) } and has not come in yet.
reminder-after_3 = Assalam o alaikum, this is { $agent }, Qist Saathi. { RUPEES($amount) } due { SHORTDAY($day) } is not in yet. Shall we choose a day?
reminder-after_7 = Assalam o alaikum. { RUPEES($amount) } due { SHORTDAY($day) } is not in yet. If it is difficult, let us find a way together.
reminder-promised = Assalam o alaikum. Today, { SHORTDAY($day) }, is the day you chose for your instalment of { RUPEES($amount) }.
reminder-broken = Assalam o alaikum. { RUPEES($amount) } for { SHORTDAY($day) } has not come in yet. That can happen. Shall we choose another day?
