"""Wrong tries to sign in, counted in the cache that all processes share, before any hashing."""

import hashlib
from collections.abc import Iterable
from datetime import datetime

from django.core.cache import cache

from facet.organisation.errors import SignInTooSoon
from facet.organisation.rules.backoff import (
    FORGOTTEN_AFTER,
    FREE_TRIES,
    FREE_TRIES_OF_AN_ADDRESS,
    LONGEST_WAIT,
    Tries,
    still_to_wait,
)


def check(*, username: str, address: str, at: datetime) -> None:
    """Refuse a try that comes too soon. It is not counted, so the wait ends. Raises: SignInTooSoon."""
    if seconds := wait(username=username, address=address, at=at):
        raise SignInTooSoon(seconds=seconds)


def wait(*, username: str, address: str, at: datetime) -> int:
    """Seconds until the next try of this account from this address counts."""
    now = int(at.timestamp())
    of_account = still_to_wait(_tries(_account(username)), now=now, free=FREE_TRIES)
    of_address = still_to_wait(_tries(_address(address)), now=now, free=FREE_TRIES_OF_AN_ADDRESS)
    return max(of_account, of_address)


def hammered(usernames: Iterable[str], *, at: datetime) -> list[str]:
    """Those of `usernames` that were tried wrongly more often within the hour than is free (1 look-up)."""
    keys = {_account(name): name for name in usernames}
    now = int(at.timestamp())
    known = {keys[key]: Tries(*kept) for key, kept in cache.get_many(keys).items()}
    return sorted(
        name for name, tries in known.items() if tries.count >= FREE_TRIES and now - tries.last <= FORGOTTEN_AFTER
    )


def count(*, username: str, address: str, at: datetime) -> None:
    """One more try. Counted before hashing; a right password takes it back."""
    now = int(at.timestamp())
    for key in (_account(username), _address(address)):
        tries = _tries(key).one_more(now)
        cache.set(key, (tries.count, tries.last), FORGOTTEN_AFTER + LONGEST_WAIT)


def forgive(*, username: str, address: str, at: datetime) -> None:
    """The password was right: the account starts anew, the address keeps its earlier wrong tries."""
    cache.delete(_account(username))
    tries = _tries(_address(address))
    cache.set(_address(address), (max(0, tries.count - 1), tries.last), FORGOTTEN_AFTER + LONGEST_WAIT)


def _tries(key: str) -> Tries:
    return Tries(*cache.get(key, (0, 0)))


def _account(username: str) -> str:
    return "sign-in:account:" + hashlib.sha256(username.encode("utf-8", "surrogatepass")).hexdigest()


def _address(address: str) -> str:
    return "sign-in:address:" + hashlib.sha256(address.encode()).hexdigest()
