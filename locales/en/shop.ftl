shop-sold = Qist Saathi: plan { $loan }{ $order ->
        [none] {""}
       *[other] {" "}(order { $order })
    } is agreed, { RUPEES($price) }. Send us the customer's 6-digit code here, then hand over the goods. We pay you the full price.
shop-paid = Qist Saathi: { RUPEES($amount) } for plan { $loan } is on its way to your account.
shop-called_off = Qist Saathi: plan { $loan } was left. Please do not hand over the goods.
shop-phone_changed = Qist Saathi: this number is no longer your shop's with us. If you did not ask for that, write 0.
shop-account_changed = Qist Saathi: your money now goes to account { $account }. If you did not ask for that, write 0.
shop-menu = { $name }. Send a customer's code, or a number and a price for a new sale, like 03001234567 15000.
    .sms = Send a customer's code. New sale: number and price, like 03001234567 15000.
    .today = Today and payments
    .today_words = today, sales, today's sales, sale, payments, money, my money
    .back = Goods come back
    .back_words = return, goods back, returned, goods returned
    .mine = My own plans
    .mine_words = mine, my own, my plans, own
shop-mine = What would you like to do?
    .buy = Buy something
    .buy_words = buy, buying, new plan
    .owe = What I owe
    .owe_words = owe, balance, how much
    .pay = Pay an instalment
    .pay_words = pay, paying, deposit
    .papers = Papers, data
    .papers_words = papers, statement, data
    .counter = Back to the shop
    .counter_words = shop, the shop
shop-today =
    Today: { $sales ->
        [one] 1 sale
       *[other] { $sales } sales
    }, { RUPEES($sold) }. Not handed over: { $waiting } ({ RUPEES($shelved) }). We owe you { RUPEES($due) }.{ $some ->
        [yes] {" "}Last paid: { RUPEES($amount) }, { SHORTDAY($day) }.
       *[no] {""}
    }
shop-handed_over = Right. Plan { $loan }, { RUPEES($price) }: hand over the goods. The money is in your account by { DAY($day) }.
shop-used = The goods of plan { $loan } were handed over already. { RUPEES($price) }, in your account by { DAY($day) }.
shop-wrong = This code is not right, so please do not hand over the goods yet. Look at it again with the customer. { $tries ->
        [one] One more try.
       *[other] { $tries } more tries.
    }
shop-locked = Codes are locked now, for your safety. Please do not hand over anything; one of our people will talk to you here.
shop-shared = Write the number of the plan before the code, like 12345678 123456.
shop-shelved = Plan { $loan }, { RUPEES($price) }: not handed over yet. It needs the customer's code.
shop-gone = Plan { $loan }: handed over, { RUPEES($price) } of it with the customer. The money by { DAY($day) }.
shop-no_such_sale = We found no sale of yours with this number.
shop-opened = Order { $order }, { RUPEES($price) }. Tell the customer to send us this: Order { $order }. Customers who know us also get a message.
shop-bounds = A sale can be between { RUPEES($least) } and { RUPEES($most) }.
shop-too_many = That is a lot of new orders in one hour. Please wait a little, or write 0 for a person.
shop-which =
    { $some ->
        [yes] 
            Goods of which sale come back? Choose, or write the number of the plan.
            { $rows }
       *[no] Write the number of the plan whose goods come back.
    }
    .sms =
        { $some ->
            [yes] Goods of which sale come back? Choose, or write the number of the plan.
           *[no] Write the number of the plan whose goods come back.
        }
    .item = { $loan }
    .item_sms = { $loan }: { RUPEES($price) }, { SHORTDAY($day) }
shop-which_row = { $loan }: { RUPEES($price) }, { SHORTDAY($day) }
shop-nothing_back = All goods of this sale have come back already.
shop-how_much = Plan { $loan }: { RUPEES($price) } of goods are with the customer. What comes back?
    .all = All of it
    .all_words = all, everything, full
    .part = A part
    .part_words = part, some, half
shop-part = The price of what comes back, in rupees? Like 2000.
shop-too_much = That is more than the goods that are with the customer.
shop-confirm = Goods for { RUPEES($amount) } come back on plan { $loan }, and that much less goes to you. Right?
    .yes = Yes, right
    .yes_words = yes, right, ok
    .no = No
    .no_words = no, wrong
shop-changed = Something has changed on this plan meanwhile. Please look again.
shop-returned = Done. { RUPEES($amount) } came back on plan { $loan }; the customer was told.
shop-kept = All right, nothing was changed.
shop_told-returned = The shop took back goods for { RUPEES($amount) }. On plan { $loan } there is { RUPEES($less) } less to pay.
shop_told-returned_credit = The shop took back goods for { RUPEES($amount) }. On plan { $loan } there is { RUPEES($less) } less to pay, and { RUPEES($back) } is yours: write "money back".
enrolled-answer = Qist Saathi: { $name } gave us this number as its own. Is this the shop's telephone?
    .yes = Yes, it is
    .yes_words = yes, it is, right
    .no = No
    .no_words = no, wrong
enrolled-proven = Thank you, the number is confirmed. New sales come here. Send the customer's code here before you hand over goods. For the menu, write 9.
enrolled-denied = Thank you, we will not write to this number about it again.
enrolled-past = This question is over. For a person, write 0.
order-answer = Qist Saathi: an order of { RUPEES($price) } was made for you, number { $order }.
    .look = See the plans
    .look_words = see, look, plans, yes
    .decline = Not wanted
    .decline_words = no, not wanted
order-declined = All right, the order is cancelled.
