kfs-statement =
    PLAN KA KHULASA, number { $loan }
    { $shop }
    Naqad qeemat { RUPEES($price) }
    Hamara nafa { RUPEES($markup) }
    Kul raqam { RUPEES($total) }
    Salana sharah { $rate }%, { $days } din
    { $rows }
    Late charge: { RUPEES($late) } har qist par ek hi dafa, { $grace } din ki der ke baad, khairat mein.
    Aur koi fees nahi. Pehle ada karein to baqi waqt ka nafa maaf. Mushkil ho to ek dafa muft mohlat. { $hours } ghante mein sirf naqad qeemat de kar plan chhora ja sakta hai.
    .sms =
        PLAN { $loan }, { $shop }
        Naqad { RUPEES($price) }
        Nafa { RUPEES($markup) }
        Kul raqam { RUPEES($total) }
        Salana sharah { $rate }%, { $days } din
        { $rows }
        Late charge { RUPEES($late) } har qist ek dafa, { $grace } din baad (khairat). Aur fees nahi. Jaldi dein: baqi nafa maaf. Ek mohlat muft. { $hours } ghante mein wapsi naqad par.
kfs-row = Qist { $number }: { DATE($due) } { RUPEES($amount) }
    .sms = { $number }) { DATE($due) } { RUPEES($amount) }
