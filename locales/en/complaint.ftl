complaint-number = Your complaint number is { $reference }. You will get an answer within { $days } days.
