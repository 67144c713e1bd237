eligibility-cnic = Apna shanakhti card (CNIC) number likhein, 13 hindse. Khufia tareeqe se rakha jata hai.
eligibility-cnic_invalid = Yeh CNIC number theek nahi lagta. Ek dafa phir dekh lein.
eligibility-cnic_elsewhere = Yeh CNIC kisi aur number par darj hai. Hamara numainda aap ke sath dekhega.
eligibility-name = Poora naam, jaise CNIC par hai?
eligibility-born = Tareekh-e-paidaish? Jaise 15-08-1990.
eligibility-born_impossible = Yeh tareekh-e-paidaish nahi ho sakti. Ek dafa phir dekh lein.
eligibility-under_age = Plan sirf 18 saal ya zyada umar walon ke liye hai. 18 ke hon to zaroor aayein. Numainde se baat: 0.
eligibility-work = Aap kya kaam karte hain?
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
eligibility-owes = Aamdani { RUPEES($income) } mahina. Kahin aur qist ya qarza chal raha hai?
    .yes = Haan
    .no = Nahi
eligibility-obligations = Un qiston ke mahine mein kitne paise bante hain? Jaise 5000.
eligibility-payday = Paise kab milte hain? Qist ki tareekh usi ke baad rakhi jayegi.
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
eligibility-pin = 4 hindson ka khufia PIN rakhein, taake phone koi aur uthaye to aap ka hisab mehfooz rahe. Kisi ko na batayein, humein bhi nahi.
eligibility-pin_weak = Yeh PIN koi bhi boojh lega. Koi aur rakhein.
eligibility-approved =
    Aap ki limit { RUPEES($limit) } hai. Dukaan par hon to dukaan ka code aur naqad qeemat likhein, jaise 101 15000.
    Abhi kuch nahi lena? Likhein "baad mein".
    .sms = Aap ki limit { RUPEES($limit) } hai. Dukaan ka code aur saman ki qeemat likhein, jaise 101 15000. Abhi nahi lena? Likhein "baad mein".
    .buy_words = haan, ji, ji haan, han, khareedna hai, haan khareedna hai
    .later_words = baad, baad mein, abhi nahi, nahi, phir kabhi
eligibility-later = Theek hai. Dukaan par hon to "khareedna hai" likhein.
eligibility-refused =
    Aaj plan nahi ban sakta. Sab se zyada yeh baat thi:
    { $reasons }
    Numainde se dikhwana ho to 0 likhein.
