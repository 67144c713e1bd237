"""The books: double entry, append-only, every posting bound to all before it by a chain of hashes.

This is the one door to them; what stands behind it: accounts.py (the chart), posting.py (entries and the
chain), booking.py, charges.py, concessions.py, clearing.py and settlement.py (events become postings), replay.py (a
payment bounces), balances.py (what it comes to), audit.py (what must be true).
"""

from bot.lending.accounts import BANK, Account, cash, is_cash, nature, stands
from bot.lending.allocation import Outstanding, Portion, allocate
from bot.lending.audit import Broken, LoanBooks, Problem, Stored, check, check_chain, check_loan
from bot.lending.balances import InstallmentBalance, LoanBalance, balance
from bot.lending.booking import (
    accept,
    charity_paid,
    discount_received,
    earn,
    merchant_paid,
    pay_out,
    place,
    receive,
    request_payout,
    suspend,
    use_credit,
)
from bot.lending.charges import late_charge, waive_undue
from bot.lending.clearing import (
    fee_kept,
    net_chargeback,
    net_discount,
    net_return,
    net_share,
    set_against,
    take_from,
    to_bank,
)
from bot.lending.concessions import cancel_cooling_off, rebate, refund, waive_late_charges, write_off
from bot.lending.earning import SettlementQuote, newly_earned, settlement_quote
from bot.lending.posting import GENESIS, Entry, Posting, chain, placing_of, reversal_of, reverse
from bot.lending.replay import live, reverse_payment
from bot.lending.settlement import forgive, settle

__all__ = [
    "BANK",
    "GENESIS",
    "Account",
    "Broken",
    "Entry",
    "InstallmentBalance",
    "LoanBalance",
    "LoanBooks",
    "Outstanding",
    "Portion",
    "Posting",
    "Problem",
    "SettlementQuote",
    "Stored",
    "accept",
    "allocate",
    "balance",
    "cancel_cooling_off",
    "cash",
    "chain",
    "charity_paid",
    "check",
    "check_chain",
    "check_loan",
    "discount_received",
    "earn",
    "fee_kept",
    "forgive",
    "is_cash",
    "late_charge",
    "live",
    "merchant_paid",
    "nature",
    "net_chargeback",
    "net_discount",
    "net_return",
    "net_share",
    "newly_earned",
    "pay_out",
    "place",
    "placing_of",
    "rebate",
    "receive",
    "refund",
    "request_payout",
    "reversal_of",
    "reverse",
    "reverse_payment",
    "set_against",
    "settle",
    "settlement_quote",
    "stands",
    "suspend",
    "take_from",
    "to_bank",
    "use_credit",
    "waive_late_charges",
    "waive_undue",
    "write_off",
]
