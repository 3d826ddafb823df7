"""Numbers nobody can guess: 64 random bits in Crockford's alphabet, with a check character. Pure.

Thirteen characters carry the bits, the fourteenth is a Luhn check over 32 characters: each single
wrong character and almost every swap of neighbours is found before the database is asked. Read
aloud and typed as people do: case, spaces and hyphens do not matter, O is 0, I and L are 1.
Source: reliability.md §2.2, docs/algorithms/coupons.md §1.
"""

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
BITS = 64
LENGTH = 14
_DIGITS = LENGTH - 1
_MISREAD = str.maketrans({"O": "0", "I": "1", "L": "1", "-": None, " ": None})


def code_of(number: int) -> str:
    """The code of a random number of 64 bits."""
    if not 0 <= number < 2**BITS:
        raise ValueError("a code has 64 bits")
    body = "".join(ALPHABET[number >> 5 * place & 31] for place in reversed(range(_DIGITS)))
    return body + _check(body)


def read(text: str) -> str | None:
    """The code that `text` means, None where it cannot be one."""
    code = text.strip().upper().translate(_MISREAD)
    if len(code) != LENGTH or any(letter not in ALPHABET for letter in code):
        return None
    return code if _check(code[:-1]) == code[-1] else None


def grouped(code: str) -> str:
    """The code as it is printed: 4-4-4-2."""
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4))


def masked(code: str) -> str:
    """The code where it may not be read off: its end only."""
    return f"····-{code[-6:-2]}-{code[-2:]}"


def _check(body: str) -> str:
    total, factor = 0, 2
    for letter in reversed(body):
        product = factor * ALPHABET.index(letter)
        total += product // 32 + product % 32
        factor = 3 - factor
    return ALPHABET[-total % 32]
