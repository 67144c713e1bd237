limit-held = Aap ki limit { RUPEES($limit) } hai, is mein abhi { RUPEES($free) } ki gunjaish hai.
    { $why }
    Kuch lena ho to "khareedna hai" likhein.
