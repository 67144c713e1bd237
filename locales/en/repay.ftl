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
