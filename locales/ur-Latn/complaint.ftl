complaint-number = Aap ki shikayat ka number { $reference } hai. Jawab { $days } din ke andar milega.
