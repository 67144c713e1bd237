reason-income_low = - مہینے کی آمدنی { RUPEES($income) }۔ { RUPEES($needed) } ہو جائے تو پھر لکھیں۔
reason-obligations_high = - پہلے سے چلتی قسطیں، مہینے کی { RUPEES($obligations) }۔ { RUPEES($needed) } تک آ جائیں تو پھر لکھیں۔
reason-under_age = - عمر۔ پلان { $needed } سال سے بنتا ہے۔
reason-overdue_now = - ہماری ایک قسط میں تاخیر ہو گئی ہے۔ ادا ہو جائے تو پھر لکھیں۔
reason-debt_total = - سب قرضہ ملا کر { RUPEES($owed) }۔ { RUPEES($needed) } تک آ جائے تو پھر لکھیں۔
reason-identity_mismatch = - نام اور شناختی کارڈ آپس میں نہیں ملے۔ نمائندہ آپ کے ساتھ دیکھ سکتا ہے۔
reason-bureau_default = - کہیں اور کے قرضے میں تاخیر ہو گئی ہے۔ ادا ہو جائے تو پھر لکھیں۔
reason-limit_used = - ہمارے پلان کی باقی رقم { RUPEES($owed) }۔ { RUPEES($needed) } تک آ جائے تو پھر لکھیں۔
