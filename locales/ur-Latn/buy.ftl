buy-overdue = Ek qist mein der ho gayi hai, naya plan us ki adaigi ke baad banega. Dekhne ke liye "baqi raqam" likhein, numainde ke liye 0.
buy-no_room = Limit mein abhi { RUPEES($free) } ki gunjaish hai; plan { RUPEES($least) } se shuru hota hai. Qist ada hone par gunjaish barh jayegi. Numainde ke liye 0 likhein.
buy-shop = Code dukaan ke counter par likha hota hai. Code aur saman ki naqad qeemat likhein, jaise 101 15000.
buy-shop_unknown = Is code ki koi dukaan nahi mili. Counter par pooch lein.
buy-price = { $shop }. Saman ki naqad qeemat kitni hai? Jaise 15000.
buy-over_limit = Limit mein itni gunjaish nahi. Abhi { RUPEES($free) } tak ka saman mil sakta hai.
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
    Zara sochein: utna hi lein jitna ghar ke kharch ke baad wapas ho sake. Zyada qistein bojh ban jati hain.
    Please think: borrow only what you can pay back.
    .sms =
        Zara sochein: utna hi lein jitna aaram se wapas ho sake.
        Please think: borrow only what you can pay back.
    .understood = Samajh liya
    .understood_words = samajh gaya, samajh gayi, theek, haan
    .stop = Yahin rehne dein
    .stop_words = nahi, rehne dein
buy-calculator =
    Naqad qeemat { RUPEES($price) } + hamara nafa { RUPEES($markup) } = kul raqam { RUPEES($total) }.
    Agle mahine aap ke { RUPEES($income) } mein se { RUPEES($month) } qiston mein jayenge (doosri qistein mila kar).
    .sms =
        { RUPEES($price) } + nafa { RUPEES($markup) } = kul { RUPEES($total) }.
        Agle mahine { RUPEES($income) } mein se { RUPEES($month) } qiston mein (doosri mila kar).
    .go_on = Aage chalein
    .go_on_words = aage, chalo, haan
    .other_plan = Doosra plan
    .other_plan_words = doosra, koi aur
buy-stale = Din badal gaya hai, is liye qiston ki tareekhein bhi badal gayi hain.
buy-teach_total = Baat saaf rahe: kul kitne paise dene hain?
    .item = { RUPEES($amount) }
buy-total_again = Upar plan mein "Kul raqam" wali line ek dafa phir dekh lein.
buy-teach_due = Aur pehli qist kis tareekh ko hai?
    .item = { DAY($day) }
buy-due_again = Upar qiston ki pehli line ek dafa phir dekh lein.
buy-explain = Aayein mil kar samajh lete hain: hamare numainde se jald yahin baat hogi.
buy-accept = Bilkul. Kul { RUPEES($total) }, pehli qist { DAY($first) }. Yeh plan manzoor hai?
    .accept = Manzoor hai
    .accept_words = manzoor, haan, theek
    .not_now = Abhi nahi
    .not_now_words = nahi, abhi nahi
buy-accepted =
    { $advance ->
        [yes] Plan { $loan } tay hua. Code { $code }: saman lete waqt dukaan mein dikhayein. Pehli qist { RUPEES($each) } aaj: "qist deni hai" likhein. 24 ghante mein chhorna ho to "saman wapas".
       *[no] Plan { $loan } tay hua. Code { $code }: saman lete waqt dukaan mein dikhayein. Pehli qist { RUPEES($each) }, { DAY($first) }. 24 ghante mein chhorna ho to "saman wapas" likhein.
    }
buy-stopped = Theek hai, kuch tay nahi hua. Jab chahein "khareedna hai" likhein.
buy-own_shop = Apni hi dukaan se plan nahi banta. Numainde ke liye 0 likhein.
buy-order_unknown = Is number ka koi order nahi mila. Number ek dafa phir dekh lein.
buy-order_expired = Is order ka waqt khatam ho gaya. Dukaan naya bana sakti hai.
buy-order_cancelled = Yeh order khatam kar diya gaya tha. Dukaan naya bana sakti hai.
buy-order_taken = Is order par plan ban chuka hai.
buy-order_foreign = Yeh order kisi aur mobile number ke liye bana hai. Dukaan se apne number ka banwa lein.
buy-order_too_much = Yeh order { RUPEES($price) } ka hai; limit mein abhi { RUPEES($free) } ki gunjaish hai. Dukaan chhota order bana sakti hai. Numainde ke liye 0 likhein.
buy-order_gone = Yeh order ab nahi raha, is liye kuch tay nahi hua. Dukaan naya bana sakti hai.
