buy-overdue = An instalment is late; once it is paid, a new plan can be made. To see it, write "what I owe"; for a person, 0.
buy-no_room = { RUPEES($free) } of your limit is free now; a plan starts at { RUPEES($least) }. Each instalment you pay makes room again. For a person, write 0.
buy-shop = The code is on the shop's counter. Write it with the cash price of the goods, like 101 15000.
buy-shop_unknown = We found no shop with this code. Please ask at the counter.
buy-price = { $shop }. What is the cash price of the goods? Like 15000.
buy-over_limit = This is more than your limit has room for. Now you can buy for up to { RUPEES($free) }.
buy-too_small = A plan starts at { RUPEES($least) }.
buy-too_large = One plan can be at most { RUPEES($most) }.
buy-plan =
    { RUPEES($price) } at { $shop }. Which plan?

    { $offers }
    .sms = { RUPEES($price) } at { $shop }. Which plan?
    .item = { $count } x { RUPEES($each) }
    .item_sms = { $count } x { RUPEES($each) }, { SHORTDAY($first) } - { SHORTDAY($last) }. Total { RUPEES($total) }, charge { RUPEES($markup) }, { $rate }% a year
buy-offer = { $count } x { RUPEES($each) }, { SHORTDAY($first) } to { SHORTDAY($last) }: total to pay { RUPEES($total) }, our charge { RUPEES($markup) }, yearly rate { $rate }%
# The warning is said in two languages in every written form (SECP Circular of 2023).
buy-warning =
    Please think: borrow only what you can pay back without going short at home. Too many instalments become a burden.
    ذرا سوچیں: اتنا ہی لیں جتنا گھر کے خرچ کے بعد واپس ہو سکے۔
    .sms =
        Please think: borrow only what you can pay back.
        Zara sochein: utna hi lein jitna aaram se wapas ho sake.
    .understood = I understand
    .understood_words = understood, ok, yes
    .stop = Stop here
    .stop_words = no, stop here
buy-calculator =
    Cash price { RUPEES($price) } + our charge { RUPEES($markup) } = total to pay { RUPEES($total) }.
    In the next month { RUPEES($month) } of your { RUPEES($income) } goes to instalments, those elsewhere included.
    .sms =
        { RUPEES($price) } + charge { RUPEES($markup) } = total { RUPEES($total) }.
        Next month { RUPEES($month) } of your { RUPEES($income) } goes to instalments, those elsewhere included.
    .go_on = Go on
    .go_on_words = go on, next, yes
    .other_plan = Another plan
    .other_plan_words = other, another, back
buy-stale = A new day has begun, so the dates of the plans have changed.
buy-teach_total = To be sure it is clear: how much is there to pay in total?
    .item = { RUPEES($amount) }
buy-total_again = Please look once more at the total in the plan above.
buy-teach_due = And on which date is the first instalment?
    .item = { DAY($day) }
buy-due_again = Please look once more at the first line of the instalments above.
buy-explain = Let us make this clear together: one of our people will talk to you here soon.
buy-accept = Right. Total { RUPEES($total) }, first instalment { DAY($first) }. Do you accept this plan?
    .accept = I accept
    .accept_words = accept, yes, agreed
    .not_now = Not now
    .not_now_words = no, not now
buy-accepted =
    { $advance ->
        [yes] Plan { $loan } is agreed. Code { $code }: show it in the shop when you take the goods. First instalment { RUPEES($each) } today: write "pay". To leave within 24 hours, "return".
       *[no] Plan { $loan } is agreed. Code { $code }: show it in the shop when you take the goods. First instalment { RUPEES($each) } on { DAY($first) }. To leave within 24 hours, write "return".
    }
buy-stopped = All right, nothing was agreed. Write "buy" whenever you like.
buy-own_shop = A plan can't be made at your own shop. For a person, write 0.
buy-order_unknown = We found no order with this number. Please look at the digits again.
buy-order_expired = This order has run out. The shop can make a new one.
buy-order_cancelled = This order was cancelled. The shop can make a new one.
buy-order_taken = A plan was already made for this order.
buy-order_foreign = This order was made for another telephone number. Ask the shop to make one for yours.
buy-order_too_much = This order is for { RUPEES($price) }; your limit has room for { RUPEES($free) } now. The shop can make a smaller one. For a person, write 0.
buy-order_gone = This order is no longer there, so nothing was agreed. The shop can make a new one.
