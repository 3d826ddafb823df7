"""How often one address or phone may ask on the public pages; counted in the cache all processes share."""

import hashlib
from datetime import datetime

from django.core.cache import cache

from facet.members.errors import TooManyTries
from facet.members.rules.joining import LIMITS


def count_or_refuse(kind: str, who: str, *, at: datetime) -> None:
    """Count one more of `kind` for `who`, kept as a digest, within its window. Raises: TooManyTries."""
    most, minutes = LIMITS[kind]
    if _counted(kind, who, minutes, at) > most:
        raise TooManyTries(minutes=minutes)


def is_over(kind: str, who: str, *, at: datetime) -> bool:
    """Whether `who` has used up the window already; counts nothing."""
    most, minutes = LIMITS[kind]
    return int(cache.get(_key(kind, who, minutes, at), 0)) > most


def _counted(kind: str, who: str, minutes: int, at: datetime) -> int:
    key = _key(kind, who, minutes, at)
    if cache.add(key, 1, minutes * 60):
        return 1
    try:
        return int(cache.incr(key))
    except ValueError:  # it ended between the two
        return 1


def _key(kind: str, who: str, minutes: int, at: datetime) -> str:
    window = int(at.timestamp()) // (minutes * 60)
    return f"members.throttle:{kind}:{hashlib.sha256(who.encode()).hexdigest()[:32]}:{window}"
