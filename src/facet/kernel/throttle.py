"""How often one caller may ask on a public page; counted in the cache that all processes share."""

import hashlib
from datetime import datetime

from django.core.cache import cache


def count(what: str, who: str, *, minutes: int, at: datetime) -> int:
    """Count one more `what` of `who` (kept as a digest) in the window around `at`; how many there are now."""
    key = _key(what, who, minutes, at)
    if cache.add(key, 1, minutes * 60):
        return 1
    try:
        return int(cache.incr(key))
    except ValueError:  # the window ended between the two
        return 1


def counted(what: str, who: str, *, minutes: int, at: datetime) -> int:
    """How many there are in the window; counts nothing."""
    return int(cache.get(_key(what, who, minutes, at), 0))


def _key(what: str, who: str, minutes: int, at: datetime) -> str:
    window = int(at.timestamp()) // (minutes * 60)
    return f"throttle:{what}:{hashlib.sha256(who.encode()).hexdigest()[:32]}:{window}"
