"""What cards, credit, joining, merging and hand-over offer to the house."""

from typing import Any

from facet.kernel import clock, registry
from facet.kernel.errors import gettext_noop
from facet.kernel.permissions import house
from facet.members import services
from facet.members.permissions import MembersPermission
from facet.members.selectors import credit, merging
from facet.members.services import merge_parts
from facet.members.web import card_lists, card_panels, words
from facet.organisation.rules.approvals import ApprovalKind
from facet.organisation.rules.policies import Setting

_GROUP = gettext_noop("Members")
SETTINGS = (
    Setting(
        key=credit.WARN_SETTING, title=gettext_noop("Days overdue before the store is warned"),
        hint=gettext_noop("A member who owes longer than this is on the managers’ to-do list."), kind="int",
        default=7, high=365, per_store=True, group=_GROUP, order=20,
    ),
    Setting(
        key="members.public_after_months", title=gettext_noop("Silent months until a member is public"),
        hint=gettext_noop("After so long without a visit any clerk of the store may claim the member. 0: never."),
        kind="int", default=0, high=120, group=_GROUP, order=21,
    ),
    Setting(
        key="members.claims_per_day", title=gettext_noop("Public members that one clerk may claim in a day"),
        hint=gettext_noop("So that nobody collects members without looking after them."), kind="int", default=5,
        high=100, per_store=True, group=_GROUP, order=22,
    ),
)  # fmt: skip


def offer_cards_and_credit() -> None:
    """Called once, when the house starts."""
    for setting in SETTINGS:
        registry.offer("setting", setting.key, setting)
    write_off = ApprovalKind(
        "members.write_off", gettext_noop("Writing off a member’s credit"), unit="yuan",
        permission=str(MembersPermission.MANAGE_CREDIT), minutes=24 * 60, wish=credit.wish_to_write_off,
    )  # fmt: skip
    registry.offer("approval.kind", write_off.key, write_off)
    merge = ApprovalKind(
        merging.APPROVAL_KIND, gettext_noop("Joining two files of a member"), unit="none", minutes=24 * 60,
        wish=merging.wish_to_merge,
    )  # fmt: skip
    registry.offer("approval.kind", merge.key, merge)
    for part in merge_parts.PARTS:
        registry.offer("member.merge", part.key, part)
    for definition in card_lists.LISTS:
        registry.offer("list", definition.key, definition)
    for panel in (card_panels.CARDS_TAB, card_panels.CREDIT_TAB):
        registry.offer("member.tab", panel.key, panel)
    registry.offer("books", credit.BOOKS.key, credit.BOOKS)
    for fact in ("grade", "grades"):
        registry.offer("audit.code", fact, words.grade_word)
    left = registry.Consumer("members.staff_left", ("organisation.staff_left",), hear_staff_left)
    registry.offer("consumer", left.key, left)
    ticked = registry.Consumer("members.promise_kept", ("organisation.task_done",), hear_task_done)
    registry.offer("consumer", ticked.key, ticked)


def hear_staff_left(event: Any) -> None:
    """Somebody left: the store hears that her members need a colleague."""
    facts = event.facts
    services.ask_to_hand_over(
        actor=house("members.staff_left"), staff_id=facts["staff_id"], store_id=facts["store_id"], at=clock.now()
    )


def hear_task_done(event: Any) -> None:
    """A to-do was ticked off: where it was a promise to a member, that is kept."""
    services.keep_promise(actor=house("members.promise_kept"), task_key=str(event.facts["key"]), at=clock.now())
