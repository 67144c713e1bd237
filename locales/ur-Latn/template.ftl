template-due_soon = Assalam o alaikum. Is { WEEKDAY($day) } yani { SHORTDAY($day) } ko aap ki qist { RUPEES($amount) } hai. Qist ke liye kya karein?
    .sms = Assalam o alaikum. { WEEKDAY($day) } ({ SHORTDAY($day) }) ko aap ki qist { RUPEES($amount) } hai.
template-due_today = Assalam o alaikum. Aaj { SHORTDAY($day) } ko aap ki qist { RUPEES($amount) } hai. Qist ke liye kya karein?
    .sms = Assalam o alaikum. Aaj ({ SHORTDAY($day) }) aap ki qist { RUPEES($amount) } hai.
template-receipt = Qist Saathi ko aap ke { RUPEES($amount) } mil gaye. Reference { $reference } hai. Shukriya.
template-paid_off = Qist Saathi ko aap ke { RUPEES($amount) } mil gaye. Reference { $reference } hai. Aap ka plan poora ada ho gaya. Aap ke bharose ka shukriya.
template-reopen = Assalam o alaikum. Main Qist Saathi se { $agent }. Aap ki baat ka jawab tayyar hai. Koi bhi lafz likh kar bhejein, baat wahin se aage chalegi.
