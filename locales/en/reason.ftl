# Why a limit is what it is, and what would change it. One short line each.
reason-income_low = - Your income, { RUPEES($income) } a month. When it reaches { RUPEES($needed) }, write to us again.
reason-obligations_high = - The instalments you already pay, { RUPEES($obligations) } a month. If they fall to { RUPEES($needed) }, write to us again.
reason-under_age = - Your age. We can make plans from { $needed } years on.
reason-overdue_now = - An instalment with us is late. When it is paid, write to us again.
reason-debt_total = - What you owe in all, { RUPEES($owed) }. If it falls to { RUPEES($needed) }, write to us again.
reason-identity_mismatch = - Name and card did not match. A person can look at it with you.
reason-bureau_default = - A late loan with another lender. When it is settled, write to us again.
reason-limit_used = - What you still owe us, { RUPEES($owed) }. When it falls to { RUPEES($needed) }, write to us again.
