"""What personal data and the opening import offer to the house."""

from typing import Any

from facet.kernel import registry
from facet.kernel.errors import gettext_noop
from facet.kernel.permissions import Actor
from facet.kernel.privacy import offer_tables
from facet.members.flows.erased_list import keep_on_list
from facet.members.rules.privacy import APPROVAL_KIND, erase_digest
from facet.members.selectors.erasing import number_of
from facet.members.selectors.subject_tables import TABLES
from facet.members.services.first_day import SHEETS
from facet.organisation.rules.approvals import ApprovalKind, Wish


def wish_to_erase(actor: Actor, _store_id: int | None, payload: dict[str, Any], _at: Any) -> Wish:
    """What a second person is asked: this one file, for good. Raises: MemberUnknown."""
    member_id = int(payload.get("member_id", 0))
    number = number_of(actor, member_id)
    return Wish(subject=number, digest=erase_digest(member_id), amount=1, facts={"member": member_id})


def offer_privacy() -> None:
    """Offer all of it."""
    offer_tables(TABLES)
    for sheet in SHEETS:
        registry.offer("opening.sheet", sheet.key, sheet)
    kind = ApprovalKind(
        key=APPROVAL_KIND, title=gettext_noop("Erasing a person"), unit="none", wish=wish_to_erase, minutes=24 * 60,
        order=60,
    )  # fmt: skip
    registry.offer("approval.kind", kind.key, kind)
    consumer = registry.Consumer("members.erased_list", ("members.member_erased",), keep_on_list)
    registry.offer("consumer", consumer.key, consumer)
