# Roman Urdu as people text it, always spelt the same way. GSM-7 only, for SMS.
common-greeting = Walaikum assalam.
common-thanks = Aap ka bhi shukriya.
common-goodbye = Khuda hafiz. Jab chahein likhein.
common-help =
    Apni pasand ka number likhein, ya apne alfaz mein batayein.
    0 numainda, 9 menu, # ek qadam wapas. Message band karne ke liye STOP.
common-cancelled = Theek hai, yahin rehne dete hain.
common-language_changed = Ab se Roman Urdu mein baat hogi. Doosri zuban ke liye URDU ya ENGLISH likhein.
common-opted_out = Theek hai, yahan hamare message band kar diye. Sirf zaroori aayenge, jaise raseed. Aap ke plan waise hi rahenge. Dobara shuru karne ke liye START likhein.
common-still_opted_out = Yahan hamare message band hain. Dobara shuru karne ke liye START likhein.
common-opted_in = Theek hai, hamare message phir aayenge. Band karne ke liye STOP likhein.
common-person_called =
    Hamare numainde se jald yahin baat hogi.
    Khudkar assistant ke liye 9 likhein.
common-person_after_misses =
    Maazrat, baat samajh nahi aa rahi. Hamare numainde se jald yahin baat hogi.
    Khudkar assistant ke liye 9 likhein.
common-still_waiting = Aap ka message mil gaya. Hamare numainde se jald yahin baat hogi. Khudkar assistant ke liye 9 likhein.
common-people_away =
    Is waqt hamara numainda mojood nahi. { $near ->
        [today] Aaj
        [tomorrow] Kal
       *[later] { WEEKDAY($day) }
    } { TIME($opens) } se yahin jawab milega. Tab tak apni baat likh dein.
    Khudkar assistant ke liye 9 likhein.
common-away_until = Is waqt hamara numainda mojood nahi; { $near ->
        [today] aaj
        [tomorrow] kal
       *[later] { WEEKDAY($day) }
    } { TIME($opens) } se jawab milega.
common-back_with_us = Khudkar assistant phir aap ke sath hai.
common-only_text = Yahan sirf likhe hue message parhe jate hain. Number ya chand lafz likhein.
common-called = Aap ki call mil gayi. Hum yahan likh kar jawab dete hain.
common-seen = Theek hai, shukriya.
common-too_many = Aap ke bohat se message ek saath aa gaye. 10 minute baad dobara likhein, yahin se aage chalein.
common-footer = 0 numainda, 9 menu
common-amount_small = Kam az kam { RUPEES($least) } likhein.
common-amount_large = Zyada se zyada { RUPEES($most) } likhein.
common-day_wrong = Mahine ki tareekh likhein, 01 se 31 tak.
common-miss_choice = Maazrat, baat samajh nahi aayi.
common-miss_pick = Maazrat, baat samajh nahi aayi.
common-miss_amount = Maazrat, baat samajh nahi aayi. Raqam hindson mein likhein, jaise 15000.
common-miss_date = Maazrat, din samajh nahi aaya. Aise likhein: 5 December.
common-miss_born = Maazrat, tareekh samajh nahi aayi. Aise likhein: 15-08-1990.
common-miss_day = Maazrat, baat samajh nahi aayi. Tareekh do hindson mein likhein, jaise 05.
common-miss_cnic = CNIC number mein 13 hindse hote hain. Aise likhein: 35202-1234567-1.
common-miss_pin = PIN 4 hindson ka hota hai.
common-miss_text = Lafzon mein likhein.
common-flow_changed = Hum ne yahan kuch badla hai, is liye ab hamara numainda aap se baat karega. Jo aap ne bataya woh mehfooz hai.
