team-title = ساتھی
team-new = نیا ساتھی
team-name = نام، جو ساتھی اور گاہک دیکھیں
team-username = لاگ اِن کا نام
team-username-hint = 2 سے 30 چھوٹے انگریزی حروف اور ہندسے، جیسے nadia.k
team-role = کام
team-add = شامل کریں
team-first = پہلا پاس ورڈ:
team-first-hint = یہ صرف ابھی نظر آ رہا ہے۔ خود بتائیں، اور کہیں کہ "میرا اکاؤنٹ" میں بدل لیں۔
team-has-left = اجازت نہیں
team-you = آپ
team-second-step = کوڈ
team-last = آخری بار { $ago }
team-never = ابھی تک نہیں آئے
team-change-role = کام بدلیں
team-reset-password = نیا پہلا پاس ورڈ
team-reset-totp = کوڈ بند کریں
team-turn-off = اجازت ختم کریں
team-turn-on = پھر اجازت دیں
team-holds = { $many ->
    [0] ابھی ان کے پاس کوئی بات چیت نہیں۔
   *[other] ان کے پاس { $many } بات چیت ہے۔ اجازت ختم ہونے پر قطار میں واپس جائے گی۔
 }
team-own-hint = آپ کا کام اور اجازت کوئی دوسرا منتظم بدل سکتا ہے۔ پاس ورڈ اور کوڈ:
team-incomplete = شامل نہیں ہوا: نام اور کام دونوں چاہییں۔
team-bad-username = شامل نہیں ہوا: نام 2 سے 30 چھوٹے انگریزی حروف، ہندسے، نقطے یا ڈیش ہو، پہلا حرف انگریزی۔
team-taken = شامل نہیں ہوا: یہ نام کسی اور کا ہے۔
team-role-changed = کام بدل گیا۔ انہیں دوبارہ اندر آنا ہوگا۔
team-off = اجازت ختم ہو گئی۔ ان کی بات چیت قطار میں ہے۔
team-on = انہیں پھر اجازت مل گئی۔
team-totp-reset = کوڈ بند ہو گیا۔ وہ دوبارہ لگا سکتے ہیں۔
team-own = نہیں بدلا: یہاں کوئی خود کو نہیں بدل سکتا۔
team-last-one = نہیں بدلا: کم سے کم ایک منتظم ہونا ضروری ہے۔
team-nothing = پہلے سے ایسا ہی تھا۔
