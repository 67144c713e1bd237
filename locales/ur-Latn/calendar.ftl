calendar-link = Aap ki qistein mobile ke calendar ke liye: khol kar save kar lein { $link }
calendar-sent =
    { $rows }
    Mobile ek shaam pehle yaad dilayega. Tareekh badle ya qist ada ho jaye to dobara "calendar" likhein, wahi indraj naye ho jayenge. Link 3 din khulta hai.
    .sms =
        Calendar sirf WhatsApp par milta hai. Aap ki tareekhein:
        { $rows }
calendar-cleared = Kuch dena baqi nahi. File ek dafa phir save karein to calendar saaf ho jayega.
    .sms = Kuch dena baqi nahi.
calendar-entry = Qist Saathi: qist { RUPEES($amount) }
calendar-over = Qist Saathi: ho gayi
calendar-note = Tareekh badal sakti hai. Nayi tareekhon ke liye WhatsApp par "calendar" likhein.
