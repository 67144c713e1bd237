eligibility-cnic = Aap ka shanakhti card (CNIC) number khufia rakha jata hai. Us ke 13 hindse likhein.
eligibility-cnic_invalid = Yeh CNIC number theek nahi lagta. Ek dafa phir dekh lein.
eligibility-cnic_elsewhere = Yeh CNIC kisi aur number par darj hai. Hamara numainda yahin aap ke sath mil kar dekhega.
eligibility-name = Aap ka poora naam, jaise CNIC par likha hai?
eligibility-born = Aap ki tareekh-e-paidaish? Jaise 15-08-1990.
eligibility-born_impossible = Yeh tareekh-e-paidaish nahi ho sakti. Ek dafa phir dekh lein.
eligibility-under_age = Plan 18 saal ya us se zyada umar ke liye hai. 18 saal poore hone par zaroor aayein. Numainde ke liye 0 likhein.
eligibility-work = Aap ka kaam kya hai?
    .salary = Mahana naukri
    .salary_words = naukri, nokri, tankhwah, job, factory, daftar, office, school, teacher, guard
    .daily = Roz ki dihari
    .daily_words = dihari, mazdoori, rickshaw, driver, mazdoor, mistri, chingchi, bykea, gaari chalata, bike chalata
    .shop = Dukaan, karobar
    .shop_words = dukan, dukandar, karobar, thela, rehri, business, bechta, bechti
    .home = Ghar se kaam
    .home_words = silai, ghar, darzi, seeti, kapre seeti, parlour
    .farm = Kheti bari
    .farm_words = kheti, kisan, zameen, maweshi, zamindar, bhains
    .other = Kuch aur
    .other_words = aur, koi aur, kuch nahi
eligibility-income = Mahine ki aamdani kitni hai? Rupay mein, jaise 35000.
eligibility-owes = Mahine ki aamdani { RUPEES($income) }. Kahin aur qist ya qarza chal raha hai?
    .yes = Haan
    .no = Nahi
eligibility-obligations = Un qiston ke mahine mein kul kitne paise bante hain? Jaise 5000.
eligibility-debt = Aur un sab ki kul kitni raqam baqi hai? Jaise 40000.
eligibility-payday = Qist ki tareekh paise milne ke baad rakhi jayegi. Aap ko paise kab milte hain?
    .daily = Roz
    .daily_words = rozana, har roz, har din
    .weekly = Har hafte
    .weekly_words = hafte, hafta war
    .monthly = Har mahine
    .monthly_words = mahine, mahana
eligibility-weekday = Kis din?
    .mon = Peer
    .mon_words = somwar, pir
    .tue = Mangal
    .wed = Budh
    .thu = Jumerat
    .fri = Juma
    .fri_words = jumma
    .sat = Hafta
    .sat_words = haftah, sanichar
    .sun = Itwar
eligibility-monthday = Mahine ki kis tareekh ko paise milte hain? Do hindse, jaise 01 ya 25.
eligibility-pin = Khufia PIN se aap ka hisab koi aur nahi dekh sakta. Kisi ko na batayein, hamare numainde ko bhi nahi. Apni pasand ke 4 hindse likhein.
eligibility-pin_weak = Yeh PIN koi bhi boojh lega. Koi aur rakhein.
eligibility-approved =
    Aap ki limit { RUPEES($limit) } hai. Dukaan par hon to dukaan ka code aur saman ki naqad qeemat likhein, jaise 101 15000.
    Abhi kuch nahi lena? "baad mein" likhein.
    .sms = Aap ki limit { RUPEES($limit) } hai. Dukaan ka code aur naqad qeemat likhein, jaise 101 15000. Abhi nahi lena? "baad mein" likhein.
    .buy_words = haan, ji, ji haan, han, khareedna hai, haan khareedna hai
    .later_words = baad, baad mein, abhi nahi, nahi, phir kabhi
eligibility-later = Theek hai. Dukaan par hon to "khareedna hai" likhein.
eligibility-refused =
    Aaj plan nahi ban sakta. Bari wajah yeh hai:
    { $reasons }
    Numainde ko dikhana ho to 0 likhein.
