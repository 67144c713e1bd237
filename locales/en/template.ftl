# WhatsApp approves these texts. A changed text is a new template and waits for approval again.
# Words first and last and between two values; nothing late, nothing that sells; neither goods nor shop.
template-due_soon = Assalam o alaikum. Your instalment of { RUPEES($amount) } is due this { WEEKDAY($day) }, that is on { SHORTDAY($day) }. What would you like to do?
    .sms = Assalam o alaikum. On { WEEKDAY($day) } { SHORTDAY($day) } your instalment of { RUPEES($amount) } is due.
template-due_today = Assalam o alaikum. Your instalment of { RUPEES($amount) } is due today, { SHORTDAY($day) }. What would you like to do?
    .sms = Assalam o alaikum. Today ({ SHORTDAY($day) }) your instalment of { RUPEES($amount) } is due.
template-receipt = Qist Saathi has received your { RUPEES($amount) }. The reference is { $reference }. Thank you.
template-paid_off = Qist Saathi has received your { RUPEES($amount) }. The reference is { $reference }. Your plan is paid in full. Thank you for your trust.
template-reopen = Assalam o alaikum. This is { $agent } of Qist Saathi. I have the answer to what you asked. Reply with any word and we go on from there.
