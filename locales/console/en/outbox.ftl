# Messages that wait or did not arrive. Why and what to do stand in why.ftl.
outbox-title = Messages that wait or did not arrive
outbox-hint = What can be sent again is sent once, looked for first, and never after STOP or out of hours.
outbox-now = How it stands now
outbox-waiting = Waiting
outbox-oldest = The oldest waits
outbox-retrying = Being tried again
outbox-today = Not arrived today
outbox-lost = Not arrived in all
outbox-state = State
outbox-channel = Channel
outbox-why = Why
outbox-all = all
outbox-show = Show
outbox-clear = show all
outbox-none = Everything has arrived.
outbox-none-hint = What waits longer than a moment, or does not arrive, stands here with the reason.
outbox-none-narrowed = Nothing of that kind.
outbox-pages = Pages of the outbox
outbox-newest = To the newest
outbox-older = Older
outbox-first = we wrote first
outbox-agent = written by a person
outbox-attempts = { $count ->
    [0] not tried yet
    [one] tried once
   *[other] tried { $count } times
 }
outbox-next = next { $at }
outbox-put-back = sent again { $at }
outbox-conversation = the conversation
outbox-doubtful = I have looked: the customer does not have it
outbox-retry = Send again

outbox-is-waiting = waiting
outbox-is-retrying = being tried again
outbox-is-dead = given up
outbox-is-failed = failed
outbox-is-undelivered = not delivered
outbox-is-canceled = cancelled
outbox-is-suppressed = held back

outbox-said-queued = It is in the outbox again.
outbox-said-unknown = There is no such message.
outbox-said-not-dead = It waits, is on its way, or has arrived.
outbox-said-retried = It was sent again once before.
outbox-said-replaced = Another message went in its place.
outbox-said-erased = The customer's data was erased.
outbox-said-opted-out = The customer wrote STOP.
outbox-said-overtaken = The conversation has gone on since this question.
outbox-said-may-have-left = It may have left. Look first whether the customer has it.
outbox-said-too-late = Its time is over; the next reminder speaks for itself.
outbox-said-closed-hours = We may not write first at this hour.
outbox-said-held = A person has the conversation.
outbox-said-frequency = The customer has had enough messages that we began.
outbox-said-no-longer-due = What it reminds of is paid, promised, moved or at rest.
