shop-sold = Qist Saathi: plan { $loan } is agreed, { RUPEES($price) }. Please hand over the goods; we pay you the full price.
shop-paid = Qist Saathi: { RUPEES($amount) } for plan { $loan } is on its way to your account.
