# The frame of every page: navigation, keys, spans of time.
frame-skip = Skip to the page
frame-nav = Sections
frame-sound = Sound for new messages
frame-keys = Keyboard
frame-log-out = Log out
nav-inbox = Inbox
nav-cases = Cases
nav-approvals = Second look
nav-canned = Responses
nav-labels = Not understood
nav-reports = Figures
nav-outbox = Outbox
nav-shops = Shops
nav-audit = Record
nav-team = Team

keys-title = Keyboard
keys-move = next and previous conversation
keys-open = open it
keys-take = take it
keys-reply = write to the customer
keys-note = write a private note
keys-back = hand back
keys-search = search
keys-inbox = to the inbox
keys-help = this list
keys-leave = leave the field, close
keys-close = Close

span-moment = under a minute
span-minutes = { $minutes ->
    [one] 1 minute
   *[other] { $minutes } minutes
 }
span-hours = { $minutes ->
    [0] { $hours } h
   *[other] { $hours } h { $minutes } min
 }
span-days = { $days ->
    [one] 1 day
   *[other] { $days } days
 }
span-now = just now
span-ago = { $span } ago

role-agent = Agent
role-supervisor = Supervisor
role-administrator = Administrator

login-wrong = That name and password do not belong together.
