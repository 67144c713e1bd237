shop-sold = قسط ساتھی: پلان { $loan }{ $order ->
        [none] {""}
       *[other] {" "}(آرڈر { $order })
    } طے ہوا، { RUPEES($price) }۔ گاہک کا 6 ہندسوں کا کوڈ یہاں بھیجیں، پھر سامان دیں۔ پوری رقم ہم دیں گے۔
shop-called_off = قسط ساتھی: پلان { $loan } چھوڑ دیا گیا۔ سامان نہ دیں۔
shop-phone_changed = قسط ساتھی: یہ نمبر اب ہمارے پاس آپ کی دکان کا نہیں رہا۔ آپ نے نہ کہا ہو تو 0 لکھیں۔
shop-account_changed = قسط ساتھی: آپ کی رقم اب اکاؤنٹ { $account } میں جائے گی۔ آپ نے نہ کہا ہو تو 0 لکھیں۔
shop-menu = دکان { $name }۔ گاہک کا کوڈ بھیجیں۔ نئی بکری: نمبر اور رقم، جیسے { "\u200E" }03001234567 15000۔
    .today = آج کی بکری، پیسے
    .today_words = آج, بکری, آج کی بکری, آج کا حساب, حساب, پیسے
    .back = سامان واپس آیا
    .back_words = واپس, واپسی, سامان واپس, سامان واپس آیا ہے
    .mine = میری اپنی قسطیں
    .mine_words = میری, اپنی, میری قسطیں
shop-mine = کیا کرنا ہے؟
    .buy = خریدنا ہے
    .buy_words = خریدنا, سامان, نیا پلان, لینا
    .owe = میری باقی رقم
    .owe_words = باقی, حساب, بیلنس, کتنا دینا
    .pay = قسط دینی ہے
    .pay_words = قسط دینی, دینا, جمع, ادا
    .papers = کاغذ، ڈیٹا
    .papers_words = کاغذ, ڈیٹا
    .counter = دکان کا مینو
    .counter_words = دکان
shop-today =
    آج { $sales } بکری، { RUPEES($sold) }۔ سامان دینا باقی: { $waiting } ({ RUPEES($shelved) })۔ آپ کو ملنے ہیں: { RUPEES($due) }۔{ $some ->
        [yes] {" "}پچھلی دفعہ ملے: { RUPEES($amount) }، { SHORTDAY($day) }۔
       *[no] {""}
    }
shop-handed_over = کوڈ صحیح ہے۔ پلان { $loan }، { RUPEES($price) }: سامان دے دیں۔ رقم { DAY($day) } تک آپ کے اکاؤنٹ میں۔
shop-used = پلان { $loan } کا سامان پہلے ہی دیا جا چکا۔ { RUPEES($price) }، { DAY($day) } تک آپ کے اکاؤنٹ میں۔
shop-wrong = یہ کوڈ صحیح نہیں، ابھی سامان نہ دیں۔ گاہک کے ساتھ پھر دیکھ لیں۔ { $tries ->
        [one] ایک کوشش باقی۔
       *[other] { $tries } کوششیں باقی۔
    }
