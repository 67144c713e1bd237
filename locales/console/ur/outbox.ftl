# Messages that wait or did not arrive. Why and what to do stand in why.ftl.
outbox-title = میسج جو رکے ہیں یا نہیں پہنچے
outbox-hint = میسج صرف ایک بار دوبارہ جاتا ہے، پہلے دیکھا جاتا ہے کہ پہنچا تو نہیں؛ STOP کے بعد یا وقت کے باہر کبھی نہیں۔
outbox-now = ابھی کا حال
outbox-waiting = انتظار میں
outbox-oldest = سب سے پرانا
outbox-retrying = دوبارہ کوشش
outbox-today = آج نہیں پہنچے
outbox-lost = کل نہیں پہنچے
outbox-state = حال
outbox-channel = ذریعہ
outbox-why = وجہ
outbox-all = سب
outbox-show = دکھائیں
outbox-clear = سب دکھائیں
outbox-none = سب میسج پہنچ گئے۔
outbox-none-hint = جو میسج رکے یا نہ پہنچے، وہ وجہ کے ساتھ یہاں آتا ہے۔
outbox-none-narrowed = ایسا کوئی میسج نہیں۔
outbox-pages = صفحے
outbox-newest = تازہ ترین پر
outbox-older = اس سے پرانے
outbox-first = پہل ہم نے کی
outbox-agent = نمائندے نے لکھا
outbox-attempts = { $count ->
    [0] ابھی کوشش نہیں ہوئی
   *[other] { $count } بار کوشش
 }
outbox-next = اگلی کوشش { $at }
outbox-put-back = دوبارہ بھیجا { $at }
outbox-conversation = بات چیت
outbox-doubtful = دیکھ لیا: گاہک کو نہیں ملا
outbox-retry = دوبارہ بھیجیں

outbox-is-waiting = انتظار میں
outbox-is-retrying = دوبارہ کوشش
outbox-is-dead = کوشش ختم
outbox-is-failed = نہیں جا سکا
outbox-is-undelivered = نہیں پہنچا
outbox-is-canceled = منسوخ
outbox-is-suppressed = روکا گیا

outbox-said-queued = میسج پھر بھیجا جا رہا ہے۔
outbox-said-unknown = ایسا کوئی میسج نہیں۔
outbox-said-not-dead = میسج انتظار میں ہے، راستے میں ہے، یا پہنچ چکا۔
outbox-said-retried = ایک بار پہلے دوبارہ بھیجا جا چکا ہے۔
outbox-said-replaced = اس کی جگہ دوسرا میسج جا چکا ہے۔
outbox-said-erased = گاہک کا ڈیٹا مٹایا جا چکا ہے۔
outbox-said-opted-out = گاہک نے STOP لکھا ہے۔
outbox-said-overtaken = اس سوال کے بعد بات آگے بڑھ چکی ہے۔
outbox-said-may-have-left = شاید جا چکا ہو۔ پہلے دیکھیں کہ گاہک کو ملا یا نہیں۔
outbox-said-too-late = وقت ختم ہو گیا؛ اگلی یاد دہانی خود جائے گی۔
outbox-said-closed-hours = اس وقت ہم پہل نہیں کر سکتے۔
outbox-said-held = بات چیت نمائندے کے پاس ہے۔
outbox-said-frequency = گاہک کو ہماری طرف سے کافی میسج جا چکے ہیں۔
outbox-said-no-longer-due = جس کی یاد دہانی تھی وہ ادا، طے، آگے یا رکی ہوئی ہے۔
