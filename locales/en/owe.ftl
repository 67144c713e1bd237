owe-nothing = You have no open plan, so there is nothing to pay. To buy, write "buy".
owe-summary = { $plans }
    .pay = Pay
    .pay_words = pay now
    .schedule = Whole schedule
    .schedule_words = schedule, list, dates
owe-plan = Plan { $loan } ({ $shop }): left to pay { RUPEES($left) }, next { RUPEES($next) } on { DAY($due) }.
owe-schedule =
    { $rows }
    To have it in your phone's calendar, write "calendar".
    .sms = { $rows }
owe-row =
    { $paid ->
        [yes] { $number }) { SHORTDAY($due) } paid
       *[no] { $number }) { SHORTDAY($due) } { RUPEES($left) }
    }
owe-to_fetch = Nothing is left to pay. { $codes }
owe-code = Plan { $loan }: show code { $code } in the shop when you take the goods.
