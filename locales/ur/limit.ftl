limit-held = آپ کی حد { RUPEES($limit) } ہے، اس میں سے ابھی { RUPEES($free) } باقی ہے۔ خریدنے کے لیے «خریدنا ہے» لکھیں۔
