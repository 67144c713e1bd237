template-due_soon = السلام علیکم۔ اس { WEEKDAY($day) } یعنی { SHORTDAY($day) } کو آپ کی قسط { RUPEES($amount) } ہے۔ قسط کے لیے کیا کریں؟
template-due_today = السلام علیکم۔ آج { SHORTDAY($day) } کو آپ کی قسط { RUPEES($amount) } ہے۔ قسط کے لیے کیا کریں؟
template-receipt = قسط ساتھی کو آپ کے { RUPEES($amount) } مل گئے۔ حوالہ نمبر { $reference } ہے۔ شکریہ۔
template-reopen = السلام علیکم۔ میں قسط ساتھی سے { $agent }۔ آپ کی بات کا جواب تیار ہے۔ کوئی بھی لفظ لکھ کر بھیجیں، بات وہیں سے آگے چلے گی۔
