calendar-link = To keep your instalments in your phone's calendar, open this and save it: { $link }
calendar-sent =
    { $rows }
    Your phone reminds you the evening before. When a date changes or an instalment is paid, write "calendar" again and save the new file. The link works for 3 days.
    .sms =
        The calendar comes on WhatsApp only. Your dates:
        { $rows }
calendar-cleared = Nothing is left to pay. Save this file too, and your calendar is clear.
    .sms = Nothing is left to pay.
calendar-entry = Qist Saathi: instalment { RUPEES($amount) }
calendar-over = Qist Saathi: nothing to pay on this day
calendar-note = Dates can change. For new ones write "calendar" to Qist Saathi on WhatsApp.
