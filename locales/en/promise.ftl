promise-day = On which day will you pay? Any day until { DAY($latest) } is fine. Like "Friday" or "5 December".
promise-past = That day has gone by. Which day to come suits you?
promise-too_far = The furthest day is { DAY($latest) }. Which day until then suits you?
promise-kept = Thank you. Your day: { WEEKDAY($day) } { DAY($day) }. We send no reminder until then.
