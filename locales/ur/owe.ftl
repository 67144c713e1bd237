owe-nothing = آپ کا کوئی پلان نہیں چل رہا، کچھ دینا باقی نہیں۔ کچھ لینا ہو تو «خریدنا ہے» لکھیں۔
owe-summary = { $plans }
    .pay = ادا کریں
    .pay_words = ادا, دینا, جمع
    .schedule = ساری قسطیں
    .schedule_words = فہرست, تاریخیں, پوری فہرست
owe-plan = پلان { $loan } ({ $shop }): باقی رقم { RUPEES($left) }، اگلی قسط { RUPEES($next) }، { DAY($due) } کو۔
owe-schedule =
    { $rows }
    موبائل کے کیلنڈر میں چاہیے تو «کیلنڈر» لکھیں۔
    .sms = { $rows }
owe-row =
    { $paid ->
        [yes] { $number }) { SHORTDAY($due) }، ادا
       *[no] { $number }) { SHORTDAY($due) }، { RUPEES($left) }
    }
owe-to_fetch = کچھ دینا باقی نہیں۔ { $codes }
owe-code = پلان { $loan }: سامان لیتے وقت دکان میں کوڈ { $code } دکھائیں۔
