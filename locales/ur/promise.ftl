promise-day = { DAY($latest) } تک کوئی بھی دن چن لیں، جیسے «جمعہ» یا «5 دسمبر»۔ کس دن دینا آسان ہے؟
promise-past = وہ دن گزر چکا ہے۔
promise-too_far = وہ دن ذرا دور ہے، آخری دن { DAY($latest) } ہے۔
promise-kept = شکریہ۔ آپ کا دن: { WEEKDAY($day) }، { DAY($day) }۔ تب تک کوئی یاد دہانی نہیں آئے گی۔
