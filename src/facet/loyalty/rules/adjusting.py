"""What a hand adjustment is bound to when a second person allows it. Pure. Source: P27, R074."""

import hashlib
import json

LARGEST = 10_000_000
REASON_LENGTH = 120
LIMIT = "points_adjust"
APPROVAL_KIND = "loyalty.adjust_points"


def digest_of(*, member_id: int, points: int, reason: str) -> str:
    """The sha256 of one adjustment: another member, number or reason needs another yes."""
    text = json.dumps([member_id, points, reason], ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()
