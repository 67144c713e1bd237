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
home-how =
    Aap dukaan se saman lete hain. Dukaan ko hum foran poore paise dete hain, aap humein 2 se 4 qiston mein.
    Poori qeemat pehle nazar aati hai: ek dafa tay, der se nahi barhti.
    Pehli dafa CNIC number, aamdani aur ek khufia PIN chahiye.
