repay-which = For which plan?
    .item = { $loan }: { RUPEES($left) }
    .item_sms = { $loan } ({ $shop }): { RUPEES($left) }
repay-how_much =
    Next due: { RUPEES($due) } on { DAY($day) }. Everything today: { RUPEES($all) }. How much would you like to pay?
    .due = Next instalment
    .due_words = due, instalment, next
    .all = Everything
    .all_words = all, everything, full
    .other = Another amount
    .other_words = other, another
repay-amount = How much would you like to pay? In rupees, like 1500.
repay-too_much = That is more than the { RUPEES($all) } left to pay.
repay-too_little = The smallest payment is { RUPEES($least) }.
repay-confirm = Pay { RUPEES($amount) }, is that right?
    .yes = Yes
    .no = No
repay-how_to_pay =
    Pay { RUPEES($amount) } here: { $link }
    Reference { $reference }. Your receipt comes here as soon as the money is with us.
    .sms = Pay { RUPEES($amount) }: { $link } Ref { $reference }. The receipt comes here.
repay-by_bill =
    Pay { RUPEES($amount) } by { DAY($day) } with 1Bill number { $bill }, in any bank's or wallet's app, under bills. The number stays the same: save it.
    Your receipt comes here as soon as the money is with us.
    .sms = Pay { RUPEES($amount) } by { SHORTDAY($day) }: 1Bill no { $bill } in any bank or wallet app. The receipt comes here.
repay-by_both =
    Pay { RUPEES($amount) } by { DAY($day) }, as you like best:
    - here: { $link }
    - with 1Bill number { $bill } in any bank's or wallet's app. It stays the same: save it.
    Your receipt comes here as soon as the money is with us.
    .sms = Pay { RUPEES($amount) } by { SHORTDAY($day) }: 1Bill no { $bill } in a bank or wallet app, or { $link } Receipt comes here.
repay-nowhere = One of our people will tell you here how to pay.
