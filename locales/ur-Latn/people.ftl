people-hardship = Yeh sun kar afsos hua. Yaad-dihani ke sab message rok diye hain. Hamara numainda yahin aap se baat karega aur mil kar rasta nikalega.
people-complaint = Batane ka shukriya. Yaad-dihani ke message rok diye hain. Hamara numainda yahin jawab dega; kuch aur batana ho to likh dein.
people-lost_phone = Foran batane ka shukriya. Hamara numainda jald yahin aap ke sath mil kar plan mehfooz karega.
people-payment_found = { DAY($day) } ko aap ke { RUPEES($amount) } mil gaye. Baqi raqam { RUPEES($left) }.
people-payment_not_found = Abhi tak adaigi nazar nahi aayi. Hamara numainda dhoondega; raseed sambhal kar rakhein. Aap ke paise zaya nahi honge.
