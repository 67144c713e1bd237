promise-day = Kis din dena asaan hai? { DAY($latest) } tak ka din chun lein. Jaise "juma" ya "5 December".
promise-past = Woh din guzar gaya. Aage ka kaun sa din theek hai?
promise-too_far = Zyada se zyada { DAY($latest) } tak. Us se pehle kaun sa din theek hai?
promise-kept = Shukriya. Aap ka din: { WEEKDAY($day) } { DAY($day) }. Tab tak koi yaad-dihani nahi aayegi.
