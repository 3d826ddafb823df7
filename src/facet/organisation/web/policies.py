"""Screens of the rules of the house."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from facet.kernel import clock, registry
from facet.kernel.errors import NotFound
from facet.kernel.permissions import require
from facet.organisation import selectors, services
from facet.organisation.permissions import OrganisationPermission
from facet.organisation.rules.policies import Setting
from facet.organisation.web.form_page import FormPage, form_page, sent
from facet.organisation.web.forms_staff import PolicyForm
from facet.organisation.web.words import amount_text


@require_GET
def policies(request: HttpRequest) -> HttpResponse:
    """Every rule with its value today, stores that differ, and what is planned; grouped."""
    rows = selectors.policies(request.actor, on=_today(clock.now()))
    groups: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        groups.setdefault(row.setting.group or "House", []).append(_shown(row))
    shown = [(_(group), lines) for group, lines in groups.items()]
    return render(request, "organisation/policies.html", {"groups": shown})


@require_http_methods(["GET", "POST"])
def policy(request: HttpRequest, name: str) -> HttpResponse:
    """Change one rule from a day on."""
    require(request.actor, OrganisationPermission.MANAGE_POLICIES)
    setting = registry.offered("setting", name)
    if setting is None:
        raise NotFound(key=name)
    today = _today(clock.now())
    present = selectors.policy_value(name, store_id=None, on=today)
    form = PolicyForm(
        sent(request), initial={"value": present, "valid_from": today}, viewer=request.actor, setting=setting
    )

    def act(given: dict[str, Any]) -> str:
        store_id = int(given["store"]) if given["store"] else None
        wanted = services.PolicyIn(name, given["value"], given["valid_from"], store_id, given["note"])
        services.set_policy(actor=request.actor, request=wanted, at=clock.now())
        return reverse("organisation:policies")

    page = FormPage(_(setting.title), _(setting.hint), _("Save"), reverse("organisation:policies"), _("Rules"))
    return form_page(request, form, page, act)


def _today(at: datetime) -> Any:
    return clock.local_date(at, selectors.chain_facts().time_zone)


def _shown(row: selectors.PolicyRow) -> dict[str, Any]:
    return {
        "key": row.setting.key,
        "title": _(row.setting.title),
        "hint": _(row.setting.hint),
        "value": value_text(row.setting, row.value),
        "is_default": row.is_default,
        "stores": [(store, value_text(row.setting, value)) for store, value in row.stores],
        "planned": [
            (day, store or _("The whole chain"), value_text(row.setting, value)) for day, store, value in row.planned
        ],
    }


def value_text(setting: Setting, value: Any) -> str:
    """A value in words."""
    if setting.kind == "yes_no":
        return _("Yes") if value else _("No")
    if setting.kind == "choice":
        return _(dict(setting.choices).get(value, str(value)))
    return amount_text(value, setting.kind) if isinstance(value, int) else str(value)
