people-hardship = Yeh sun kar afsos hua. Yaad-dihani ke sab message rok diye hain. Hamara numainda yahin aap se baat karega aur mil kar rasta nikalega.
people-complaint = Batane ka shukriya. Yaad-dihani ke message rok diye hain. Hamara numainda yahin jawab dega; kuch aur batana ho to likh dein.
people-lost_phone = Foran batane ka shukriya. Hamara numainda jald yahin aap ke sath mil kar plan mehfooz karega.
people-payment_not_found = Abhi tak adaigi nazar nahi aayi. Hamara numainda dhoondega; raseed sambhal kar rakhein. Aap ke paise zaya nahi honge.
people-payment_found = { DAY($day) } ko { RUPEES($amount) } mil gaye{ $used ->
    [yes] , qist { $parts } mein lage
   *[other] , aap ke hisab mein jama hain
 }. Kya yahi adaigi hai?
    .yes = Haan
    .no = Nahi, koi aur
    .no_words = nahi, koi aur, dusri
people-payment_good = Shukriya. Baqi raqam { RUPEES($left) }.
people-payment_number = Abhi tak adaigi nahi aayi. Wallet ke message se transaction number likhein. Nahi hai to 1.
    .none_words = 1, nahi hai, nahi, nahin hai, nahi pata, pata nahi, bhool gaya, mere paas nahi
people-payment_another = Koi aur adaigi abhi nahi aayi. Wallet ke message se transaction number likhein. Nahi hai to 1.
    .none_words = 1, nahi hai, nahi, nahin hai, nahi pata, pata nahi, bhool gaya, mere paas nahi
people-payment_theirs = Yeh adaigi mil chuki hai: { DAY($day) } ko { RUPEES($amount) }{ $used ->
    [yes] , qist { $parts } mein
   *[other] , aap ke hisab mein jama
 }. Baqi { RUPEES($left) }.
people-payment_gone = Yeh adaigi aayi thi, phir wallet ya bank ne wapas le li.
people-person_looks = Hamara numainda dekh kar yahin aap se baat karega.
people-payment_unplaced = Mil gayi: { DAY($day) } ko { RUPEES($amount) }. Yeh wazeh nahi tha ke kis plan ke hain.
people-person_places = Hamara numainda isay aap ke plan mein lagayega. Aap ke paise mehfooz hain.
people-claim_kept = Yeh abhi nahi aayi. Hum dhoond rahe hain: wallet se khabar aate hi lag jayegi. { $hours } ghante mein na aaye to hamara numainda dekhega.
people-claim_open = Aap ki adaigi hum { DAY($day) } se dhoond rahe hain. Na aayi to hamara numainda yahin aap se baat karega.
people-claim_case = Aap ki batayi hui adaigi { $hours } ghante mein nahi aayi. Hamara numainda ab dhoond raha hai aur yahin aap se baat karega.
people-claim_found = Aap ki batayi hui adaigi mil gayi: { RUPEES($amount) }. Hamara numainda isay aap ke plan mein lagayega.
