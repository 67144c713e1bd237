labels-title = جو سمجھ نہ آیا
labels-hint = ہر میسج کا مطلب بتائیں۔ شناختی کارڈ اور فون نمبر چھپے ہیں؛ جس میسج میں کسی کا نام ہو اسے چھوڑ دیں۔
labels-export = بتائے ہوئے مطلب کی فائل لیں
labels-means = مطلب
labels-choose = مطلب …
labels-label = بتائیں
labels-none = سب سمجھ آ گیا، یا بتا دیا گیا ہے۔
labels-not = نہیں ہوا: مطلب چنیں۔
