wayout-confirm = Plan { $loan } chhorna hai? Hamara nafa { RUPEES($markup) } maaf; naqad qeemat ke baqi { RUPEES($left) } dene honge.
    .yes = Haan, chhorna hai
    .yes_words = haan, chhorna
    .no = Nahi, rehne dein
    .no_words = nahi, rakhna
wayout-cancelled = Ho gaya. Hamara nafa maaf. Naqad qeemat ke { RUPEES($left) } baqi hain: likhein "qist deni hai". Dukaan saman wapas le to 0 likhein.
wayout-kept = Theek hai, plan waise hi rahega.
wayout-later = 24 ghante ho chuke, magar wapsi phir bhi mumkin ho sakti hai. Hamara numainda yahan aap ke sath dekhega.
