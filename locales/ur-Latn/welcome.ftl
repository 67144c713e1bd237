welcome-terms =
    Assalam o alaikum. Yeh Qist Saathi hai, khudkar assistant: dukaan se lein, qiston mein dein. Numainda hamesha 0 par.
    Aap ki batayi baat sirf aap ke plan ke kaam aati hai, kisi ko bechi nahi jati. Manzoor hai?
    .sms = Assalam o alaikum. Qist Saathi, khudkar assistant: saman qiston par. Aap ka data sirf aap ke plan ke liye. Manzoor hai?
    .yes = Manzoor hai
    .yes_words = manzoor, theek, haan
    .no = Nahi
    .more = Tafseel batayein
    .more_words = tafseel, shartein, details
welcome-details =
    Hum rakhte hain: aap ka number, naam, CNIC (khufia tareeqe se), aamdani aur adaigi. Credit bureau aur sarkari idare ke siwa kisi ko nahi dete. Aap ke contacts ya tasveerein nahi dekhte.
    Naqal mangwayi ja sakti hai, sab mitwaya ja sakta hai, aur naya plan 24 ghante mein chhora ja sakta hai. Message band karne ke liye STOP.
welcome-declined = Theek hai. Is chat ke siwa kuch nahi rakha. Jab dil chahe, salam likhein.
