calendar-link = آپ کی قسطیں موبائل کے کیلنڈر کے لیے: کھول کر محفوظ کر لیں { $link }
calendar-sent =
    { $rows }
    موبائل ایک شام پہلے یاد دلائے گا۔ تاریخ بدلے یا قسط ادا ہو جائے تو دوبارہ «کیلنڈر» لکھیں، وہی اندراج نئے ہو جائیں گے۔ لنک 3 دن کھلتا ہے۔
    .sms =
        کیلنڈر صرف WhatsApp پر ملتا ہے۔ آپ کی تاریخیں:
        { $rows }
calendar-entry = Qist Saathi: قسط { RUPEES($amount) }
calendar-over = Qist Saathi: ہو گئی
calendar-note = تاریخ بدل سکتی ہے۔ نئی تاریخوں کے لیے WhatsApp پر «کیلنڈر» لکھیں۔
