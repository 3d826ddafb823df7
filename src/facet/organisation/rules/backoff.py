"""How long a wrong password makes one wait. Pure.

The wait grows after some free tries and never exceeds five minutes, so that a stranger who knows
a user name can slow its owner down but never lock them, or a shop's tills, out.
Source: reliability.md row 37.
"""

from dataclasses import dataclass

FREE_TRIES = 5  # per account
FREE_TRIES_OF_AN_ADDRESS = 10  # a shop's tills may share one address
LONGEST_WAIT = 300  # seconds
FORGOTTEN_AFTER = 3_600  # seconds without a wrong try


@dataclass(frozen=True, slots=True)
class Tries:
    """Wrong tries so far and the moment of the last one, in whole seconds since 1970."""

    count: int = 0
    last: int = 0

    def one_more(self, now: int) -> "Tries":
        """These and a wrong try at `now`; old ones are forgotten."""
        return Tries(1 if now - self.last > FORGOTTEN_AFTER else self.count + 1, now)


def wait_after(wrong_tries: int, *, free: int = FREE_TRIES) -> int:
    """Seconds to wait after so many wrong tries: 0 while they are free, then 1, 2, 4 … 300."""
    beyond = wrong_tries - free
    if beyond < 0:
        return 0
    return LONGEST_WAIT if beyond > 8 else min(LONGEST_WAIT, 1 << beyond)


def still_to_wait(tries: Tries, *, now: int, free: int = FREE_TRIES) -> int:
    """Seconds left before the next try counts."""
    return max(0, tries.last + wait_after(tries.count, free=free) - now)
