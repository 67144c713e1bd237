home-newcomer = What would you like to do?
    .limit = Get my limit
    .limit_words = limit, eligibility, start
    .how = How does it work?
    .how_words = how, details
home-menu = What would you like to do?
    .buy = Buy something
    .buy_words = buy, shop, new plan
    .owe = What I owe
    .owe_words = owe, balance, my dues
    .pay = Pay
    .pay_words = pay now, payment
    .how = How does it work?
    .how_words = how, details
    .papers = Papers, my data
    .papers_words = papers, statement, data
home-how =
    You choose goods in a shop. We pay the shop at once, you pay us in 2 to 4 instalments.
    You see the whole price first: one price, agreed once, it does not grow with delay.
    The first time we ask for your identity card (CNIC) number, your income and a secret PIN.
