# The supervisor's figures.
reports-now = Now
reports-span = Days
reports-agent = Agent
reports-everybody = Everybody
reports-show = Show
reports-days-of = { $days ->
    [one] Today
   *[other] Last { $days } days
 }
reports-over = { $first } to { $last }
reports-hint = Times are desk hours: the night and the assistant's own work count for nobody. Waits that nobody had to answer do not count.
reports-money = Reminders and the book
reports-book-comes = The whole book is being added up.
reports-table = The numbers
reports-csv = Download as CSV
reports-open = conversation

reports-tile-queued = Waiting in the queue
reports-tile-waiting = Waiting for words, all together
reports-tile-longest = Longest wait
reports-tile-late = Of them late

reports-load = What each agent has
reports-load-says = { $agents ->
    [one] One agent has conversations now.
   *[other] { $agents } agents have conversations now.
 }
reports-load-none = Nobody has a conversation now.
reports-kept = Answered in time
reports-kept-says = { $first } of { $first_of } first responses came in time, and { $next } of { $next_of } next ones.
reports-kept-none = No response was due in these days.
reports-speed = How soon people answer
reports-speed-says = Half of the first responses came within { $half }, nine in ten within { $most }; of the next ones { $next_half } and { $next_most }.
reports-speed-none = Nobody has been answered in these days.
reports-came-none = No conversation came to people in these days.
reports-hours = When people need us
reports-hours-says = The busiest hour is { $start } to { $end }: { $count ->
    [one] 1 conversation
   *[other] { $count } conversations
 } came to people then.
reports-days = Day by day
reports-days-says = { $whole ->
    [one] 1 conversation
   *[other] { $whole } conversations
 } came to people, most on { $day }: { $count }.
reports-reasons = Why people need us
reports-reasons-says = The most frequent reason is “{ $reason }”: { $count } of { $whole }.
reports-scores = What customers say of the help
reports-scores-says = { $mean } of 5 on average: { $answered } of { $asked } who were asked have answered.
reports-scores-none = Nobody has answered in these days how the help was ({ $asked } were asked).
reports-agent-scores = What customers say, by agent
reports-agent-scores-says = Fewer than about twenty answers say little about anybody: look at how many there are before comparing.
reports-agents = Agent by agent
reports-agents-says = { $taken } conversations taken, { $replies } replies written, { $returned } returned to the queue because they were forgotten.
reports-agents-none = Nobody worked at the desk in these days.
reports-overrides = Sent against the warning of tone
reports-overrides-says = { $whole ->
    [one] One reply was sent although the agent had been warned of its words. Please read it.
   *[other] { $whole } replies were sent although the agent had been warned of their words. Please read them.
 }
reports-overrides-none = No reply was sent against a warning.
reports-reminders = What came after reminders
reports-reminders-says = { $sent } reminders went out; { $paid } were followed by a payment within three days.
reports-reminders-none = No reminder went out in these days.
reports-skipped = Reminders that did not go out
reports-skipped-says = { $whole ->
    [one] One reminder stayed here, for this reason.
   *[other] { $whole } reminders stayed here, for these reasons.
 }
reports-skipped-none = No reminder was held back.
reports-buckets = What is owed, by days late
reports-buckets-says = { $late } of { $outstanding } belongs to plans with a late instalment.
reports-risk = Portfolio at risk
reports-risk-says = { $share } of all that is owed belongs to plans more than 30 days late.
reports-book-none = Nobody owes anything today.
reports-later-than = over { $days } days

reports-kind-first = First response
reports-kind-next = Next responses
reports-reminder-before-3 = 3 days before
reports-reminder-on-day = On the day
reports-reminder-after-1 = 1 day after
reports-reminder-after-3 = 3 days after
reports-reminder-after-7 = 7 days after
reports-reminder-promised = On the chosen day
reports-reminder-broken = After the chosen day
reports-bucket-current = not late
reports-bucket-1-3 = 1–3 days
reports-bucket-4-30 = 4–30 days
reports-bucket-31-60 = 31–60 days
reports-bucket-61-90 = 61–90 days
reports-bucket-over-90 = over 90 days

reports-col-agent = Agent
reports-col-held = Has
reports-col-in-time-now = in time
reports-col-snoozed = snoozed
reports-col-late-now = late
reports-col-kind = Response
reports-col-in-time = In time
reports-col-late = Late
reports-col-open-late = Late, still waiting
reports-col-unneeded = Not needed
reports-col-kept = In time, share
reports-col-median = half within
reports-col-nine-in-ten = nine in ten within
reports-col-reason = Reason
reports-col-conversations = Conversations
reports-col-share = Share
reports-col-hour = Hour
reports-col-day = Day
reports-col-score = Score
reports-col-answers = Answers
reports-col-mean = Average score
reports-col-asked = Asked
reports-col-taken = Taken
reports-col-replies = Replies
reports-col-first-median = First, half within
reports-col-next-median = Next, half within
reports-col-first-kept = First in time
reports-col-next-kept = Next in time
reports-col-returned = Forgotten
reports-col-insisted = Against warning
reports-col-at = When
reports-col-words = Words
reports-col-conversation = Where
reports-col-reminder = Reminder
reports-col-sent = Sent
reports-col-paid = paid within 3 days
reports-col-unpaid = not paid by then
reports-col-open = too early to tell
reports-col-why = Reason
reports-col-reminders = Reminders
reports-col-bucket = Days late
reports-col-outstanding = Owed
reports-col-later-than = Later than
reports-col-at-risk = Owed

skipped-paid = already paid
skipped-prepaid = paid ahead
skipped-opted_out = stopped messages
skipped-hardship = in difficulty
skipped-disputed = in dispute
skipped-return_open = return is open
skipped-promised = day was chosen
skipped-claimed = they say it is paid
skipped-held_by_agent = an agent is talking to them
skipped-locked = PIN locked
skipped-number_moved = the number is not theirs any more
skipped-date_moved = the date has moved
skipped-stale = too late to make sense
skipped-said = another one went out that day
skipped-closed_hours = the hours were over
skipped-too_late = too late to make sense
