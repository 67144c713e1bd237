# نگران کی رپورٹ
reports-now = اس وقت
reports-span = دن
reports-agent = نمائندہ
reports-everybody = سب
reports-show = دکھائیں
reports-days-of = { $days ->
    [one] آج
   *[other] پچھلے { $days } دن
 }
reports-over = { $first } سے { $last } تک
reports-hint = وقت صرف کام کے گھنٹوں کا ہے: رات اور خودکار اسسٹنٹ کا وقت کسی کے کھاتے میں نہیں۔ جس انتظار میں جواب کی ضرورت نہ رہی وہ نہیں گنا۔
reports-money = یاد دہانی اور باقی رقم
reports-book-comes = سارے پلانوں کا حساب جوڑا جا رہا ہے۔
reports-table = پورے اعداد
reports-csv = فائل لیں (CSV)
reports-open = بات چیت

reports-tile-queued = قطار میں منتظر
reports-tile-waiting = کل منتظر گاہک
reports-tile-longest = سب سے لمبا انتظار
reports-tile-late = ان میں تاخیر

reports-load = کس کے پاس کتنا کام ہے
reports-load-says = { $agents ->
    [one] اس وقت ایک نمائندے کے پاس بات چیت ہے۔
   *[other] اس وقت { $agents } نمائندوں کے پاس بات چیت ہے۔
 }
reports-load-none = اس وقت کسی کے پاس بات چیت نہیں۔
reports-kept = وقت پر جواب
reports-kept-says = { $first_of } میں سے { $first } پہلے جواب وقت پر گئے، اور بعد کے { $next_of } میں سے { $next }۔
reports-kept-none = ان دنوں کوئی جواب دینا نہیں تھا۔
reports-speed = جواب کتنی دیر میں
reports-speed-says = آدھے گاہکوں کو پہلا جواب { $half } میں ملا، دس میں سے نو کو { $most } میں۔ بعد کے جواب: { $next_half } اور { $next_most }۔
reports-speed-none = ان دنوں کسی کو جواب نہیں گیا۔
reports-came-none = ان دنوں کوئی بات چیت نمائندوں تک نہیں آئی۔
reports-hours = لوگوں کو ہماری ضرورت کب پڑتی ہے
reports-hours-says = سب سے زیادہ کام { $start } سے { $end } تک ہے: { $count } بات چیت اس گھنٹے میں آئیں۔
reports-days = روز بہ روز
reports-days-says = کل { $whole } بات چیت نمائندوں تک پہنچیں، سب سے زیادہ { $day } کو: { $count }۔
reports-reasons = لوگوں کو ہماری ضرورت کیوں پڑتی ہے
reports-reasons-says = سب سے عام وجہ ”{ $reason }“ ہے: { $whole } میں سے { $count }۔
reports-scores = مدد کیسی رہی
reports-scores-says = اوسط 5 میں سے { $mean }۔ جن { $asked } سے پوچھا ان میں سے { $answered } نے جواب دیا۔
reports-scores-none = ان دنوں کسی نے نہیں بتایا کہ مدد کیسی رہی ({ $asked } سے پوچھا)۔
reports-agent-scores = مدد کیسی رہی، نمائندوں کے حساب سے
reports-agent-scores-says = بیس سے کم جواب کسی کے بارے میں کم ہی بتاتے ہیں: موازنے سے پہلے دیکھیں کہ جواب کتنے ہیں۔
reports-agents = ہر نمائندے کا کام
reports-agents-says = { $taken } بات چیت لی گئیں، { $replies } جواب لکھے گئے، { $returned } رہ جانے کی وجہ سے قطار میں واپس گئیں۔
reports-agents-none = ان دنوں کسی نے کام نہیں کیا۔
reports-overrides = لہجے کی تنبیہ کے باوجود
reports-overrides-says = { $whole ->
    [one] ایک جواب تنبیہ کے باوجود بھیجا گیا۔ اسے پڑھ لیں۔
   *[other] { $whole } جواب تنبیہ کے باوجود بھیجے گئے۔ انہیں پڑھ لیں۔
 }
reports-overrides-none = کوئی جواب تنبیہ کے باوجود نہیں بھیجا گیا۔
reports-reminders = یاد دہانی کے بعد کیا ہوا
reports-reminders-says = { $sent } یاد دہانیاں گئیں؛ { $paid } کے بعد تین دن کے اندر ادائیگی آئی۔
reports-reminders-none = ان دنوں کوئی یاد دہانی نہیں گئی۔
reports-skipped = جو یاد دہانیاں نہیں گئیں
reports-skipped-says = { $whole ->
    [one] ایک یاد دہانی اس وجہ سے نہیں گئی۔
   *[other] { $whole } یاد دہانیاں ان وجوہات سے نہیں گئیں۔
 }
