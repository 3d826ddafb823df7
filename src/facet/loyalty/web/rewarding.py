"""What rewards offer to the house: the approval kind, lists."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from facet.kernel import registry
from facet.kernel.errors import gettext_noop
from facet.kernel.permissions import Actor
from facet.loyalty.rules import grant
from facet.loyalty.selectors import granting
from facet.loyalty.web import reward_lists
from facet.organisation.rules.approvals import ApprovalKind, Wish


def offer_rewards() -> None:
    """Offer all of it, once, when the house starts."""
    kind = ApprovalKind(
        grant.APPROVAL_KIND, gettext_noop("Points or coupons for many members"), unit="points", wish=_wish
    )
    registry.offer("approval.kind", kind.key, kind)
    for definition in reward_lists.LISTS:
        registry.offer("list", definition.key, definition)


def _wish(actor: Actor, _store_id: int | None, payload: Mapping[str, Any], _at: datetime) -> Wish:
    return granting.wish_to_grant(actor, payload)
