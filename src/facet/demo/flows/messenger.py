"""The simulated messenger of the demonstration: what would go to a telephone is written to a file."""

from pathlib import Path
from typing import Any

from django.conf import settings

from facet.loyalty.errors import ProofMissing
from facet.loyalty.selectors.proof import spending_code

MESSAGES = "demo-messages.log"  # in FACET_HOME, beside the progress


def hear(event: Any) -> None:
    """Write a spending code down, in a demonstration only; an answered proof has none any more."""
    if not settings.FACET_DEMO:
        return
    try:
        code = spending_code(event.facts["proof_id"])
    except ProofMissing:
        return
    path = Path(settings.FACET_KEYS).parents[1] / MESSAGES
    with path.open("a") as file:
        file.write(f"member {event.facts['member_id']}: {code}\n")
