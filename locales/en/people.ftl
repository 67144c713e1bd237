people-hardship = We are sorry to hear that. We have stopped all reminders. One of our people will write to you here and look for a way with you.
people-complaint = Thank you for telling us. We have stopped all reminders, and one of our people will look at it with you here.
people-lost_phone = Thank you for telling us at once. One of our people will secure your plans with you here.
people-payment_found = Your payment of { RUPEES($amount) } came in on { DAY($day) }. Left to pay: { RUPEES($left) }.
people-payment_not_found = We see no payment yet. One of our people will look for it; please keep the receipt. What you paid is not lost.
