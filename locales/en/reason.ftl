# Why a limit is what it is, and what would change it. One short line each.
reason-income_low = - Your income, { RUPEES($income) } a month. When it reaches { RUPEES($needed) }, write to us again.
reason-obligations_high = - The instalments you already pay, { RUPEES($obligations) } a month. If they fall to { RUPEES($needed) }, write to us again.
reason-under_age = - Your age. We can make plans from { $needed } years on.
reason-overdue_now = - An instalment with us is late. When it is paid, write to us again.
reason-debt_total = - What you owe in all, { RUPEES($owed) }. If it falls to { RUPEES($needed) }, write to us again.
reason-identity_mismatch = - Name and card did not match. A person can look at it with you.
reason-bureau_default = - A late loan with another lender. When it is settled, write to us again.
reason-first_time = - It is where everybody begins, and grows with each plan paid on time.
reason-limit_by_history = - It rests on the plans that you have paid.
reason-limit_by_affordable = - It rests on your income and on what you pay elsewhere. If these change, write 0.
reason-limit_by_one_loan = - It is the most that one plan may be by law.
reason-limit_by_all_lenders = - It rests on what you owe elsewhere: the law sets a limit for everything together.
reason-limit_by_bureau_silent = - A check did not answer, so we began small.
reason-good_plans = - Plans paid on time: { $count }. That is { RUPEES($grown) } more.
