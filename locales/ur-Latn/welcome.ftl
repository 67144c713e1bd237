welcome-terms =
    Assalam o alaikum. Yeh Qist Saathi hai, khudkar assistant: dukaan se lein, qiston mein dein. Numainda hamesha 0 par.
    Aap ki batayi baat sirf aap ke plan ke kaam aati hai, kisi ko bechi nahi jati. Manzoor hai?
    .sms = Assalam o alaikum. Qist Saathi (khudkar): saman qiston par. Aap ka data sirf aap ke plan ke liye hai. Manzoor?
    .yes = Manzoor hai
    .yes_words = manzoor, theek, haan
    .no = Nahi
    .more = Tafseel batayein
    .more_words = tafseel, shartein, details
welcome-details =
    Hum rakhte hain: aap ka number, naam, CNIC (khufia tareeqe se), aamdani aur adaigi. Credit bureau aur sarkari nigran ke siwa kisi ko nahi dete. Aap ke contacts ya tasveerein nahi dekhte.
    Aap naqal mang sakte hain, mitwa sakte hain, aur naya plan 24 ghante mein chhor sakte hain. STOP se paigham band.
welcome-declined = Theek hai. Is chat ke siwa kuch nahi rakha. Jab dil chahe, salam likhein.
