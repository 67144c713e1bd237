repay-which = کس پلان کی قسط؟
    .item = { $loan } { RUPEES($left) }
    .item_sms = { $loan } ({ $shop }): { RUPEES($left) }
repay-how_much = اگلی قسط { RUPEES($due) }، { DAY($day) } کو۔ آج سب ادا کریں تو { RUPEES($all) }۔ کتنا دینا ہے؟
    .due = اگلی قسط
    .due_words = قسط, ایک قسط, اگلی
    .all = پوری ادائیگی
    .all_words = سب, پورا, سارا, پوری
    .other = کوئی اور رقم
    .other_words = اور, کچھ اور
repay-amount = کتنے پیسے دینے ہیں؟ جیسے 1500
repay-too_much = یہ باقی رقم { RUPEES($all) } سے زیادہ ہے۔
repay-too_little = کم از کم { RUPEES($least) } کی ادائیگی ہوتی ہے۔
repay-confirm = { RUPEES($amount) } دینے ہیں، ٹھیک ہے؟
    .yes = ہاں
    .no = نہیں
repay-how_to_pay =
    { RUPEES($amount) } یہاں ادا کریں: { $link }
    حوالہ نمبر { $reference }۔ پیسے ملتے ہی رسید یہیں آ جائے گی۔
    .sms = { RUPEES($amount) } یہاں ادا کریں: { $link } حوالہ { $reference }۔ رسید یہیں آئے گی۔
repay-by_bill =
    { RUPEES($amount) } { DAY($day) } تک 1Bill نمبر { $bill } پر ادا کریں: کسی بھی بینک یا والٹ ایپ میں، بل کے اندر۔ نمبر ہمیشہ یہی رہے گا، محفوظ کر لیں۔
    پیسے ملتے ہی رسید یہیں آ جائے گی۔
    .sms = { RUPEES($amount) }، { SHORTDAY($day) } تک ادا کریں: 1Bill نمبر { $bill }، کسی بھی بینک یا والٹ ایپ سے۔ رسید یہیں آئے گی۔
repay-by_both =
    { RUPEES($amount) } { DAY($day) } تک ادا کریں، جو طریقہ آسان ہو:
    - یہاں: { $link }
    - 1Bill نمبر { $bill }، کسی بھی بینک یا والٹ ایپ سے۔ نمبر ہمیشہ یہی رہے گا، محفوظ کر لیں۔
    پیسے ملتے ہی رسید یہیں آ جائے گی۔
    .sms = { RUPEES($amount) }، { SHORTDAY($day) } تک ادا کریں: 1Bill نمبر { $bill } بینک یا والٹ ایپ سے، یا { $link } رسید یہیں آئے گی۔
repay-nowhere = ہمارے نمائندے آپ کو یہیں بتائیں گے کہ پیسے کیسے دینے ہیں۔
