wayout-confirm = If you leave plan { $loan }, our charge of { RUPEES($markup) } is dropped and { RUPEES($left) } of the cash price is left to pay. Leave it?
    .yes = Yes, leave
    .yes_words = yes, leave, cancel it
    .no = No, keep it
    .no_words = no, keep
wayout-cancelled = Done. Our charge is dropped. { RUPEES($left) } of the cash price is left to pay: write "pay". If the shop takes the goods back, write 0.
wayout-kept = All right, the plan stays as it is.
wayout-later = The 24 hours are over, but a return may still be possible. One of our people will look at it with you here.
wayout-call_off = Plan { $loan } can be left at no cost, as the goods are still in the shop. { $some ->
        [yes] You get { RUPEES($amount) } back.
       *[no] Nothing is left to pay.
    } Leave it?
    .yes = Yes, leave
    .yes_words = yes, leave, cancel it
    .no = No, keep it
    .no_words = no, keep
wayout-called_off = Done: plan { $loan } is over and the shop was told to keep the goods. { $some ->
        [yes] { RUPEES($amount) } goes back to your account.
       *[no] Nothing is left to pay.
    }
