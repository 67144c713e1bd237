buy-overdue = ایک قسط میں تاخیر ہو گئی ہے، نیا پلان اُس کی ادائیگی کے بعد بنے گا۔ دیکھنے کے لیے «باقی رقم» لکھیں، نمائندے کے لیے 0۔
buy-no_room = حد میں ابھی { RUPEES($free) } کی گنجائش ہے؛ پلان { RUPEES($least) } سے شروع ہوتا ہے۔ قسط ادا ہونے پر گنجائش بڑھ جائے گی۔ نمائندے کے لیے 0 لکھیں۔
buy-shop = کوڈ دکان کے کاؤنٹر پر لکھا ہوتا ہے۔ کوڈ اور سامان کی نقد قیمت لکھیں، جیسے { "\u200E" }101 15000۔
buy-shop_unknown = اس کوڈ کی کوئی دکان نہیں ملی۔ کاؤنٹر پر پوچھ لیں۔
buy-price = دکان { $shop }۔ سامان کی نقد قیمت کتنی ہے؟ جیسے 15000
buy-over_limit = حد میں اتنی گنجائش نہیں۔ ابھی { RUPEES($free) } تک کا سامان مل سکتا ہے۔
buy-too_small = پلان { RUPEES($least) } سے شروع ہوتا ہے۔
buy-too_large = ایک پلان زیادہ سے زیادہ { RUPEES($most) } کا ہو سکتا ہے۔
buy-plan =
    دکان { $shop }، { RUPEES($price) }۔ کون سا پلان؟

    { $offers }
    .sms = دکان { $shop }، { RUPEES($price) }۔ کون سا پلان؟
    .item = { RUPEES($each) } × { $count }
    .item_sms = { $count } قسطیں { RUPEES($each) }، { SHORTDAY($first) } سے { SHORTDAY($last) }۔ کل { RUPEES($total) }، نفع { RUPEES($markup) }، سالانہ { $rate }%
buy-offer = { $count } قسطیں، ہر قسط { RUPEES($each) }، { SHORTDAY($first) } سے { SHORTDAY($last) }: کل رقم { RUPEES($total) }، ہمارا نفع { RUPEES($markup) }، سالانہ شرح { $rate } فیصد
# The warning is said in two languages in every written form (SECP Circular of 2023).
buy-warning =
    ذرا سوچیں: اتنا ہی لیں جتنا گھر کے خرچ کے بعد واپس ہو سکے۔ زیادہ قسطیں بوجھ بن جاتی ہیں۔
    Please think: borrow only what you can pay back.
    .sms =
        ذرا سوچیں: اتنا ہی لیں جتنا آرام سے واپس ہو سکے۔
        Borrow only what you can pay back.
    .understood = سمجھ لیا
    .understood_words = سمجھ گیا, سمجھ گئی, ٹھیک, ہاں
    .stop = یہیں رہنے دیں
    .stop_words = نہیں, رہنے دیں
buy-calculator =
    نقد قیمت { RUPEES($price) } + ہمارا نفع { RUPEES($markup) } = کل رقم { RUPEES($total) }۔
    اگلے مہینے آپ کے { RUPEES($income) } میں سے { RUPEES($month) } قسطوں میں جائیں گے (دوسری قسطیں ملا کر)۔
    .go_on = آگے چلیں
    .go_on_words = آگے, چلو, ہاں
    .other_plan = دوسرا پلان
    .other_plan_words = دوسرا, کوئی اور
buy-stale = دن بدل گیا ہے، اس لیے قسطوں کی تاریخیں بھی بدل گئی ہیں۔
buy-teach_total = بات صاف رہے: کل کتنے پیسے دینے ہیں؟
    .item = { RUPEES($amount) }
buy-total_again = اوپر پلان میں «کل رقم» والی لائن ایک دفعہ پھر دیکھ لیں۔
buy-teach_due = اور پہلی قسط کس تاریخ کو ہے؟
    .item = { DAY($day) }
buy-due_again = اوپر قسطوں کی پہلی لائن ایک دفعہ پھر دیکھ لیں۔
buy-explain = آئیے مل کر سمجھ لیتے ہیں: ہمارے نمائندے سے جلد یہیں بات ہو گی۔
buy-accept = بالکل۔ کل { RUPEES($total) }، پہلی قسط { DAY($first) }۔ یہ پلان منظور ہے؟
    .accept = منظور ہے
    .accept_words = منظور, ہاں, ٹھیک
    .not_now = ابھی نہیں
    .not_now_words = نہیں, ابھی نہیں
buy-accepted =
    { $advance ->
        [yes] پلان { $loan } طے ہو گیا۔ کوڈ { $code }: سامان لیتے وقت دکان میں دکھائیں۔ پہلی قسط { RUPEES($each) } آج: «قسط دینی ہے» لکھیں۔ 24 گھنٹے میں چھوڑنا ہو تو «سامان واپس» لکھیں۔
       *[no] پلان { $loan } طے ہو گیا۔ کوڈ { $code }: سامان لیتے وقت دکان میں دکھائیں۔ پہلی قسط { RUPEES($each) }، { DAY($first) } کو۔ 24 گھنٹے میں چھوڑنا ہو تو «سامان واپس» لکھیں۔
    }
buy-stopped = ٹھیک ہے، کچھ طے نہیں ہوا۔ جب چاہیں «خریدنا ہے» لکھیں۔
buy-own_shop = اپنی ہی دکان سے پلان نہیں بنتا۔ نمائندے کے لیے 0 لکھیں۔
buy-order_unknown = اس نمبر کا کوئی آرڈر نہیں ملا۔ نمبر ایک دفعہ پھر دیکھ لیں۔
buy-order_expired = اس آرڈر کا وقت ختم ہو گیا۔ دکان نیا بنا سکتی ہے۔
buy-order_cancelled = یہ آرڈر ختم کر دیا گیا تھا۔ دکان نیا بنا سکتی ہے۔
buy-order_taken = اس آرڈر پر پلان بن چکا ہے۔
buy-order_foreign = یہ آرڈر کسی اور موبائل نمبر کے لیے بنا ہے۔ دکان سے اپنے نمبر کا بنوا لیں۔
buy-order_too_much = یہ آرڈر { RUPEES($price) } کا ہے؛ حد میں ابھی { RUPEES($free) } کی گنجائش ہے۔ دکان چھوٹا آرڈر بنا سکتی ہے۔ نمائندے کے لیے 0 لکھیں۔
buy-order_gone = یہ آرڈر اب نہیں رہا، اس لیے کچھ طے نہیں ہوا۔ دکان نیا بنا سکتی ہے۔
