frame-skip = سیدھا صفحے پر
frame-nav = حصے
frame-sound = نئے میسج کی آواز
frame-keys = کی بورڈ
frame-log-out = لاگ آؤٹ
nav-inbox = میسج
nav-cases = معاملات
nav-approvals = منظوری
nav-canned = تیار جواب
nav-labels = جو سمجھ نہ آیا
nav-reports = رپورٹ
nav-outbox = رکے میسج
nav-shops = دکانیں
nav-audit = ریکارڈ
nav-team = ساتھی

keys-title = کی بورڈ
keys-move = اگلی اور پچھلی بات چیت
keys-open = کھولیں
keys-take = اپنے پاس لیں
keys-reply = گاہک کو لکھیں
keys-note = نجی نوٹ لکھیں
keys-back = واپس کریں
keys-search = تلاش
keys-inbox = میسج کی فہرست
keys-help = یہ فہرست
keys-leave = خانے سے نکلیں، بند کریں
keys-close = بند کریں

span-moment = ایک منٹ سے کم
span-minutes = { $minutes } منٹ
span-hours = { $minutes ->
    [0] { $hours } گھنٹے
   *[other] { $hours } گھنٹے { $minutes } منٹ
 }
span-days = { $days } دن
span-now = ابھی
span-ago = { $span } پہلے

role-agent = نمائندہ
role-supervisor = نگران
role-administrator = منتظم

login-wrong = یہ نام اور پاس ورڈ ایک ساتھ نہیں ملتے۔
