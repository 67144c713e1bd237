reason-income_low = - Mahine ki aamdani { RUPEES($income) }. { RUPEES($needed) } ho jaye to phir likhein.
reason-obligations_high = - Pehle se chalti qistein, mahine ki { RUPEES($obligations) }. { RUPEES($needed) } tak aa jayein to phir likhein.
reason-under_age = - Umar. Plan { $needed } saal se banta hai.
reason-overdue_now = - Hamari ek qist mein der ho gayi hai. Ada ho jaye to phir likhein.
reason-debt_total = - Sab qarza mila kar { RUPEES($owed) }. { RUPEES($needed) } tak aa jaye to phir likhein.
reason-identity_mismatch = - Naam aur CNIC aapas mein nahi mile. Numainda aap ke sath dekh sakta hai.
reason-bureau_default = - Kahin aur ke qarze mein der ho gayi hai. Ada ho jaye to phir likhein.
reason-limit_used = - Hamare plan ki baqi raqam { RUPEES($owed) }. { RUPEES($needed) } tak aa jaye to phir likhein.
