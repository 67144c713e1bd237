eligibility-cnic = Your identity card (CNIC) number is kept safe (encrypted). Please write its 13 digits.
eligibility-cnic_invalid = This card number does not look right. Please check it once more.
eligibility-cnic_elsewhere = This card is already known under another phone number. One of our people will look at it here with you.
eligibility-name = What is your full name, as on the card? Hard to write? Send 1.
    .later_words = 1, later, skip
eligibility-born = What is your date of birth? Like 15-08-1990.
eligibility-born_impossible = This date cannot be a date of birth. Please look once more.
eligibility-under_age = Plans are only for people of 18 and over. You are welcome once you are 18. For a person, write 0.
eligibility-work = What work do you do?
    .salary = Monthly job
    .salary_words = job, salary, office, factory, teacher, guard
    .daily = Daily wage
    .daily_words = driver, rickshaw, labour, labourer, mason, drive
    .shop = Own shop or trade
    .shop_words = business, shop, trade, vendor, sell
    .home = Work from home
    .home_words = sewing, tailor, home
    .farm = Farming
    .farm_words = farm, farmer, land, cattle
    .other = Something else
    .other_words = other, none, student
eligibility-income = How much do you earn in a month? In rupees, like 35000.
eligibility-owes = Income { RUPEES($income) } a month. Do you pay instalments or a loan anywhere else?
    .yes = Yes
    .no = No
eligibility-obligations = How much do those instalments come to in a month? Like 5000.
eligibility-debt = And how much is left to pay on all of them together? Like 40000.
eligibility-payday = Your due dates will come just after your payday. When do you get paid?
    .daily = Every day
    .daily_words = daily, each day
    .weekly = Every week
    .weekly_words = weekly
    .monthly = Every month
    .monthly_words = monthly
eligibility-weekday = On which day?
    .mon = Monday
    .tue = Tuesday
    .wed = Wednesday
    .thu = Thursday
    .fri = Friday
    .sat = Saturday
    .sun = Sunday
eligibility-monthday = On which day of the month do you get paid? Two digits, like 01 or 25.
eligibility-pin = A secret PIN keeps your plans private when others use your phone. Tell it to nobody, not even our people. Now write 4 digits of your choice.
eligibility-pin_weak = This PIN is too easy to guess. Please choose another.
eligibility-approved =
    Your limit is { RUPEES($limit) }. When you are in a shop, write its code and the cash price, like 101 15000.
    Nothing to buy yet? Write "later".
    .sms = Your limit is { RUPEES($limit) }. To buy, write the shop's code and the cash price, like 101 15000. Not yet? Write "later".
    .buy_words = yes, yes please, buy, ok
    .later_words = later, not now, no, nothing, not yet
eligibility-later = All right. When you are in a shop, write "buy".
eligibility-refused =
    We can't offer a plan today. What weighed most:
    { $reasons }
    To have a person look at it, write 0.
