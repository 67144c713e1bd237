owe-nothing = Aap ka koi plan nahi chal raha, kuch dena baqi nahi. Kuch lena ho to "khareedna hai" likhein.
owe-summary = { $plans }
    .pay = Ada karein
    .pay_words = ada, dena, jama
    .schedule = Sari qistein
    .schedule_words = list, tareekhein, poori list
owe-plan = Plan { $loan } ({ $shop }): baqi raqam { RUPEES($left) }, agli qist { RUPEES($next) }, { DAY($due) } ko.
owe-schedule =
    { $rows }
    Mobile ke calendar mein chahiye to "calendar" likhein.
    .sms = { $rows }
owe-row =
    { $paid ->
        [yes] { $number }) { SHORTDAY($due) } ada
       *[no] { $number }) { SHORTDAY($due) } { RUPEES($left) }
    }
owe-to_fetch = Kuch dena baqi nahi. { $codes }
owe-code = Plan { $loan }: saman lete waqt dukaan mein code { $code } dikhayein.
