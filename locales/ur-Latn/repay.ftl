repay-which = Kis plan ki qist?
    .item = { $loan }: { RUPEES($left) }
    .item_sms = { $loan } ({ $shop }): { RUPEES($left) }
repay-how_much = Agli qist { RUPEES($due) }, { DAY($day) } ko. Aaj sab ada karein to { RUPEES($all) }. Kitna dena hai?
    .due = Agli qist
    .due_words = qist, ek qist, agli
    .all = Poori adaigi
    .all_words = sab, poora, sara, poori
    .other = Koi aur raqam
    .other_words = aur, kuch aur
repay-amount = Kitne paise dene hain? Jaise 1500.
repay-too_much = Yeh baqi raqam { RUPEES($all) } se zyada hai.
repay-too_little = Kam az kam { RUPEES($least) } ki adaigi hoti hai.
repay-confirm = { RUPEES($amount) } dene hain, theek hai?
    .yes = Haan
    .no = Nahi
repay-how_to_pay =
    { RUPEES($amount) } yahan ada karein: { $link }
    Reference { $reference }. Paise milte hi raseed yahin aa jayegi.
    .sms = { RUPEES($amount) } yahan ada karein: { $link } Ref { $reference }. Raseed yahin aayegi.
repay-by_bill =
    { RUPEES($amount) } { DAY($day) } tak 1Bill number { $bill } par ada karein: kisi bhi bank ya wallet app mein, bills ke andar. Number hamesha yahi rahega, save kar lein.
    Paise milte hi raseed yahin aa jayegi.
    .sms = { RUPEES($amount) }, { SHORTDAY($day) } tak ada karein: 1Bill no { $bill }, kisi bhi bank ya wallet app se. Raseed yahin aayegi.
repay-by_both =
    { RUPEES($amount) } { DAY($day) } tak ada karein, jo tareeqa aasan ho:
    - yahan: { $link }
    - 1Bill number { $bill }, kisi bhi bank ya wallet app se. Number hamesha yahi rahega, save kar lein.
    Paise milte hi raseed yahin aa jayegi.
    .sms = { RUPEES($amount) }, { SHORTDAY($day) } tak ada karein: 1Bill no { $bill } bank ya wallet app se, ya { $link } Raseed yahin aayegi.
repay-nowhere = Hamare numainde aap ko yahin batayenge ke paise kaise dene hain.
