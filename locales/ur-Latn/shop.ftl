shop-sold = Qist Saathi: plan { $loan } tay ho gaya, { RUPEES($price) }. Saman de dein; poori raqam hum denge.
