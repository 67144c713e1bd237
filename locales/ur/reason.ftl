reason-income_low = - آمدنی { RUPEES($income) }۔ مہینے کی { RUPEES($needed) } ہو تو پھر لکھیں۔
reason-obligations_high = - جو قسطیں آپ پہلے سے دیتے ہیں، { RUPEES($obligations) }۔ { RUPEES($needed) } مہینہ تک آ جائیں تو پھر لکھیں۔
reason-under_age = - عمر۔ پلان { $needed } سال سے بنتا ہے۔
reason-overdue_now = - ہماری ایک قسط دیر سے ہے۔ ادا ہو جائے تو پھر لکھیں۔
reason-debt_total = - کل قرض { RUPEES($owed) }۔ { RUPEES($needed) } تک آ جائے تو پھر لکھیں۔
reason-identity_mismatch = - نام اور شناختی کارڈ آپس میں نہیں ملے۔ نمائندہ آپ کے ساتھ دیکھ سکتا ہے۔
reason-bureau_default = - کسی اور جگہ کا قرض دیر سے ہے۔ ادا ہو جائے تو پھر لکھیں۔
reason-limit_used = - ہماری باقی رقم { RUPEES($owed) }۔ { RUPEES($needed) } تک آ جائے تو پھر لکھیں۔
