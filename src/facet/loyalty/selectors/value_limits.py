"""The chain's limits on stored value."""

from datetime import date

from facet.loyalty.rules import settings
from facet.loyalty.rules.stored_value import Limits
from facet.organisation import selectors as organisation_selectors


def value_limits(on: date) -> Limits:
    """The chain's limits on a day. Queries: 3."""
    named, bearer, identity = (
        organisation_selectors.policy_value(name, store_id=None, on=on)
        for name in (settings.NAMED_CARD, settings.BEARER_CARD, settings.IDENTITY)
    )
    return Limits(named, bearer, identity)
