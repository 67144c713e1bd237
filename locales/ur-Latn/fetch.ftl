fetch-told =
    { $codes }
    Dukaan saman na de to 0 likhein.
fetch-none = Kisi dukaan mein aap ka saman nahi ruka, is liye koi code nahi. Numainde ke liye 0 likhein.
