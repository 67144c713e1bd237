kfs-statement =
    پلان کا خلاصہ، نمبر { $loan }
    دکان: { $shop }
    نقد قیمت { RUPEES($price) }
    ہمارا نفع { RUPEES($markup) }
    کل رقم { RUPEES($total) }
    سالانہ شرح { $rate } فیصد، { $days } دن
    { $rows }
    تاخیر کی رقم: { RUPEES($late) }، ہر قسط پر ایک ہی دفعہ، { $grace } دن کی تاخیر کے بعد، خیرات میں۔
    اور کوئی فیس نہیں۔ پہلے ادا کریں تو باقی وقت کا نفع معاف۔ مشکل ہو تو ایک دفعہ مفت مہلت۔ { $hours } گھنٹے میں صرف نقد قیمت دے کر پلان چھوڑا جا سکتا ہے۔
    .sms =
        پلان { $loan }، { $shop }
        نقد قیمت { RUPEES($price) }
        ہمارا نفع { RUPEES($markup) }
        کل رقم { RUPEES($total) }
        سالانہ { $rate }%، { $days } دن
        { $rows }
        تاخیر: { RUPEES($late) } ہر قسط ایک دفعہ، { $grace } دن بعد (خیرات)۔ اور فیس نہیں۔ پہلے دیں تو باقی نفع معاف۔ ایک مہلت مفت۔ { $hours } گھنٹے میں نقد قیمت پر واپسی۔
kfs-row = قسط { $number }: { DATE($due) }، { RUPEES($amount) }
    .sms = { $number }) { SHORTDAY($due) }، { RUPEES($amount) }
