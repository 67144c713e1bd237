buy-overdue = ایک قسط دیر سے ہے، اس لیے نیا پلان بعد میں بن سکے گا۔ دیکھنے کے لیے «باقی رقم» لکھیں، نمائندے کے لیے 0۔
buy-no_room = حد میں ابھی { RUPEES($free) } باقی ہے؛ پلان { RUPEES($least) } سے بنتا ہے۔ قسط ادا ہونے پر جگہ بن جائے گی۔
buy-shop = دکان کا کوڈ اور سامان کی نقد قیمت لکھیں، جیسے 101 15000۔ کوڈ کاؤنٹر پر لکھا ہوتا ہے۔
buy-shop_unknown = اس کوڈ کی کوئی دکان نہیں ملی۔ کاؤنٹر سے پوچھ لیں۔
buy-price = { $shop }۔ سامان کی نقد قیمت کتنی ہے؟ جیسے 15000
buy-over_limit = یہ آپ کی باقی حد سے زیادہ ہے۔ { RUPEES($free) } تک لے سکتے ہیں۔
buy-too_small = پلان { RUPEES($least) } سے شروع ہوتا ہے۔
buy-too_large = ایک پلان زیادہ سے زیادہ { RUPEES($most) } کا ہو سکتا ہے۔
buy-plan =
    { $shop }، { RUPEES($price) }۔ کون سا پلان؟

    { $offers }
    .sms = { $shop }، { RUPEES($price) }۔ کون سا پلان؟
    .item = { RUPEES($each) } × { $count }
    .item_sms = { $count } قسطیں { RUPEES($each) }، کل { RUPEES($total) }، نفع { RUPEES($markup) }، { $rate }%
buy-offer = { $count } قسطیں، ہر قسط { RUPEES($each) }، { SHORTDAY($first) } سے { SHORTDAY($last) }: کل رقم { RUPEES($total) }، ہمارا نفع { RUPEES($markup) }، سالانہ شرح { $rate }%
# The warning is said in two languages in every written form (SECP Circular of 2023).
buy-warning =
    ذرا سوچیں: اُتنا ہی لیں جو گھر کے خرچ کے بعد واپس ہو سکے۔ زیادہ قسطیں بوجھ بن جاتی ہیں۔
    Please think: borrow only what you can pay back.
    .sms =
        ذرا سوچیں: اُتنا ہی لیں جو آرام سے واپس ہو سکے۔
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
buy-stale = نیا دن شروع ہو گیا، اس لیے تاریخیں پھر سے بنا دیتے ہیں۔
buy-teach_total = بات صاف رہے: آپ کل کتنے پیسے دیں گے؟
    .item = { RUPEES($amount) }
buy-total_again = اوپر پلان میں «کل رقم» والی سطر ایک دفعہ پھر دیکھ لیں۔
buy-teach_due = اور پہلی قسط کس تاریخ کو ہے؟
    .item = { DAY($day) }
buy-due_again = اوپر قسطوں کی پہلی سطر ایک دفعہ پھر دیکھ لیں۔
buy-explain = آئیے مل کر صاف کر لیں: ہمارا نمائندہ جلد یہاں لکھے گا۔
buy-accept = بالکل۔ کل { RUPEES($total) }، پہلی قسط { DAY($first) }۔ یہ پلان منظور ہے؟
    .accept = منظور ہے
    .accept_words = منظور, ہاں, ٹھیک
    .not_now = ابھی نہیں
    .not_now_words = نہیں, ابھی نہیں
buy-accepted =
    { $advance ->
        [yes] پلان { $loan } طے ہو گیا۔ { $shop } کو خبر ہے، سامان لے لیں۔ پہلی قسط { RUPEES($each) } آج: «قسط دینی ہے» لکھیں۔ 24 گھنٹے میں بغیر نفع چھوڑنا ہو تو «سامان واپس» لکھیں۔
       *[no] پلان { $loan } طے ہو گیا۔ { $shop } کو خبر ہے، سامان لے لیں۔ پہلی قسط { RUPEES($each) }، { DAY($first) }۔ 24 گھنٹے میں بغیر نفع چھوڑنا ہو تو «سامان واپس» لکھیں۔
    }
buy-stopped = ٹھیک ہے، کچھ طے نہیں ہوا۔ جب چاہیں «خریدنا ہے» لکھیں۔
