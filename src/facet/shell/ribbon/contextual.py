"""Tabs that appear beside the seven while one member or ticket is open. Source: ux.md §2.3, look.md.

A command's page takes the same arguments as the page that is open (`subject`), or the first of
them in its query as `{0}`. A lower domain may offer its own tab in the slot "ribbon.context" as
a plain dict of the same shape; it then replaces ours of that key (README.md).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from facet.kernel.errors import gettext_noop as _
from facet.shell.ribbon.definition import Command, Group, pgettext


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject(Command):
    """A command about the one thing that is open."""

    words: str = ""
    subject: bool = False


@dataclass(frozen=True, slots=True)
class ContextTab:
    """A tab for some screens only, named "… tools"."""

    key: str
    label: str
    screens: tuple[str, ...]
    groups: tuple[Group, ...]


def from_offer(offer: Mapping[str, Any]) -> ContextTab:
    """The tab that a domain offered as a dict."""
    groups = tuple(
        Group(group["label"], icon=group["icon"], commands=tuple(Subject(**command) for command in group["commands"]))
        for group in offer["groups"]
    )
    return ContextTab(offer["key"], offer["label"], tuple(offer["screens"]), groups)


MEMBER = ContextTab(
    "member",
    pgettext("ribbon", "Member tools"),
    ("members:member", "members:edit", "members:clerk", "members:relation", "members:archive"),
    (
        Group(
            pgettext("ribbon", "Reception"),
            icon="receipt",
            commands=(
                Subject(
                    key="member.sell",
                    url="sales:till",
                    query="member={0}",
                    icon="receipt",
                    label=pgettext("ribbon", "Sell to member"),
                    hint=_("Start a ticket for this member."),
                    keytip="N",
                    permission="sales.complete_sale",
                    large=True,
                ),
                Subject(
                    key="member.contact",
                    url="members:contact",
                    subject=True,
                    icon="phone-plus",
                    label=pgettext("ribbon", "Log contact"),
                    hint=_("Note a call, a message or a visit."),
                    keytip="L",
                    permission="members.edit_members",
                    large=True,
                ),
                Subject(
                    key="member.task",
                    url="members:task",
                    subject=True,
                    icon="checkbox",
                    label=pgettext("ribbon", "Add task"),
                    hint=_("Remind yourself or a colleague."),
                    keytip="T",
                    permission="members.view_members",
                ),
                Subject(
                    key="member.appointment",
                    url="members:appointment",
                    subject=True,
                    icon="calendar-plus",
                    label=pgettext("ribbon", "Appointment"),
                    hint=_("Agree on a visit to the store."),
                    keytip="B",
                    permission="members.view_members",
                ),
            ),
        ),
        Group(
            pgettext("ribbon", "Benefits"),
            icon="ticket",
            commands=(
                Subject(
                    key="member.coupon",
                    url="promotions:give_coupon",
                    subject=True,
                    icon="ticket",
                    label=pgettext("ribbon", "Give coupon"),
                    hint=_("Give this member a coupon."),
                    keytip="C",
                    permission="promotions.give_coupon",
                ),
                Subject(
                    key="member.card",
                    url="members:card",
                    subject=True,
                    icon="credit-card",
                    label=pgettext("ribbon", "Replace card"),
                    hint=_("Replace the card; the points stay."),
                    keytip="K",
                    permission="members.edit_members",
                ),
                Subject(
                    key="member.adjust",
                    url="loyalty:adjust",
                    query="member={0}",
                    icon="plus-minus",
                    label=pgettext("ribbon", "Adjust points"),
                    hint=_("Add or take points of this member, with a reason."),
                    keytip="A",
                    permission="loyalty.adjust_points",
                ),
            ),
        ),
        Group(
            pgettext("ribbon", "File"),
            icon="edit",
            commands=(
                Subject(
                    key="member.edit",
                    url="members:edit",
                    subject=True,
                    icon="edit",
                    label=pgettext("ribbon", "Edit file"),
                    hint=_("Change what is written in the file."),
                    keytip="I",
                    permission="members.edit_members",
                ),
                Subject(
                    key="member.family",
                    url="members:relation",
                    subject=True,
                    icon="home-heart",
                    label=pgettext("ribbon", "Add relative"),
                    hint=_("Note who belongs to the family, and which days matter."),
                    keytip="H",
                    permission="members.edit_members",
                ),
                Subject(
                    key="member.clerk",
                    url="members:clerk",
                    subject=True,
                    icon="user-share",
                    label=pgettext("ribbon", "Hand over"),
                    hint=_("Decide in whose care the member is."),
                    keytip="O",
                    permission="members.edit_members",
                ),
                Subject(
                    key="member.archive",
                    url="members:archive",
                    subject=True,
                    icon="archive",
                    label=pgettext("ribbon", "Archive file"),
                    hint=_("Take the file out of the lists; it can be brought back."),
                    keytip="XA",
                    permission="members.archive_members",
                    danger=True,
                ),
            ),
        ),
    ),
)

SALE = ContextTab(
    "sale",
    pgettext("ribbon", "Ticket tools"),
    ("sales:sale",),
    (
        Group(
            pgettext("ribbon", "This ticket"),
            icon="receipt",
            commands=(
                Subject(
                    key="sale.receipt",
                    url="sales:receipt",
                    subject=True,
                    icon="printer",
                    label=pgettext("ribbon", "Reprint receipt"),
                    hint=_("Print the receipt once more; it is marked as a copy."),
                    keytip="P",
                    permission="sales.reprint",
                    large=True,
                ),
                Subject(
                    key="sale.pdf",
                    url="sales:receipt_pdf",
                    subject=True,
                    icon="file-type-pdf",
                    label=pgettext("ribbon", "Receipt as PDF"),
                    hint=_("Save the receipt as a file."),
                    keytip="F",
                    permission="sales.reprint",
                ),
                Subject(
                    key="sale.return",
                    url="sales:return",
                    subject=True,
                    icon="arrow-back-up",
                    label=pgettext("ribbon", "Return"),
                    hint=_("Take pieces of this ticket back."),
                    keytip="R",
                    permission="sales.return_goods",
                ),
            ),
        ),
    ),
)

CONTEXT_TABS: tuple[ContextTab, ...] = (MEMBER, SALE)
