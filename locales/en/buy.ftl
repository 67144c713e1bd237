buy-overdue = An instalment is late, so a new plan has to wait. To see it, write "what I owe"; to talk to a person, 0.
buy-no_room = Of your limit { RUPEES($free) } is free now; a plan starts at { RUPEES($least) }. When an instalment is paid, room comes back.
buy-shop = The shop's code and the cash price of the goods? Like 101 15000. The code stands on the counter.
buy-shop_unknown = We know no shop with this code. Please ask at the counter.
buy-price = { $shop }. What is the cash price of the goods? Like 15000.
buy-over_limit = This is more than your limit has free. You can buy for up to { RUPEES($free) }.
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
    ذرا سوچیں: اُتنا ہی لیں جو گھر کے خرچ کے بعد واپس ہو سکے۔
    .sms =
        Please think: borrow only what you can pay back.
        Zara sochein: utna hi lein jo aaram se wapas ho sake.
    .understood = I understand
    .understood_words = understood, ok, yes
    .stop = Stop here
    .stop_words = no, stop here
buy-calculator =
    Cash price { RUPEES($price) } + our charge { RUPEES($markup) } = total to pay { RUPEES($total) }.
    In the next month { RUPEES($month) } of your { RUPEES($income) } goes to instalments (with those elsewhere).
    .sms =
        { RUPEES($price) } + charge { RUPEES($markup) } = total { RUPEES($total) }.
        Next month { RUPEES($month) } of your { RUPEES($income) } goes to instalments (all of them).
    .go_on = Go on
    .go_on_words = go on, next, yes
    .other_plan = Another plan
    .other_plan_words = other, another, back
buy-stale = A new day has begun, so we work the dates out anew.
buy-teach_total = So that all is clear: how much do you pay in all?
    .item = { RUPEES($amount) }
buy-total_again = Look once more at the line "Total to pay" in the plan above.
buy-teach_due = And on which day is the first instalment?
    .item = { DAY($day) }
buy-due_again = Look once more at the first line of the instalments above.
buy-explain = Let us make this clear together: one of our people will write to you here soon.
buy-accept = Right. Total { RUPEES($total) }, first instalment { DAY($first) }. Do you accept this plan?
    .accept = I accept
    .accept_words = accept, yes, agreed
    .not_now = Not now
    .not_now_words = no, not now
buy-accepted =
    { $advance ->
        [yes] Plan { $loan } is agreed, { $shop } gives you the goods. First instalment { RUPEES($each) } today: write "pay". To leave within 24 hours: "return".
       *[no] Plan { $loan } is agreed, { $shop } gives you the goods. First instalment { RUPEES($each) } on { DAY($first) }. To leave within 24 hours: write "return".
    }
buy-stopped = All right, nothing was agreed. You can start again any time with "buy".
