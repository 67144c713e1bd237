unlock-pin = For your safety: please write your secret PIN (4 digits).
unlock-wrong =
    { $tries ->
        [1] That PIN was not right. One more try.
       *[other] That PIN was not right. { $tries } more tries.
    }
unlock-locked = The PIN was wrong three times, so it is locked to protect you. One of our people will write to you here.
