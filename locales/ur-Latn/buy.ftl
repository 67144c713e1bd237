buy-overdue = Ek qist der se hai, is liye naya plan baad mein ban sakega. Dekhne ke liye "baqi raqam" likhein, numainda 0.
buy-no_room = Limit mein abhi { RUPEES($free) } baqi hai; plan { RUPEES($least) } se banta hai. Qist ada hone par jagah ban jayegi.
buy-shop = Dukaan ka code aur saman ki naqad qeemat likhein, jaise 101 15000. Code counter par likha hota hai.
buy-shop_unknown = Is code ki koi dukaan nahi mili. Counter se pooch lein.
buy-price = { $shop }. Saman ki naqad qeemat kitni hai? Jaise 15000.
buy-over_limit = Yeh aap ki baqi limit se zyada hai. { RUPEES($free) } tak le sakte hain.
buy-too_small = Plan { RUPEES($least) } se shuru hota hai.
buy-too_large = Ek plan zyada se zyada { RUPEES($most) } ka ho sakta hai.
buy-plan =
    { $shop }, { RUPEES($price) }. Kaun sa plan?

    { $offers }
    .sms = { $shop }, { RUPEES($price) }. Kaun sa plan?
    .item = { $count } x { RUPEES($each) }
    .item_sms = { $count } x { RUPEES($each) }, { SHORTDAY($first) } - { SHORTDAY($last) }. Kul { RUPEES($total) }, nafa { RUPEES($markup) }, { $rate }% salana
buy-offer = { $count } x { RUPEES($each) }, { SHORTDAY($first) } se { SHORTDAY($last) }: kul raqam { RUPEES($total) }, hamara nafa { RUPEES($markup) }, salana sharah { $rate }%
# The warning is said in two languages in every written form (SECP Circular of 2023).
buy-warning =
    Zara sochein: utna hi lein jo ghar ke kharch ke baad wapas ho sake. Zyada qistein bojh ban jati hain.
    Please think: borrow only what you can pay back.
    .sms =
        Zara sochein: utna hi lein jo aaram se wapas ho sake.
        Please think: borrow only what you can pay back.
    .understood = Samajh liya
    .understood_words = samajh gaya, samajh gayi, theek, haan
    .stop = Yahin rehne dein
    .stop_words = nahi, rehne dein
buy-calculator =
    Naqad qeemat { RUPEES($price) } + hamara nafa { RUPEES($markup) } = kul raqam { RUPEES($total) }.
    Agle mahine aap ke { RUPEES($income) } mein se { RUPEES($month) } qiston mein jayenge (dosri qistein mila kar).
    .sms =
        { RUPEES($price) } + nafa { RUPEES($markup) } = kul { RUPEES($total) }.
        Agle mahine { RUPEES($income) } mein se { RUPEES($month) } qiston ke (dosri bhi).
    .go_on = Aage chalein
    .go_on_words = aage, chalo, haan
    .other_plan = Doosra plan
    .other_plan_words = doosra, koi aur
buy-stale = Naya din shuru ho gaya, is liye tareekhein phir se bana dete hain.
buy-teach_total = Baat saaf rahe: aap kul kitne paise denge?
    .item = { RUPEES($amount) }
buy-total_again = Upar plan mein "Kul raqam" wali line ek dafa phir dekh lein.
buy-teach_due = Aur pehli qist kis tareekh ko hai?
    .item = { DAY($day) }
buy-due_again = Upar qiston ki pehli line ek dafa phir dekh lein.
buy-explain = Aaiye mil kar saaf kar lein: hamara numainda jald yahan likhega.
buy-accept = Bilkul. Kul { RUPEES($total) }, pehli qist { DAY($first) }. Yeh plan manzoor hai?
    .accept = Manzoor hai
    .accept_words = manzoor, haan, theek
    .not_now = Abhi nahi
    .not_now_words = nahi, abhi nahi
buy-accepted =
    { $advance ->
        [yes] Plan { $loan } tay hua. { $shop } ko khabar hai, saman le lein. Pehli qist { RUPEES($each) } aaj: likhein "qist deni hai". 24 ghante mein chhorna ho: "saman wapas".
       *[no] Plan { $loan } tay hua. { $shop } ko khabar hai, saman le lein. Pehli qist { RUPEES($each) }, { DAY($first) }. 24 ghante mein chhorna ho: "saman wapas" likhein.
    }
buy-stopped = Theek hai, kuch tay nahi hua. Jab chahein "khareedna hai" likhein.
