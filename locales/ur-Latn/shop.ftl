shop-sold = Qist Saathi: plan { $loan } tay ho gaya, { RUPEES($price) }. Saman de dein; poori raqam hum denge.
shop-paid = Qist Saathi: plan { $loan } ke { RUPEES($amount) } aap ke account mein bhej diye gaye hain.
