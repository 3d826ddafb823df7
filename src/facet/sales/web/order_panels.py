"""Deposits and orders on other pages: the member's tab, the home page's to-dos, what keeps a file open."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext as _

from facet.kernel.clock import local_date
from facet.kernel.errors import gettext_noop
from facet.kernel.formats import shown
from facet.kernel.permissions import Actor
from facet.kernel.registry import Panel
from facet.organisation import selectors as organisation_selectors
from facet.sales.permissions import SalesPermission
from facet.sales.selectors.deposits import deposits_of_member, dues_of
from facet.sales.selectors.orders import arrived_orders, late_orders, layaways_of_store, orders_of_member
from facet.sales.selectors.orders import open_matters as matters_of

SHOWN = 5  # to-dos of one kind; the list has the rest


def _of_member(actor: Actor, member_id: Any, at: datetime) -> dict[str, Any]:
    return {
        "deposits": deposits_of_member(actor, member_id=member_id),
        "orders": orders_of_member(actor, member_id=member_id),
        "member_id": member_id,
        "may_take": actor.may(SalesPermission.TAKE_DEPOSIT),
        "may_order": actor.may(SalesPermission.TAKE_ORDER),
    }


def instalments_due(actor: Actor, subject_id: object, at: datetime) -> dict[str, Any]:
    """Instalments of the own store that are due today or were due before. Queries: 3, or 0 without a store."""
    if actor.store_id is None or not actor.may(SalesPermission.TAKE_DEPOSIT, store_id=actor.store_id):
        return {}
    on = local_date(at, organisation_selectors.store_by_id(actor.store_id).time_zone)
    rows = layaways_of_store(actor, store_id=actor.store_id)
    left = dues_of(rows)
    due = [(left[row.pk][0], row) for row in rows if row.pk in left and left[row.pk][0].on <= on]
    return {
        "rows": [
            {
                "tone": "danger" if first.on < on else "warn", "icon": "pig-money",
                "title": gettext("Instalment of {number} is due").format(number=row.number),
                "line": gettext("¥{yuan} since {day}").format(
                    yuan=shown(first.cents, "yuan"), day=first.on.isoformat()
                ),
                "url": reverse("sales:deposit", args=[row.number]), "verb": gettext("Open"),
            }
            for first, row in sorted(due, key=lambda pair: (pair[0].on, pair[1].pk))[:SHOWN]
        ]
    }  # fmt: skip


def orders_waiting(actor: Actor, subject_id: object, at: datetime) -> dict[str, Any]:
    """Orders of the own store that are late, and those whose customer waits to be told. Queries: 3, or 0."""
    if actor.store_id is None or not actor.may(SalesPermission.WORK_ORDERS, store_id=actor.store_id):
        return {}
    on = local_date(at, organisation_selectors.store_by_id(actor.store_id).time_zone)
    late = [
        {
            "tone": "danger", "icon": "pencil-star",
            "title": gettext("Order {number} is late").format(number=row.number),
            "line": gettext("Promised for {day}: {state}").format(
                day=row.promised_on.isoformat(), state=gettext(row.state_words)
            ),
            "url": reverse("sales:order", args=[row.number]), "verb": gettext("Open"),
        }
        for row in late_orders(actor, store_id=actor.store_id, on=on)[:SHOWN]
    ]  # fmt: skip
    here = [
        {
            "tone": "warn", "icon": "pencil-star",
            "title": gettext("Order {number} has arrived").format(number=row.number),
            "line": gettext("Tell the customer that it can be fetched"),
            "url": reverse("sales:order", args=[row.number]), "verb": gettext("Open"),
        }
        for row in arrived_orders(actor, store_id=actor.store_id)[:SHOWN]
    ]  # fmt: skip
    return {"rows": [*late, *here]}


def open_matters(member_id: int) -> Sequence[str]:
    """One sentence for each deposit and order that is open with a member. Queries: 2."""
    words = {"deposit": _("Deposit {number} is open: ¥{yuan}."), "order": _("Order {number} is open.")}
    return [
        words[what].format(number=number, yuan=shown(cents, "yuan")) for what, number, cents in matters_of(member_id)
    ]


MEMBER_TAB = Panel(
    "sales.deposits", gettext_noop("Deposits and orders"), "sales/member/deposits.html", _of_member,
    SalesPermission.VIEW_DEPOSITS, queries=2, order=15,
)  # fmt: skip
TODOS = (
    Panel(
        "sales.instalments", gettext_noop("Instalments due"), "", instalments_due, SalesPermission.TAKE_DEPOSIT,
        queries=3, order=30,
    ),
    Panel(
        "sales.orders", gettext_noop("Orders that wait"), "", orders_waiting, SalesPermission.WORK_ORDERS, queries=3,
        order=31,
    ),
)  # fmt: skip
