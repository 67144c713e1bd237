home-newcomer = Kya karna hai?
    .limit = Meri limit batayein
    .limit_words = limit, shuru, qarza
    .how = Yeh kaise hota hai?
    .how_words = kaise, tafseel
home-menu = Kya karna hai?
    .buy = Khareedna hai
    .buy_words = khareedna, kharidna, saman, naya plan, lena
    .owe = Meri baqi raqam
    .owe_words = baqi, hisab, balance, kitna dena
    .pay = Qist deni hai
    .pay_words = qist deni, dena, jama, ada
    .how = Yeh kaise hota hai?
    .how_words = kaise, tafseel
    .papers = Kaghaz, data
    .papers_words = kaghaz, statement, data
home-how =
    Saman dukaan se lein. Dukaan ko poore paise foran hum dete hain, aap humein 2 se 4 qiston mein wapas karein.
    Poori qeemat pehle nazar aati hai: ek dafa tay, der se nahi barhti.
    Pehli dafa shanakhti card (CNIC) number, aamdani aur ek khufia PIN chahiye.
