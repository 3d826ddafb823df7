"""Member and card numbers: how a serial number is written. Pure."""

CARD_PREFIX = "8801"


def member_number(serial: int) -> str:
    """123 → M00000123."""
    return f"M{serial:08}"


def serial_of(number: str) -> int:
    """M00000123 → 123."""
    return int(number.removeprefix("M"))


def card_number(serial: int) -> str:
    """A card's number of 12 places: our prefix, the serial, and a check digit that catches a slip."""
    body = f"{CARD_PREFIX}{serial:07}"
    return body + check_digit(body)


def check_digit(body: str) -> str:
    """The Luhn digit for `body`."""
    total = 0
    for place, digit in enumerate(reversed(body)):
        doubled = int(digit) * (2 if place % 2 == 0 else 1)
        total += doubled - 9 if doubled > 9 else doubled
    return str(-total % 10)


def shown_card(number: str) -> str:
    """880102345566 → 8801 0234 5566."""
    if len(number) != 12 or not number.isdigit():
        return number
    return f"{number[:4]} {number[4:8]} {number[8:]}"
