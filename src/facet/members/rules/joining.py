"""Joining on one's own phone: how long things are good, what a code looks like. Pure. Source: R318."""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta

from facet.members.rules.words import ConsentChannel

INVITATION_HOURS = 12
CODE_MINUTES = 10
MOST_TRIES = 5
CARD_PAGE_DAYS = 365
TEXT_VERSION = "join-1"
OFFERED_CHANNELS = (ConsentChannel.SMS, ConsentChannel.WECHAT)
# name → (how many, within how many minutes)
LIMITS = {
    "address": (20, 60),  # new requests from one address: a store's guests share its network
    "phone": (3, 60),  # codes for one phone
    "code": (15, 15),  # codes typed from one address
    "page": (30, 10),  # unknown card pages from one address
}


@dataclass(frozen=True, slots=True)
class Invitation:
    """What a clerk's QR says: numbers only."""

    store_id: int
    clerk_id: int | None
    referrer_id: int | None


def digest_of(secret: str) -> str:
    """How a secret is kept: sha256, hex. The secret is random, so no salt is needed."""
    return hashlib.sha256(secret.encode()).hexdigest()


def same(one: str, other: str) -> bool:
    """Whether two texts are the same, in constant time."""
    return hmac.compare_digest(one.encode(), other.encode())


def code_of(number: int) -> str:
    """Six digits."""
    return f"{number % 1_000_000:06}"


def code_until(at: datetime) -> datetime:
    """Until when the code is good."""
    return at + timedelta(minutes=CODE_MINUTES)


def page_until(at: datetime) -> datetime:
    """Until when a card page is good."""
    return at + timedelta(days=CARD_PAGE_DAYS)
