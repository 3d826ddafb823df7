"""Commission: the month's statement, each line, and the plans."""

from calendar import monthrange
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_GET, require_http_methods

from facet.kernel.clock import local_date, now
from facet.kernel.errors import DomainError
from facet.kernel.interface import OperationForm, add_refusal
from facet.kernel.listing.web import list_page
from facet.kernel.permissions import require
from facet.organisation import selectors as organisation_selectors
from facet.sales import services
from facet.sales.models import CommissionRule
from facet.sales.permissions import SalesPermission
from facet.sales.rules.commission import Pays
from facet.sales.selectors.commission import month_statement, plan_page
from facet.sales.web.chosen import chosen_month
from facet.sales.web.commission_form import PublishForm, RuleForm
from facet.sales.web.people_lists import COMMISSION


@require_GET
def commission(request: HttpRequest) -> HttpResponse:
    """The month's statement: what each person in reach earned, with a way to every line."""
    require(request.actor, SalesPermission.VIEW_RESULTS)
    first = chosen_month(request, local_date(now(), organisation_selectors.chain_facts().time_zone))
    last = first.replace(day=monthrange(first.year, first.month)[1])
    rows = month_statement(request.actor, first=first, last=last)
    context = {
        "rows": rows, "first": first, "last": last, "total": sum(row.cents for row in rows),
        "before": (first - timedelta(days=1)).replace(day=1), "after": last + timedelta(days=1),
        "may_plan": any(request.actor.may(right) for right in (
            SalesPermission.MANAGE_COMMISSION, SalesPermission.PUBLISH_COMMISSION, SalesPermission.VIEW_COMMISSION)),
    }  # fmt: skip
    return render(request, "sales/commission/statement.html", context)


@require_GET
def commission_entries(request: HttpRequest) -> HttpResponse:
    """Every line's commission in reach; can be taken out as a file."""
    return list_page(request, COMMISSION)


@require_http_methods(["GET", "POST"])
def commission_plans(request: HttpRequest) -> HttpResponse:
    """The plans in words; the draft is changed by one person and published by another."""
    wanted = request.POST.get("do", "")
    rule = RuleForm(request.POST if wanted == "add" else None, actor=request.actor)
    publish = PublishForm(request.POST if wanted == "publish" else None)
    plain = OperationForm(request.POST if wanted in {"open", "remove"} else None)
    form: Any = {"add": rule, "publish": publish}.get(wanted, plain)
    if form.is_bound and form.is_valid():
        try:
            _ACTS[wanted](request, form)
            return redirect("sales:commission_plans")
        except DomainError as refusal:
            add_refusal(form, refusal)
    number = request.GET.get("plan", "")
    page = plan_page(request.actor, number=int(number) if number.isdecimal() and len(number) < 9 else None)
    context = {
        "page": page, "rules": _in_words(page.rules),
        "rule_form": rule, "plain": plain,
        "publish_form": publish, "refused": form if form.errors else None,
        "may_manage": request.actor.may(SalesPermission.MANAGE_COMMISSION),
        "may_publish": request.actor.may(SalesPermission.PUBLISH_COMMISSION),
    }  # fmt: skip
    return render(request, "sales/commission/plans.html", context, status=422 if form.errors else 200)


def _in_words(rules: Sequence[CommissionRule]) -> list[tuple[CommissionRule, str, str, str]]:
    """Each rule with what it pays, its category and its role in the reader's language."""
    english = (get_language() or "").startswith("en")
    roles = {row.code: (english and row.name_en) or row.name for row in organisation_selectors.role_names()}
    return [(row, words_of(row), category_of(row), roles.get(row.role, row.role)) for row in rules]


def words_of(rule: CommissionRule) -> str:
    """A rule's rate as a sentence: ¥3.00 a gram, 1.5 % of the takings."""
    yuan, percent = f"{rule.rate / 100:,.2f}", f"{rule.rate / 100:g}"
    words = {
        Pays.PER_GRAM.value: gettext("¥%(n)s a gram") % {"n": yuan},
        Pays.PERCENT.value: gettext("%(n)s%% of the takings") % {"n": percent},
        Pays.LABOUR.value: gettext("%(n)s%% of the labour") % {"n": percent},
        Pays.PER_PIECE.value: gettext("¥%(n)s a piece, instead of the rest") % {"n": yuan},
    }
    return words[rule.pays]


def category_of(rule: CommissionRule) -> str:
    """The rule's category in the reader's language."""
    if rule.category is None:
        return ""
    english = (get_language() or "").startswith("en")
    return (english and rule.category.name_en) or rule.category.name


def _open(request: HttpRequest, form: OperationForm) -> None:
    services.open_commission_plan(actor=request.actor, operation=form.operation({"do": "open"}), at=now())


def _add(request: HttpRequest, form: RuleForm) -> None:
    services.add_commission_rule(actor=request.actor, operation=form.operation(), rule=form.rule(), at=now())


def _remove(request: HttpRequest, form: OperationForm) -> None:
    rule = request.POST.get("rule", "")
    services.remove_commission_rule(
        actor=request.actor, rule_id=int(rule) if rule.isdecimal() and len(rule) < 15 else 0, at=now()
    )


def _publish(request: HttpRequest, form: PublishForm) -> None:
    facts = form.cleaned_data
    services.publish_commission_plan(
        actor=request.actor, operation=form.operation(), revision=facts["revision"],
        effective_on=facts["effective_on"], at=now(),
    )  # fmt: skip
    request.session["notice"] = gettext("The plan is published.")


_ACTS: dict[str, Any] = {"open": _open, "add": _add, "remove": _remove, "publish": _publish}
