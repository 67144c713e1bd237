shop-sold = Qist Saathi: plan { $loan } is agreed for { RUPEES($price) }. Please hand over the goods; we owe you the full price.
