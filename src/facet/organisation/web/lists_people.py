"""The lists of people, tills and approvals."""

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext

from facet.kernel.errors import gettext_noop
from facet.kernel.listing import Column, Condition, ListDefinition, Total
from facet.kernel.permissions import Actor
from facet.organisation import selectors
from facet.organisation.models import Approval, Staff, Till
from facet.organisation.permissions import OrganisationPermission as P
from facet.organisation.web.fields import named
from facet.organisation.web.lists import IN_USE, OUT_OF_USE, YES_NO, search, word, yes


def _roles(row: Staff) -> str:
    return ", ".join(dict.fromkeys(named(held.role) for held in row.assignments.all()))


def _works(row: Staff) -> tuple[str, str, str]:
    if row.is_active:
        return ("ok", "check", gettext_noop("Works here"))
    return ("plain", "door-exit", gettext_noop("Has left"))


def _home(row: Staff) -> str:
    return named(row.store) if row.store else gettext("Headquarters")


def _stores(actor: Actor) -> list[tuple[str, str]]:
    return [(row.code, named(row)) for row in selectors.list_stores(actor)]


def _stores_with_devices(actor: Actor) -> list[tuple[str, str]]:
    return [(row.code, named(row)) for row in selectors.stores_of(actor, P.MANAGE_DEVICES)]


def _role_choices(actor: Actor) -> list[tuple[str, str]]:
    return [(row.code, named(row)) for row in selectors.role_names()]


STAFF = ListDefinition(
    key="organisation.staff",
    title=gettext_noop("Staff"),
    purpose=gettext_noop("Who works where, in which department, with which roles."),
    permission=P.VIEW_STORES,
    export_permission=P.MANAGE_STAFF,
    queryset=selectors.staff_queryset,
    columns=[
        Column(
            "code",
            gettext_noop("Staff number"),
            value="code",
            sort="code",
            link=lambda row: reverse("organisation:staff_member", args=[row.code]),
        ),
        Column("name", gettext_noop("Full name"), value=named, sort="name"),
        Column("username", gettext_noop("User name"), value="username", sort="username"),
        Column(
            "department", gettext_noop("Department"), value=lambda row: named(row.department), sort="department__path"
        ),
        Column("store", gettext_noop("Home store"), value=_home, sort="store__code"),
        Column("roles", gettext_noop("Roles"), value=_roles),
        Column("state", gettext_noop("State"), kind="badge", value=_works, sort="is_active"),
        Column("signed_in", gettext_noop("Last sign-in"), value="signed_in_at", kind="datetime", sort="signed_in_at"),
    ],
    conditions=[
        Condition(
            "search",
            gettext_noop("Name, number or user name"),
            kind="text",
            apply=search("name", "name_en", "code", "username"),
        ),
        Condition("store", gettext_noop("Home store"), kind="choice", choices=_stores, apply="store__code"),
        Condition(
            "role",
            gettext_noop("Role"),
            kind="choice",
            choices=_role_choices,
            apply=lambda rows, value: rows.filter(pk__in=selectors.holders_of(value)),
        ),
        Condition("active", gettext_noop("Works here"), kind="choice", choices=YES_NO, apply=yes("is_active")),
        Condition("signed_in", gettext_noop("Last sign-in"), kind="dates", apply="signed_in_at"),
    ],
    order=("code", "id"),
    totals=[Total("people", gettext_noop("Colleagues"), Count("id"))],
    actions=[(gettext_noop("Take somebody on"), "organisation:staff_new", P.MANAGE_STAFF)],
    empty=gettext_noop("Nobody works in your stores yet."),
    icon="id-badge-2",
)

DEVICES = ListDefinition(
    key="organisation.devices",
    title=gettext_noop("Tills and tablets"),
    purpose=gettext_noop("Where tickets are opened and money is taken. Open one to make this browser that till."),
    permission=P.MANAGE_DEVICES,
    queryset=selectors.tills_queryset,
    columns=[
        Column("store", gettext_noop("Store"), value=lambda row: named(row.store), sort="store__code"),
        Column(
            "code",
            gettext_noop("Code"),
            value="code",
            sort="code",
            link=lambda row: reverse("organisation:device", args=[row.pk]),
        ),
        Column("name", gettext_noop("Name"), value="name", sort="name"),
        Column("kind", gettext_noop("Kind"), value=lambda row: word(Till.Kind, row.kind), sort="kind"),
        Column(
            "state",
            gettext_noop("State"),
            kind="badge",
            value=lambda row: IN_USE if row.is_active else OUT_OF_USE,
            sort="is_active",
        ),
    ],
    conditions=[
        Condition("store", gettext_noop("Store"), kind="choice", choices=_stores_with_devices, apply="store__code"),
        Condition("active", gettext_noop("In use"), kind="choice", choices=YES_NO, apply=yes("is_active")),
    ],
    order=("store__code", "code", "id"),
    actions=[(gettext_noop("Add a till"), "organisation:device_new", P.MANAGE_DEVICES)],
    empty=gettext_noop("No till yet. A store needs one before it can sell."),
    icon="device-desktop",
)

APPROVAL_TONES = {
    Approval.State.WAITING: ("warn", "hourglass", gettext_noop("Waiting")),
    Approval.State.APPROVED: ("ok", "check", gettext_noop("Approved")),
    Approval.State.REJECTED: ("danger", "x", gettext_noop("Rejected")),
    Approval.State.USED: ("plain", "circle-check", gettext_noop("Used")),
}


def _kind_title(row: Approval) -> str:
    kind = selectors.kinds().get(row.kind)
    return gettext(kind.title) if kind else row.kind


APPROVALS = ListDefinition(
    key="organisation.approvals",
    title=gettext_noop("Approvals"),
    purpose=gettext_noop("What you asked for, and what you may allow colleagues."),
    permission=P.VIEW_STORES,
    queryset=selectors.approvals_queryset,
    columns=[
        Column(
            "requested_at",
            gettext_noop("Asked at"),
            value="requested_at",
            kind="datetime",
            sort="requested_at",
            link=lambda row: reverse("organisation:approval", args=[row.pk]),
        ),
        Column("kind", gettext_noop("Matter"), value=_kind_title, sort="kind"),
        Column("subject", gettext_noop("About"), value="subject"),
        Column(
            "store", gettext_noop("Store"), value=lambda row: named(row.store) if row.store else "", sort="store__code"
        ),
        Column("requested_by", gettext_noop("Asked by"), value=lambda row: named(row.requested_by)),
        Column("state", gettext_noop("State"), kind="badge", value=lambda row: APPROVAL_TONES[row.state], sort="state"),
        Column(
            "decided_by", gettext_noop("Decided by"), value=lambda row: named(row.decided_by) if row.decided_by else ""
        ),
    ],
    conditions=[
        Condition("state", gettext_noop("State"), kind="choice", choices=Approval.State.choices, apply="state"),
        Condition("search", gettext_noop("About"), kind="text", apply=search("subject", "reason")),
    ],
    order=("-requested_at", "-id"),
    empty=gettext_noop("Nothing was asked for yet."),
    icon="clipboard-check",
)

ALL = (STAFF, DEVICES, APPROVALS)
