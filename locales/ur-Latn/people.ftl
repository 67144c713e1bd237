people-hardship = Yeh sun kar afsos hua. Sab yaad-dihani rok di hai. Hamara numainda yahan likhega aur mil kar rasta nikalega.
people-complaint = Batane ka shukriya. Yaad-dihani rok di hai. Hamara numainda aap ki shikayat yahan dekhega.
people-lost_phone = Foran batane ka shukriya. Hamara numainda yahan aap ke plan mehfooz karega.
people-payment_found = { DAY($day) } ko aap ke { RUPEES($amount) } mil gaye. Baqi raqam { RUPEES($left) }.
people-payment_not_found = Abhi tak adaigi nazar nahi aayi. Hamara numainda dhoondega; raseed sambhal kar rakhein. Aap ke paise zaya nahi honge.
