promise-day = Any day until { DAY($latest) } is fine, like "Friday" or "5 December". Which day suits you?
promise-past = That day has already passed.
promise-too_far = That day is a little too far; the last one is { DAY($latest) }.
promise-kept = Thank you. Your day: { WEEKDAY($day) } { DAY($day) }. We send no reminder until then.
promise-people = Let us find a way together that suits you. Our person will write to you here.
