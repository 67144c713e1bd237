template-due_soon = السلام علیکم۔ اس { WEEKDAY($day) } یعنی { SHORTDAY($day) } کو آپ کی قسط { RUPEES($amount) } ہے۔ قسط کے لیے کیا کریں؟
    .sms = السلام علیکم۔ { WEEKDAY($day) }، { SHORTDAY($day) } کو آپ کی قسط { RUPEES($amount) } ہے۔
template-due_today = السلام علیکم۔ آج { SHORTDAY($day) } کو آپ کی قسط { RUPEES($amount) } ہے۔ قسط کے لیے کیا کریں؟
    .sms = السلام علیکم۔ آج ({ SHORTDAY($day) }) آپ کی قسط { RUPEES($amount) } ہے۔
template-receipt = قسط ساتھی کو آپ کے { RUPEES($amount) } مل گئے۔ حوالہ نمبر { $reference } ہے۔ شکریہ۔
template-paid_off = قسط ساتھی کو آپ کے { RUPEES($amount) } مل گئے۔ حوالہ نمبر { $reference } ہے۔ آپ کا پلان پورا ادا ہو گیا۔ آپ کے بھروسے کا شکریہ۔
template-reopen = السلام علیکم۔ میں قسط ساتھی سے { $agent }۔ آپ کی بات کا جواب تیار ہے۔ کوئی بھی لفظ لکھ کر بھیجیں، بات وہیں سے آگے چلے گی۔
