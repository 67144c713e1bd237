limit-held = Your limit is { RUPEES($limit) }, of which { RUPEES($free) } is free now. To buy, write "buy".
