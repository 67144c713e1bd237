receipt-paid = ✅ { RUPEES($amount) } مل گئے۔ حوالہ نمبر { $reference }۔ شکریہ۔
    .sms = رسید: { RUPEES($amount) } مل گئے، حوالہ { $reference }۔ شکریہ۔
receipt-closed = پلان { $loan } پورا ادا ہو گیا۔ آپ کے بھروسے کا شکریہ۔
receipt-paid_back = آپ کے { RUPEES($amount) } آپ کو واپس بھیج دیے گئے ہیں۔ ٹرانسفر نمبر { $reference }۔
