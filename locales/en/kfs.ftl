kfs-statement =
    THE PLAN ON ONE PAGE, no. { $loan }
    { $shop }
    Cash price { RUPEES($price) }
    Our charge { RUPEES($markup) }
    Total to pay { RUPEES($total) }
    Yearly rate { $rate }%, { $days } days
    { $rows }
    Late charge: { RUPEES($late) } once an instalment, after { $grace } days, to charity.
    No other fees. Paying early: the charge for the time left is dropped. Difficulty: one free extension. Within { $hours } hours leave with the cash price only.
    .sms =
        PLAN { $loan }, { $shop }
        Cash price { RUPEES($price) }
        Charge { RUPEES($markup) }
        Total { RUPEES($total) }
        Yearly rate { $rate }%, { $days } days
        { $rows }
        Late charge { RUPEES($late) } once an instalment, { $grace } days late (charity). No other fees. Early: rest of charge drops. One free extension. { $hours } h to leave free.
kfs-row = Instalment { $number }: { DATE($due) } { RUPEES($amount) }
    .sms = { $number }) { DATE($due) } { RUPEES($amount) }