reports-skipped-none = کوئی یاد دہانی نہیں روکی گئی۔
reports-buckets = باقی رقم، تاخیر کے دنوں سے
reports-buckets-says = { $outstanding } میں سے { $late } ایسے پلانوں کی ہے جن کی قسط میں تاخیر ہے۔
reports-risk = خطرے میں رقم
reports-risk-says = کل باقی رقم کا { $share } ایسے پلانوں میں ہے جو 30 دن سے زیادہ تاخیر میں ہیں۔
reports-book-none = آج کسی کے ذمے کچھ باقی نہیں۔
reports-later-than = { $days } دن سے زیادہ

reports-kind-first = پہلا جواب
reports-kind-next = بعد کے جواب
reports-reminder-before-3 = 3 دن پہلے
reports-reminder-on-day = اسی دن
reports-reminder-after-1 = 1 دن بعد
reports-reminder-after-3 = 3 دن بعد
reports-reminder-after-7 = 7 دن بعد
reports-reminder-promised = چنے ہوئے دن
reports-reminder-broken = چنے ہوئے دن کے بعد
reports-bucket-current = تاخیر نہیں
reports-bucket-1-3 = 1–3 دن
reports-bucket-4-30 = 4–30 دن
reports-bucket-31-60 = 31–60 دن
reports-bucket-61-90 = 61–90 دن
reports-bucket-over-90 = 90 دن سے زیادہ

reports-col-agent = نمائندہ
reports-col-held = پاس ہیں
reports-col-in-time-now = وقت پر
reports-col-snoozed = بعد کے لیے
reports-col-late-now = تاخیر
reports-col-kind = جواب
reports-col-in-time = وقت پر
reports-col-late = تاخیر سے
reports-col-open-late = تاخیر، ابھی منتظر
reports-col-unneeded = ضرورت نہ رہی
reports-col-kept = وقت پر، حصہ
reports-col-median = آدھے اتنے میں
reports-col-nine-in-ten = دس میں سے نو اتنے میں
reports-col-reason = وجہ
reports-col-conversations = بات چیت
reports-col-share = حصہ
reports-col-hour = گھنٹہ
reports-col-day = دن
reports-col-score = نمبر
reports-col-answers = جواب
reports-col-mean = اوسط نمبر
reports-col-asked = جن سے پوچھا
reports-col-taken = لی گئیں
reports-col-replies = جواب لکھے
reports-col-first-median = پہلا، آدھے اتنے میں
reports-col-next-median = بعد کے، آدھے اتنے میں
reports-col-first-kept = پہلا، وقت پر
reports-col-next-kept = بعد کے، وقت پر
reports-col-returned = رہ گئیں
reports-col-insisted = تنبیہ کے باوجود
reports-col-at = کب
reports-col-words = الفاظ
reports-col-conversation = کہاں
reports-col-reminder = یاد دہانی
reports-col-sent = گئیں
reports-col-paid = 3 دن میں ادائیگی
reports-col-unpaid = تب تک ادائیگی نہیں
reports-col-open = ابھی وقت باقی ہے
reports-col-why = وجہ
reports-col-reminders = یاد دہانیاں
reports-col-bucket = تاخیر کے دن
reports-col-outstanding = باقی رقم
reports-col-later-than = تاخیر
reports-col-at-risk = باقی رقم

skipped-paid = قسط ادا ہو چکی تھی
skipped-prepaid = پہلے ہی ادا کر دی
skipped-opted_out = میسج بند کروائے
skipped-hardship = مشکل میں ہیں
skipped-disputed = رقم پر اختلاف
skipped-return_open = واپسی جاری
skipped-promised = دن چن رکھا ہے
skipped-claimed = کہتے ہیں ادا ہو گئی
skipped-held_by_agent = نمائندے سے بات جاری
skipped-locked = پن بند
skipped-number_moved = نمبر اب ان کا نہیں
skipped-date_moved = تاریخ بدل گئی
skipped-stale = وقت گزر چکا تھا
skipped-said = اسی دن ایک اور یاد دہانی جا چکی تھی
skipped-closed_hours = رابطے کا وقت ختم ہو گیا تھا
skipped-too_late = وقت گزر چکا تھا
