receipt-paid = ✅ Received: { RUPEES($amount) }. Reference { $reference }. Thank you.
    .sms = Receipt: { RUPEES($amount) } received, ref { $reference }. Thank you.
receipt-closed = Plan { $loan } is paid in full. Thank you for your trust.
receipt-paid_back = We have sent your { RUPEES($amount) } back to you. Transfer number { $reference }.
