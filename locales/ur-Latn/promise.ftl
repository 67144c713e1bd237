promise-day = { DAY($latest) } tak koi bhi din chun lein, jaise "juma" ya "5 December". Kis din dena asaan hai?
promise-past = Woh din guzar chuka hai.
promise-too_far = Woh din zara door hai, aakhri din { DAY($latest) } hai.
promise-kept = Shukriya. Aap ka din: { WEEKDAY($day) }, { DAY($day) }. Tab tak koi yaad-dihani nahi aayegi.
promise-people = Aayein mil kar asaan rasta dhoondte hain. Hamara numainda yahin aap se baat karega.
