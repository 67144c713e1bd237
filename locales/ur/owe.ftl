owe-nothing = آپ کا کوئی پلان باقی نہیں، کچھ دینا نہیں۔ خریدنے کے لیے «خریدنا ہے» لکھیں۔
owe-summary = { $plans }
    .pay = ادا کریں
    .pay_words = ادا, دینا, جمع
    .schedule = ساری قسطیں
    .schedule_words = فہرست, تاریخیں, پوری فہرست
owe-plan = پلان { $loan } ({ $shop }): باقی رقم { RUPEES($left) }، اگلی قسط { RUPEES($next) }، { DAY($due) }۔
owe-schedule = { $rows }
owe-row =
    { $paid ->
        [yes] { $number }) { SHORTDAY($due) } ادا
       *[no] { $number }) { SHORTDAY($due) } { RUPEES($left) }
    }
