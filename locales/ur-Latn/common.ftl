# Roman Urdu as people text it, always spelt the same way. GSM-7 only, for SMS.
common-greeting = Walaikum assalam.
common-thanks = Shukriya aap ka.
common-goodbye = Khuda hafiz. Jab chahein likhein.
common-help =
    Apni pasand ka number likhein, ya apne alfaz mein.
    0 numainda, 9 menu, # ek qadam wapas. STOP likhein to hamare paigham band.
common-cancelled = Theek hai, yahin rehne dete hain.
common-language_changed = Ab se Roman Urdu. Aur zuban ke liye likhein: URDU ya ENGLISH.
common-opted_out = Ab aap ko yahan hamare paigham nahi aayenge. Dobara shuru ke liye START likhein. Aap ke plan waise hi rahenge.
common-opted_in = Theek hai, hum phir likha karenge. Band karne ke liye STOP likhein.
common-person_called =
    Hamara numainda jald yahan likhega. Waqt: subah 9 se shaam 7 baje.
    Khudkar assistant par wapas: 9 likhein.
common-person_after_misses =
    Maazrat, baat samajh nahi aa rahi. Hamara numainda jald yahan likhega.
    Khudkar assistant par wapas: 9 likhein.
common-still_waiting = Aap ka paigham mil gaya. Hamara numainda jald yahan likhega (subah 9 se shaam 7). Khudkar assistant ke liye 9 likhein.
common-back_with_us = Khudkar assistant phir aap ke sath hai.
common-only_text = Yahan sirf likha hua parha ja sakta hai. Number ya chand lafz likhein.
common-footer = 0 numainda, 9 menu
common-amount_small = Kam az kam { RUPEES($least) } likhein.
common-amount_large = Zyada se zyada { RUPEES($most) } likhein.
common-day_wrong = Mahine ki tareekh likhein, 01 se 31 tak.
common-miss_choice = Maazrat, samajh nahi aaya.
common-miss_pick = Maazrat, samajh nahi aaya.
common-miss_amount = Maazrat, samajh nahi aaya. Raqam hindson mein likhein, jaise 15000.
common-miss_date = Maazrat, din samajh nahi aaya. Aise likhein: 5 December.
common-miss_born = Maazrat, tareekh samajh nahi aayi. Aise likhein: 15-08-1990.
common-miss_day = Maazrat, samajh nahi aaya. Tareekh do hindson mein likhein, jaise 05.
common-miss_cnic = CNIC ke 13 hindse hote hain. Aise likhein: 35202-1234567-1.
common-miss_pin = PIN 4 hindson ka hota hai.
common-miss_text = Huroof mein likhein.
