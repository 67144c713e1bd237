calendar-link = Qistein mobile ke calendar mein rakhne ke liye yeh khol kar save karein: { $link }
calendar-sent =
    { $rows }
    Mobile ek shaam pehle yaad dilayega. Tareekh badle ya qist ada ho jaye to dobara "calendar" likhein aur nayi file save karein. Link 3 din chalega.
    .sms =
        Calendar sirf WhatsApp par milta hai. Aap ki tareekhein:
        { $rows }
calendar-cleared = Kuch dena baqi nahi. Yeh file bhi save karein to calendar saaf ho jayega.
    .sms = Kuch dena baqi nahi.
calendar-entry = Qist Saathi: qist { RUPEES($amount) }
calendar-over = Qist Saathi: is din kuch dena nahi
calendar-note = Tareekh badal sakti hai. Nayi tareekhon ke liye WhatsApp par "calendar" likhein.
