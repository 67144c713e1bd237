template-due_soon = Assalam o alaikum. Is { WEEKDAY($day) } yani { SHORTDAY($day) } ko aap ki qist { RUPEES($amount) } hai. Qist ke liye kya karein?
template-due_today = Assalam o alaikum. Aaj { SHORTDAY($day) } ko aap ki qist { RUPEES($amount) } hai. Qist ke liye kya karein?
template-receipt = Qist Saathi ko aap ke { RUPEES($amount) } mil gaye. Reference { $reference } hai. Shukriya.
template-reopen = Assalam o alaikum. Main Qist Saathi se { $agent }. Aap ki baat ka jawab tayyar hai. Koi bhi lafz likh kar bhejein, baat wahin se aage chalegi.
