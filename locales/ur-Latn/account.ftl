account-late_charge = Qist late hone par { RUPEES($amount) } late charge (khairat) laga, har qist par ek hi dafa. Dene ke liye "qist deni hai" likhein, mushkil ho to "mushkil". 0 Numainda
