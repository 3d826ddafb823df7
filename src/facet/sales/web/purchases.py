"""What a member bought: the tab on her page, and a page of its own for any days."""

from datetime import datetime
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from facet.kernel.errors import gettext_noop
from facet.kernel.permissions import Actor
from facet.kernel.registry import Panel
from facet.kernel.transactions import viewing
from facet.members import selectors as members_selectors
from facet.sales.permissions import SalesPermission
from facet.sales.selectors.purchases import Days, purchases_of


class _DaysForm(forms.Form):
    first = forms.DateField(required=False)
    last = forms.DateField(required=False)
    before = forms.IntegerField(required=False, min_value=1, max_value=2**53)

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or {}
        if found.get("first") and found.get("last") and found["first"] > found["last"]:
            raise forms.ValidationError(gettext("The first day is after the last."))
        return found


def _context(actor: Actor, member_id: Any, at: datetime) -> dict[str, Any]:
    return {"purchases": purchases_of(actor, member_id=member_id)}


@never_cache
@require_GET
def purchases(request: HttpRequest, member_id: int) -> HttpResponse:
    """Every line of the days asked for, fifty at a time, with what they come to. R020, R021."""
    form = _DaysForm(request.GET)
    asked: dict[str, Any] = form.cleaned_data if form.is_valid() else {}
    with viewing(request.actor):
        found = purchases_of(
            request.actor, member_id=member_id, days=Days(asked.get("first"), asked.get("last")),
            before=asked.get("before"),
        )  # fmt: skip
        member = members_selectors.member_for_sale(member_id)
    context = {"purchases": found, "member": member, "errors": form.non_field_errors(), "is_older": asked.get("before")}
    part = "sales/member/purchases.html" + ("#rows" if asked.get("before") else "")
    return render(request, part if request.htmx else "sales/member/all.html", context)


PURCHASES = Panel(
    "sales.purchases", gettext_noop("Purchases"), "sales/member/purchases.html", _context, SalesPermission.VIEW_SALES,
    queries=5, order=10,
)  # fmt: skip
