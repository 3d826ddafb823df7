"""Printing tags: what was printed, by whom, is noted once for the batch."""

from datetime import datetime

from facet.audit import services as audit_services
from facet.inventory.rules.tag_labels import LabelPlan, checked_plan
from facet.inventory.selectors.tag_labels import TagLabel, tag_labels
from facet.kernel.permissions import Actor
from facet.kernel.transactions import unit_of_work


@unit_of_work
def print_tags(*, actor: Actor, plan: LabelPlan, at: datetime) -> list[TagLabel]:
    """The labels to print. Raises: NotPermitted, PieceUnknown, Invalid, TooManyTags; then nothing is noted."""
    wanted = checked_plan(plan)
    labels = tag_labels(actor, wanted.tags)
    first = labels[0].card
    audit_services.record(
        actor, "inventory.tags_printed", at=at, subject=("inventory.piece", first.id, first.tag),
        store=(first.store_id, first.store_name), pieces=len(labels), size=wanted.size,
    )  # fmt: skip
    return labels