shop-locked = حفاظت کے لیے کوڈ اب بند ہیں۔ سامان نہ دیں؛ ہمارے نمائندے سے یہیں بات ہو گی۔
shop-shared = کوڈ سے پہلے پلان کا نمبر بھی لکھیں، جیسے { "\u200E" }12345678 123456۔
shop-shelved = پلان { $loan }، { RUPEES($price) }: سامان ابھی نہیں دیا گیا۔ گاہک کا کوڈ چاہیے۔
shop-gone = پلان { $loan }: سامان دیا جا چکا، { RUPEES($price) } کا گاہک کے پاس ہے۔ رقم { DAY($day) } تک۔
shop-no_such_sale = اس نمبر کی آپ کی کوئی بکری نہیں ملی۔
shop-opened = آرڈر { $order }، { RUPEES($price) }۔ گاہک ہمیں یہ لکھ کر بھیجے: { "\u200E" }Order { $order }۔ جو ہمیں جانتے ہیں انہیں میسج بھی جاتا ہے۔
shop-bounds = بکری { RUPEES($least) } سے { RUPEES($most) } تک ہو سکتی ہے۔
shop-too_many = ایک گھنٹے میں نئے آرڈر بہت ہو گئے۔ تھوڑی دیر بعد بھیجیں، یا نمائندے کے لیے 0 لکھیں۔
shop-which =
    کس بکری کا سامان واپس آیا؟ چنیں، یا پلان کا نمبر لکھیں۔
    { $rows }
    .sms = کس بکری کا سامان واپس آیا؟ چنیں، یا پلان کا نمبر لکھیں۔
    .item = { $loan }
    .item_sms = { $loan }: { RUPEES($price) }، { SHORTDAY($day) }
shop-which_row = { $loan }: { RUPEES($price) }، { SHORTDAY($day) }
shop-nothing_back = اس بکری کا سارا سامان پہلے ہی واپس آ چکا ہے۔
shop-how_much = پلان { $loan }: گاہک کے پاس { RUPEES($price) } کا سامان ہے۔ کتنا واپس آیا؟
    .all = سارا
    .all_words = سارا, سب, پورا
    .part = کچھ حصہ
    .part_words = کچھ, حصہ, آدھا
shop-part = واپس آئے سامان کی قیمت روپے میں؟ جیسے 2000
shop-too_much = گاہک کے پاس اتنے کا سامان نہیں ہے۔
shop-confirm = پلان { $loan } پر { RUPEES($amount) } کا سامان واپس آیا، آپ کو اتنے کم ملیں گے۔ صحیح ہے؟
    .yes = ہاں، صحیح ہے
    .yes_words = ہاں, صحیح, ٹھیک
    .no = نہیں
    .no_words = نہیں, غلط
shop-changed = اس پلان میں اس دوران کچھ بدل گیا ہے۔ ایک دفعہ پھر دیکھ لیں۔
shop-returned = ہو گیا۔ پلان { $loan } پر { RUPEES($amount) } واپس؛ گاہک کو بتا دیا۔
shop-kept = ٹھیک ہے، کچھ نہیں بدلا۔
shop_told-returned = دکان نے { RUPEES($amount) } کا سامان واپس لیا۔ پلان { $loan } پر اب { RUPEES($less) } کم دینے ہیں۔
shop_told-returned_credit = دکان نے { RUPEES($amount) } کا سامان واپس لیا۔ پلان { $loan } پر اب { RUPEES($less) } کم دینے ہیں، اور { RUPEES($back) } آپ کے ہیں: «پیسے واپس» لکھیں۔
enrolled-answer = قسط ساتھی: { $name } نے یہ نمبر اپنا بتایا ہے۔ کیا یہ دکان کا موبائل ہے؟
    .yes = ہاں
    .yes_words = ہاں, جی, صحیح
    .no = نہیں
    .no_words = نہیں, غلط
enrolled-proven = شکریہ، نمبر کی تصدیق ہو گئی۔ نئی بکری کی خبر یہیں آئے گی۔ سامان دینے سے پہلے گاہک کا کوڈ یہاں بھیجیں۔ مینو کے لیے 9 لکھیں۔
enrolled-denied = شکریہ، اس بارے میں اس نمبر پر پھر نہیں لکھیں گے۔
enrolled-past = یہ سوال اب ختم ہو چکا۔ نمائندے کے لیے 0 لکھیں۔
order-answer = قسط ساتھی: آپ کے لیے { RUPEES($price) } کا آرڈر بنا ہے، نمبر { $order }۔
    .look = پلان دیکھیں
    .look_words = دیکھیں, دیکھنا, پلان, ہاں
    .decline = نہیں چاہیے
    .decline_words = نہیں, نہیں چاہیے
order-declined = ٹھیک ہے، آرڈر ختم کر دیا۔
