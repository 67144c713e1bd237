fetch-told =
    { $codes }
    If the shop does not give you the goods, write 0.
fetch-none = No goods wait for you in a shop, so there is no code. For a person, write 0.
