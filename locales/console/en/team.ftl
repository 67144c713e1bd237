team-title = Team
team-new = New colleague
team-name = Name, as colleagues and customers see it
team-username = User name
team-username-hint = 2 to 30 small letters and digits, such as nadia.k
team-role = Role
team-add = Add
team-first = First password of
team-first-hint = It is shown only now. Tell it in person, and ask them to change it under My account.
team-has-left = no access
team-you = you
team-second-step = code
team-last = last here { $ago }
team-never = never here yet
team-change-role = Change role
team-reset-password = New first password
team-reset-totp = Turn off the code
team-turn-off = Take access away
team-turn-on = Give access again
team-holds = { $many ->
    [0] Holds no conversation now.
    [one] Holds 1 conversation now; it goes back to the queue when access is taken away.
   *[other] Holds { $many } conversations now; they go back to the queue when access is taken away.
 }
team-own-hint = Your own role and access are changed by another administrator. Password and code:
team-incomplete = Not added: it needs a name and a role.
team-bad-username = Not added: a user name is 2 to 30 small letters, digits, dots and dashes, and begins with a letter.
team-taken = Not added: somebody has that user name already.
team-role-changed = The role is changed. They have to log in again.
team-off = Access is taken away. What they held is in the queue.
team-on = They have access again.
team-totp-reset = The code is turned off. They can set it up again.
team-own = Not changed: nobody changes themselves here.
team-last-one = Not changed: there must be one administrator at least.
team-nothing = It was so already.
