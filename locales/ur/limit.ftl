limit-held = آپ کی حد { RUPEES($limit) } ہے، اس میں ابھی { RUPEES($free) } کی گنجائش ہے۔
    { $why }
    کچھ لینا ہو تو «خریدنا ہے» لکھیں۔
