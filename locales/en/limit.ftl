limit-held = Your limit is { RUPEES($limit) }; for { RUPEES($free) } of it you can buy now.
    { $why }
    To buy, write "buy".
