receipt-paid = ✅ { RUPEES($amount) } mil gaye. Reference { $reference }. Shukriya.
    .sms = Raseed: { RUPEES($amount) } mil gaye, ref { $reference }. Shukriya.
receipt-closed = Plan { $loan } poora ada ho gaya. Aap ke bharose ka shukriya.
