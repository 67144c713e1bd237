calendar-link = Your instalments for the calendar of your phone: open and save { $link }
calendar-sent =
    { $rows }
    The phone reminds you the evening before. When a date changes or an instalment is paid, write "calendar" again: the entries are updated. The link opens for 3 days.
    .sms =
        Calendar entries come on WhatsApp only. Your dates:
        { $rows }
calendar-cleared = Nothing is left to pay. Save the file once more and the entries are cleared.
    .sms = Nothing is left to pay.
calendar-entry = Qist Saathi: instalment { RUPEES($amount) }
calendar-over = Qist Saathi: done
calendar-note = Dates can change. For new ones write "calendar" to Qist Saathi on WhatsApp.
