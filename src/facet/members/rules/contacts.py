"""Telephone numbers, e-mails and ID numbers: one form each, and a masked one. Pure."""

import re

import phonenumbers

from facet.kernel.errors import Invalid, gettext_noop

HOME = "CN"
_NOT_A_PHONE = gettext_noop("This is not a telephone number. Write 11 digits, or + and the country code.")
_MOBILE = re.compile(r"1[3-9]\d{9}")
_EMAIL = re.compile(r"[^@\s,;<>]+@[^@\s,;<>]+\.[^@\s,;<>.]{2,}")
_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def normal_phone(text: str) -> str:
    """`text` in E.164 (+8613800135678); numbers without a country code are Chinese.

    Raises: Invalid.
    """
    try:
        number = phonenumbers.parse(text, HOME)
    except phonenumbers.NumberParseException:
        raise Invalid(field="phone", reason=_NOT_A_PHONE) from None
    written = str(number.national_number)
    if number.country_code == 86:
        mobile = len(written) == 11 and written.startswith("1")
        possible = bool(_MOBILE.fullmatch(written)) if mobile else 9 <= len(written) <= 11
    else:
        possible = phonenumbers.is_possible_number(number)
    if not possible or number.extension:
        raise Invalid(field="phone", reason=_NOT_A_PHONE)
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def national_digits(phone: str) -> str:
    """The digits people dial at home, from E.164: +8613800135678 → 13800135678."""
    number = phonenumbers.parse(phone, None)
    return phonenumbers.national_significant_number(number)


def shown_phone(phone: str) -> str:
    """An E.164 number as it is read out: 138 0013 5678 at home, +852 9123 4567 abroad."""
    if not phone:
        return ""
    digits = national_digits(phone)
    if phone.startswith("+86") and len(digits) == 11:
        return f"{digits[:3]} {digits[3:7]} {digits[7:]}"
    number = phonenumbers.parse(phone, None)
    style = (
        phonenumbers.PhoneNumberFormat.NATIONAL
        if phone.startswith("+86")
        else phonenumbers.PhoneNumberFormat.INTERNATIONAL
    )
    return phonenumbers.format_number(number, style)


def masked_phone(phone: str) -> str:
    """An E.164 number with its middle hidden: 138****5678, +852****4567."""
    if not phone:
        return ""
    digits = national_digits(phone)
    if phone.startswith("+86"):
        head = digits[:3] if len(digits) == 11 else ""
        return f"{head}****{digits[-4:]}"
    return f"{phone[: len(phone) - len(digits)]}****{digits[-4:]}"


def spaced(masked_number: str) -> str:
    """A masked number in groups, as it is read: 138****5678 → 138 **** 5678."""
    head, stars, tail = masked_number.partition("****")
    return " ".join(part for part in (head, stars, tail) if part)


def normal_email(text: str) -> str:
    """`text` trimmed, its domain in lower case. Raises: Invalid."""
    address = text.strip()
    if not _EMAIL.fullmatch(address):
        raise Invalid(field="email", reason=gettext_noop("This is not an e-mail address."))
    local, domain = address.rsplit("@", 1)
    return f"{local}@{domain.lower()}"


def normal_id_number(text: str) -> str:
    """A resident ID number of 18 places with its check digit, or another document's number as it is.

    Raises: Invalid, when it looks like a resident ID and its check digit is wrong. Source: GB 11643.
    """
    number = text.strip().upper()
    if not re.fullmatch(r"\d{17}[\dX]", number):
        return number
    remainder = sum(weight * int(digit) for weight, digit in zip(_ID_WEIGHTS, number, strict=False)) % 11
    if "10X98765432"[remainder] != number[-1]:
        raise Invalid(
            field="id_number", reason=gettext_noop("The last place does not fit the others; check for a slip.")
        )
    return number


def masked(text: str, *, head: int = 1, tail: int = 1) -> str:
    """`text` with all but its ends hidden; short texts are hidden whole: 3***************X."""
    if not text:
        return ""
    if len(text) <= head + tail + 1:
        return "***"
    return f"{text[:head]}***{text[-tail:]}"


def masked_email(email: str) -> str:
    """An address with its owner hidden: c***@example.com."""
    local, _, domain = email.rpartition("@")
    return f"{local[:1]}***@{domain}" if domain else masked(email)
