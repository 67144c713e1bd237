rating-score = You spoke with one of our people. How was the help?
    .one = Bad
    .two = Not good
    .three = All right
    .four = Good
    .five = Very good
rating-thanks = Thank you. It helps us to help better.
