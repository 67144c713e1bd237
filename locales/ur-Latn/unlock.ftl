unlock-pin = Aap ki hifazat ke liye: apna khufia PIN likhein (4 hindse).
unlock-wrong =
    { $tries ->
        [1] Yeh PIN theek nahi. Ek koshish baqi hai.
       *[other] Yeh PIN theek nahi. { $tries } koshishein baqi hain.
    }
unlock-locked = PIN teen dafa theek nahi tha. Aap ki hifazat ke liye use band kar diya hai. Hamare numainde se jald yahin baat hogi.
