"""What a second person allows when a promotion goes live: exactly these terms. Pure. Source: decisions.md D8, P27."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

APPROVAL_KIND = "promotions.publish"
MINUTES = 3 * 24 * 60  # a colleague may read and try the draft in peace


def digest_of(*, code: str, number: int, terms: Mapping[str, Any]) -> str:
    """The fingerprint of one draft: any later change of it needs a new yes."""
    text = json.dumps([code, number, terms], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()
