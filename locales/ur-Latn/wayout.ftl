wayout-confirm = Plan { $loan } chhorne par hamara nafa { RUPEES($markup) } maaf; naqad qeemat ke { RUPEES($left) } dene honge. Chhorna hai?
    .yes = Haan, chhorna hai
    .yes_words = haan, chhorna
    .no = Nahi, rehne dein
    .no_words = nahi, rakhna
wayout-cancelled = Ho gaya, hamara nafa maaf. Naqad qeemat ke { RUPEES($left) } baqi hain: "qist deni hai" likhein. Dukaan saman wapas le to 0 likhein.
wayout-kept = Theek hai, plan waise hi rahega.
wayout-later = 24 ghante ho chuke, magar wapsi phir bhi mumkin ho sakti hai. Hamara numainda yahin aap ke sath mil kar dekhega.
wayout-call_off = Saman abhi dukaan mein hai, plan { $loan } chhorne par kuch nahi dena. { $some ->
        [yes] { RUPEES($amount) } wapas milenge.
       *[no] Baqi kuch nahi rahega.
    } Chhorna hai?
    .yes = Haan, chhorna hai
    .yes_words = haan, chhorna
    .no = Nahi, rehne dein
    .no_words = nahi, rakhna
wayout-called_off = Ho gaya: plan { $loan } khatam, dukaan ko keh diya ke saman na de. { $some ->
        [yes] { RUPEES($amount) } aap ke account mein wapas jayenge.
       *[no] Kuch dena baqi nahi.
    }
