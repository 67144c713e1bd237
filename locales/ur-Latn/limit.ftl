limit-held = Aap ki limit { RUPEES($limit) } hai, is mein se abhi { RUPEES($free) } baqi hai. Khareedne ke liye likhein "khareedna hai".
