"""What a second person allows when rules go live: exactly this draft, from exactly this day. Pure.

Source: ux.md §2.9 (two-person publish), decisions.md D8, P27.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from facet.loyalty.rules.programme import GradeFacts

APPROVAL_KIND = "loyalty.rules"
MINUTES = 3 * 24 * 60  # a colleague may read and replay the draft in peace


def digest_of(*, number: int, rules: Mapping[str, Any], ladder: Sequence[GradeFacts], effective_on: date) -> str:
    """The fingerprint of one draft and its day: any later change of either needs a new yes."""
    steps = [asdict(step) for step in sorted(ladder, key=lambda step: step.threshold)]
    text = json.dumps([number, rules, steps, effective_on.isoformat()], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()
