login-title = مدد کی میز
login-name = نام
login-password = پاس ورڈ
login-now = اندر آئیں
login-other = English
