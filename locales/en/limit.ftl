limit-held = Your limit is { RUPEES($limit) }; for { RUPEES($free) } of it you can buy now. To buy, write "buy".
