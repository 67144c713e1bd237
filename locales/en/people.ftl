people-hardship = We are sorry to hear that. We have stopped all reminders. One of our people will talk to you here and find a way with you.
people-complaint = Thank you for telling us. We have stopped all reminders. One of our people will answer you here; if there is more to say, just write it.
people-lost_phone = Thank you for telling us at once. One of our people will secure your plans with you here.
people-payment_found = Your payment of { RUPEES($amount) } came in on { DAY($day) }. Left to pay: { RUPEES($left) }.
people-payment_not_found = We see no payment yet. One of our people will look for it; please keep the receipt. What you paid is not lost.
