"""What sales shows on the home page."""

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from facet.kernel.errors import gettext_noop
from facet.kernel.permissions import Actor
from facet.kernel.registry import Panel
from facet.organisation import selectors as organisation_selectors
from facet.sales.permissions import SalesPermission
from facet.sales.selectors.day_page import day_page
from facet.sales.selectors.home import (
    Comparison,
    Trade,
    member_share,
    month_and_last_month,
    own_month,
    today_and_last_week,
)


def _goods(trade: Trade) -> list[tuple[str, str]]:
    grams = f"{trade.weight_mg // 10 / 100:,.2f}"
    return [
        (f"{trade.pieces:,}", ngettext("piece", "pieces", trade.pieces)),
        (grams, _("g")),
        (f"{trade.tickets:,}", ngettext("ticket", "tickets", trade.tickets)),
    ]


def _figure(label: str, icon: str, compared: Comparison, *, compare: str, url: str) -> dict[str, Any]:
    return {
        "icon": icon, "label": label, "cents": compared.now.due_cents, "goods": _goods(compared.now), "url": url,
        "change": compared.change_bp, "change_kind": "percent", "compare": compare,
    }  # fmt: skip


def today(actor: Actor, subject_id: object, at: datetime) -> dict[str, Any]:
    """Sales in reach today."""
    compared = today_and_last_week(actor, at=at)
    return _figure(
        _("Sales today"), "receipt", compared, compare=_("against the same hour a week ago"), url=reverse("sales:sales")
    )


def month(actor: Actor, subject_id: object, at: datetime) -> dict[str, Any]:
    """Sales in reach this month."""
    compared = month_and_last_month(actor, at=at)
    return _figure(
        _("Sales this month"),
        "chart-bar",
        compared,
        compare=_("against last month to the same day"),
        url=reverse("sales:sales"),
    )


def own(actor: Actor, subject_id: object, at: datetime) -> dict[str, Any]:
    """The actor's own sales this month; nothing for people who do not sell."""
    if actor.staff_id is None or not actor.may(SalesPermission.COMPLETE_SALE):
        return {}
    trade = own_month(actor, at=at)
    return {
        "icon": "user-star", "label": _("My sales this month"), "cents": trade.due_cents, "goods": _goods(trade),
        "compare": _("by my share of each ticket"), "change": None, "url": reverse("sales:results"),
    }  # fmt: skip


def known(actor: Actor, subject_id: object, at: datetime) -> dict[str, Any]:
    """How many tickets had a member."""
    with_member, tickets = member_share(actor, at=at)
    if not tickets:
        return {}
    share = f"{with_member * 1000 // tickets / 10:.1f}%"
    return {
        "icon": "users", "label": _("Tickets with a member"), "value": share, "change": None,
        "goods": [(f"{with_member:,}", _("with a member")), (f"{tickets - with_member:,}", _("without"))],
        "compare": _("this month"), "url": reverse("sales:sales"),
    }  # fmt: skip


def today_card(actor: Actor, subject_id: object, at: datetime) -> dict[str, Any]:
    """Today by category in the actor's store; nothing for those without a store."""
    if actor.store_id is None or not actor.may(SalesPermission.VIEW_RESULTS, store_id=actor.store_id):
        return {}
    store = organisation_selectors.store_by_id(actor.store_id)
    compared = today_and_last_week(actor, at=at)
    page = day_page(actor, store_id=store.id, store_code=store.code, day=compared.day)
    return {"page": page, "store": store, "day": compared.day}


FIGURES = (
    Panel("sales.today", gettext_noop("Sales today"), "", today, SalesPermission.VIEW_SALES, queries=3, order=10),
    Panel("sales.own", gettext_noop("My sales this month"), "", own, SalesPermission.VIEW_SALES, queries=2, order=15),
    Panel("sales.month", gettext_noop("Sales this month"), "", month, SalesPermission.VIEW_SALES, queries=3, order=20),
    Panel(
        "sales.known", gettext_noop("Tickets with a member"), "", known, SalesPermission.VIEW_SALES, queries=2, order=40
    ),
)
TODAY = Panel(
    "sales.today_card", gettext_noop("Today by category"), "sales/home/today.html", today_card,
    SalesPermission.VIEW_RESULTS, queries=10, order=10,
)  # fmt: skip
