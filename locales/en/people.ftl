people-hardship = We are sorry to hear that. We have stopped all reminders. One of our people will talk to you here and find a way with you.
people-complaint = Thank you for telling us. We have stopped all reminders. One of our people will answer you here; if there is more to say, just write it.
people-lost_phone = Thank you for telling us at once. One of our people will secure your plans with you here.
people-payment_not_found = We see no payment yet. One of our people will look for it; please keep the receipt. What you paid is not lost.
people-payment_found = { RUPEES($amount) } came in on { DAY($day) }{ $used ->
    [yes] , for instalment { $parts }
   *[other] , kept as your credit
 }. Is this the payment you mean?
    .yes = Yes
    .no = No, another one
    .no_words = no, another, other
people-payment_good = Thank you. Left to pay: { RUPEES($left) }.
people-payment_number = No payment has come yet. Please write the transaction number from the wallet's message. If you have none, 1.
    .none_words = 1, none, no number, do not have, dont have it, not with me, no
people-payment_another = No other payment has come yet. Please write the transaction number from the wallet's message. If you have none, 1.
    .none_words = 1, none, no number, do not have, dont have it, not with me, no
people-payment_theirs = That payment is here: { RUPEES($amount) } on { DAY($day) }{ $used ->
    [yes] , for instalment { $parts }
   *[other] , kept as your credit
 }. Left to pay: { RUPEES($left) }.
people-payment_gone = That payment came in, and the wallet or bank took it back afterwards.
people-person_looks = One of our people will look into it and talk to you here.
people-payment_unplaced = We have found it: { RUPEES($amount) } on { DAY($day) }. It was not clear which plan it is for.
people-person_places = One of our people will put it to your plan. Your money is safe.
people-claim_kept = It has not come yet. We keep looking; it counts when the wallet confirms it. If it is not here in { $hours } hours, one of our people takes over.
people-claim_open = We have been looking for your payment since { DAY($day) }. If it does not come, one of our people will talk to you here.
people-claim_case = The payment you told us of has not come in { $hours } hours. One of our people is looking for it now and will talk to you here.
people-claim_found = The payment you told us of is here: { RUPEES($amount) }. One of our people will put it to your plan.
