reason-income_low = - Aamdani { RUPEES($income) }. Mahine ki { RUPEES($needed) } ho to phir likhein.
reason-obligations_high = - Jo qistein aap pehle se dete hain, { RUPEES($obligations) }. { RUPEES($needed) } mahina tak aa jayein to phir likhein.
reason-under_age = - Umar. Plan { $needed } saal se banta hai.
reason-overdue_now = - Hamari ek qist der se hai. Ada ho jaye to phir likhein.
reason-debt_total = - Kul qarz { RUPEES($owed) }. { RUPEES($needed) } tak aa jaye to phir likhein.
reason-identity_mismatch = - Naam aur CNIC aapas mein nahi mile. Numainda aap ke sath dekh sakta hai.
reason-bureau_default = - Kisi aur jagah ka qarz der se hai. Ada ho jaye to phir likhein.
reason-limit_used = - Hamari baqi raqam { RUPEES($owed) }. { RUPEES($needed) } tak aa jaye to phir likhein.
