rating-score = Aap ki hamare numainde se baat hui. Madad kaisi rahi?
    .one = Kharab
    .two = Khaas nahi
    .three = Theek
    .four = Achi
    .five = Bohat achi
rating-thanks = Shukriya. Is se hamari madad behtar hogi.
