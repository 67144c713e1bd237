shop-sold = Qist Saathi: plan { $loan }{ $order ->
        [none] {""}
       *[other] {" "}(order { $order })
    } tay hua, { RUPEES($price) }. Gahak ka 6 hindson ka code yahan bhejein, phir saman dein. Poori raqam hum denge.
shop-paid = Qist Saathi: plan { $loan } ke { RUPEES($amount) } aap ke account mein bhej diye gaye hain.
shop-called_off = Qist Saathi: plan { $loan } chhor diya gaya. Saman na dein.
shop-phone_changed = Qist Saathi: yeh number ab hamare paas aap ki dukaan ka nahi raha. Aap ne na kaha ho to 0 likhein.
shop-account_changed = Qist Saathi: aap ki raqam ab account { $account } mein jayegi. Aap ne na kaha ho to 0 likhein.
shop-menu = { $name }. Gahak ka code bhejein. Nayi bikri: mobile aur raqam, jaise 03001234567 15000.
    .sms = Gahak ka code bhejein. Nayi bikri: mobile, raqam, jaise 03001234567 15000.
    .today = Aaj ki bikri, paise
    .today_words = aaj, bikri, aaj ki bikri, aaj ka hisab, hisab, sale, aaj ki sale, paise, mere paise, payment
    .back = Saman wapas aaya
    .back_words = wapas, wapsi, saman wapas, saman wapas aaya hai
    .mine = Meri apni qistein
    .mine_words = meri, mere plan, apne plan, mere apne plan, apni, meri qistein
shop-mine = Kya karna hai?
    .buy = Khareedna hai
    .buy_words = khareedna, kharidna, saman, naya plan, lena
    .owe = Meri baqi raqam
    .owe_words = baqi, hisab, balance, kitna dena
    .pay = Qist deni hai
    .pay_words = qist deni, dena, jama, ada
    .papers = Kaghaz, data
    .papers_words = kaghaz, statement, data
    .counter = Dukaan ka menu
    .counter_words = dukaan, dukan
shop-today =
    Aaj { $sales } bikri, { RUPEES($sold) }. Saman dena baqi: { $waiting } ({ RUPEES($shelved) }). Aap ko milne hain: { RUPEES($due) }.{ $some ->
        [yes] {" "}Pichli dafa mile: { RUPEES($amount) }, { SHORTDAY($day) }.
       *[no] {""}
    }
shop-handed_over = Code sahi hai. Plan { $loan }, { RUPEES($price) }: saman de dein. Raqam { DAY($day) } tak aap ke account mein.
shop-used = Plan { $loan } ka saman pehle hi diya ja chuka. { RUPEES($price) }, { DAY($day) } tak aap ke account mein.
shop-wrong = Yeh code sahi nahi, abhi saman na dein. Gahak ke sath phir dekh lein. { $tries ->
        [one] Ek koshish baqi.
       *[other] { $tries } koshishein baqi.
    }
shop-locked = Hifazat ke liye code ab band hain. Saman na dein; hamare numainde se yahin baat hogi.
shop-shared = Code se pehle plan ka number bhi likhein, jaise 12345678 123456.
shop-shelved = Plan { $loan }, { RUPEES($price) }: saman abhi nahi diya gaya. Gahak ka code chahiye.
shop-gone = Plan { $loan }: saman diya ja chuka, { RUPEES($price) } ka gahak ke paas hai. Raqam { DAY($day) } tak.
shop-no_such_sale = Is number ki aap ki koi bikri nahi mili.
shop-opened = Order { $order }, { RUPEES($price) }. Gahak humein yeh likh kar bheje: Order { $order }. Jo humein jaante hain unhein message bhi jata hai.
shop-bounds = Bikri { RUPEES($least) } se { RUPEES($most) } tak ho sakti hai.
shop-too_many = Ek ghante mein naye order bohat ho gaye. Thori der baad bhejein, ya numainde ke liye 0 likhein.
shop-which =
    { $some ->
        [yes] 
            Kis bikri ka saman wapas aaya? Chunein, ya plan ka number likhein.
            { $rows }
       *[no] Jis bikri ka saman wapas aaya, us ke plan ka number likhein.
    }
    .sms =
        { $some ->
            [yes] Kis bikri ka saman wapas aaya? Chunein, ya plan ka number likhein.
           *[no] Jis bikri ka saman wapas aaya, us ke plan ka number likhein.
        }
    .item = { $loan }
    .item_sms = { $loan }: { RUPEES($price) }, { SHORTDAY($day) }
shop-which_row = { $loan }: { RUPEES($price) }, { SHORTDAY($day) }
shop-nothing_back = Is bikri ka sara saman pehle hi wapas aa chuka hai.
shop-how_much = Plan { $loan }: gahak ke paas { RUPEES($price) } ka saman hai. Kitna wapas aaya?
    .all = Sara
    .all_words = sara, sab, poora
    .part = Kuch hissa
    .part_words = kuch, hissa, aadha
shop-part = Wapas aaye saman ki qeemat rupay mein? Jaise 2000.
shop-too_much = Gahak ke paas itne ka saman nahi hai.
shop-confirm = Plan { $loan } par { RUPEES($amount) } ka saman wapas aaya, aap ko itne kam milenge. Sahi hai?
    .yes = Haan, sahi hai
    .yes_words = haan, sahi, theek
    .no = Nahi
    .no_words = nahi, ghalat
shop-changed = Is plan mein is dauran kuch badal gaya hai. Ek dafa phir dekh lein.
shop-returned = Ho gaya. Plan { $loan } par { RUPEES($amount) } wapas; gahak ko bata diya.
shop-kept = Theek hai, kuch nahi badla.
shop_told-returned = Dukaan ne { RUPEES($amount) } ka saman wapas liya. Plan { $loan } par ab { RUPEES($less) } kam dene hain.
shop_told-returned_credit = Dukaan ne { RUPEES($amount) } ka saman wapas liya. Plan { $loan } par ab { RUPEES($less) } kam dene hain, aur { RUPEES($back) } aap ke hain: "paise wapas" likhein.
enrolled-answer = Qist Saathi: { $name } ne yeh number apna bataya hai. Kya yeh dukaan ka mobile hai?
    .yes = Haan
    .yes_words = haan, ji, sahi
    .no = Nahi
    .no_words = nahi, ghalat
enrolled-proven = Shukriya, number ki tasdeeq ho gayi. Nayi bikri ki khabar yahin aayegi. Saman dene se pehle gahak ka code yahan bhejein. Menu ke liye 9 likhein.
enrolled-denied = Shukriya, is baare mein is number par phir nahi likhenge.
enrolled-past = Yeh sawal ab khatam ho chuka. Numainde ke liye 0 likhein.
order-answer = Qist Saathi: aap ke liye { RUPEES($price) } ka order bana hai, number { $order }.
    .look = Plan dekhein
    .look_words = dekhein, dekhna, plan, haan
    .decline = Nahi chahiye
    .decline_words = nahi, nahi chahiye
order-declined = Theek hai, order khatam kar diya.
