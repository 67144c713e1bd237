lost-cnic = Thank you for telling us at once. To keep your plans yours, please write the 13 digits of your CNIC number.
lost-invalid = A CNIC number has 13 digits, like 3520212345671.
lost-pin = And your secret PIN of 4 digits?
lost-wrong = That does not fit. { $tries ->
        [1] One try left.
       *[other] { $tries } tries left.
    }
lost-proved = Thank you, that is right. Our person will move your plans to this number and tell you here.
lost-moved = Your plans are on this number now. The old number opens nothing any more.
