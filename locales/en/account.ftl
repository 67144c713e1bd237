# Account messages that nobody has asked for. Neither goods nor shop.
account-late_charge = A late charge of { RUPEES($amount) } was added, once for a late instalment. It goes to charity. To pay write "pay". If it is difficult, write "difficulty". 0 a person
