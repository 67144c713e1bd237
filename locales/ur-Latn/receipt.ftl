receipt-paid = ✅ { RUPEES($amount) } mil gaye. Reference { $reference }. Shukriya.
    .sms = Raseed: { RUPEES($amount) } mil gaye, ref { $reference }. Shukriya.
receipt-closed = Plan { $loan } poora ada ho gaya. Aap ke bharose ka shukriya.
receipt-paid_back = Aap ke { RUPEES($amount) } aap ko wapas bhej diye gaye hain. Transfer number { $reference }.
