lost-cnic = Foran batane ka shukriya. Taake aap ke plan koi aur na dekhe, apne CNIC number ke 13 hindse likhein.
lost-invalid = CNIC number mein 13 hindse hote hain, jaise 3520212345671.
lost-pin = Aur 4 hindson ka khufia PIN?
lost-wrong = Yeh theek nahi. Baqi koshishein: { $tries }.
lost-proved = Shukriya, theek hai. Hamara numainda aap ke plan is number par laga kar yahan batayega.
lost-moved = Aap ke plan ab is number par hain. Purane number se ab kuch nahi khulega.
