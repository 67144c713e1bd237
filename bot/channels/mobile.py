"""Whose telephone may be texted because it rang: a mobile number of Pakistan, and nothing else."""

import re

import phonenumbers
from phonenumbers import PhoneNumberType

PAKISTAN = "PK"
E164 = re.compile(r"\+[0-9]{8,15}")  # the library forgives letters and whatever comes after a number
MOBILE = (PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE_OR_MOBILE)


def mobile_number(caller: str) -> str:
    """The number as +E.164; "" for whoever hides it, a landline, and every number abroad.

    A call costs the caller nothing and a text costs us: to the numbers of other countries, some of which earn by
    what is sent there, nothing goes because of a call. Carriers spell a hidden number as "anonymous" or as the digits
    of that word, +266696687.
    """
    if not E164.fullmatch(caller.strip()):
        return ""
    try:
        number = phonenumbers.parse(caller.strip())
    except phonenumbers.NumberParseException:
        return ""
    theirs = phonenumbers.is_valid_number_for_region(number, PAKISTAN)
    return caller.strip() if theirs and phonenumbers.number_type(number) in MOBILE else ""
