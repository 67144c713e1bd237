# What is said in every conversation. SMS texts must stay in GSM-7: straight quotes, "-" for dashes.
common-greeting = Walaikum assalam.
common-thanks = You're welcome.
common-goodbye = Khuda hafiz. Write any time.
common-help =
    Answer with the number of your choice, or in your own words.
    0 a person, 9 menu, # one step back. STOP ends our messages.
common-cancelled = All right, we leave it there.
common-language_changed = English from now on. For another language write URDU or ROMAN.
common-opted_out = All right, our messages have ended here. Only what is needed still comes, like a receipt. Your plans stay as they are. To start again, write START.
common-still_opted_out = Our messages are off here. To start them again, write START.
common-opted_in = All right, our messages will come again. To end them, write STOP.
common-person_called =
    One of our people will talk to you here soon.
    For the automatic assistant, write 9.
common-person_after_misses =
    Sorry, I could not understand. One of our people will talk to you here soon.
    For the automatic assistant, write 9.
common-still_waiting = We have your message. One of our people will talk to you here soon. For the automatic assistant, write 9.
common-people_away =
    Nobody is at the desk right now. From { $near ->
        [today] { TIME($opens) } today
        [tomorrow] { TIME($opens) } tomorrow
       *[later] { WEEKDAY($day) }, { TIME($opens) }
    }, one of our people answers you here. Leave your message until then.
    For the automatic assistant, write 9.
common-away_until = Nobody is at the desk right now; you get an answer from { $near ->
        [today] { TIME($opens) } today
        [tomorrow] { TIME($opens) } tomorrow
       *[later] { WEEKDAY($day) }, { TIME($opens) }
    }.
common-back_with_us = The automatic assistant is back with you.
common-only_text = I can only read written messages. Please write a number or a few words.
common-called = We got your call. We answer here in writing.
common-seen = All right, thank you.
common-too_many = Very many messages came from you at once. Please write again in 10 minutes, we go on from here.
common-footer = 0 person, 9 menu
common-amount_small = Please write at least { RUPEES($least) }.
common-amount_large = Please write at most { RUPEES($most) }.
common-day_wrong = Please write a day of the month from 01 to 31.
common-miss_choice = Sorry, I did not understand.
common-miss_pick = Sorry, I did not understand.
common-miss_amount = Sorry, I did not understand. Write the amount in digits, like 15000.
common-miss_date = Sorry, I did not understand the day. Write it like 5 December.
common-miss_born = Sorry, I did not understand the date. Write it like 15-08-1990.
common-miss_day = Sorry, I did not understand. Write the day with two digits, like 05.
common-miss_cnic = The card number has 13 digits. Write it like 35202-1234567-1.
common-miss_pin = The PIN has 4 digits.
common-miss_text = Please write it in words.
common-flow_changed = We have changed something here, so one of our people goes on with you. What you told us is kept.
