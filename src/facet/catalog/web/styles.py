"""Styles: the list, one style, adding, changing, withdrawing."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from facet.catalog import selectors, services
from facet.catalog.permissions import CatalogPermission
from facet.catalog.selectors import StyleFacts
from facet.catalog.web import words
from facet.catalog.web.forms_kinds import StyleForm
from facet.catalog.web.lists import STYLES
from facet.catalog.web.pages import FormPage, form_page, say, sent
from facet.kernel import clock
from facet.kernel.clock import now
from facet.kernel.listing.web import list_page
from facet.kernel.permissions import require
from facet.kernel.transactions import viewing


@require_GET
def styles(request: HttpRequest) -> HttpResponse:
    """The list of styles."""
    return list_page(request, STYLES)


@require_GET
def style(request: HttpRequest, code: str) -> HttpResponse:
    """One style: what it is, what a new piece of it starts with, what it may be called."""
    actor = request.actor
    require(actor, CatalogPermission.VIEW_CATALOG)
    with viewing(actor):
        facts = selectors.style_by_code(code)
        tree = selectors.category_facts()
    path = [each for each in tree.values() if each.code in tree[facts.category_id].path_codes]
    inherited = tree[facts.category_id] if facts.labour_value is None else facts
    may_change = actor.may(CatalogPermission.MANAGE_CATALOG)
    context = {"style": facts, "path": path, "labour_of": inherited, "may_change": may_change}
    return render(request, "catalog/style.html", context)


@require_http_methods(["GET", "POST"])
def style_new(request: HttpRequest) -> HttpResponse:
    """Add a style."""
    form = StyleForm(sent(request), is_new=True, initial={"category": request.GET.get("category", "")})
    page = FormPage(
        title=gettext("New style"),
        purpose=gettext("One design; every piece made to it starts with what stands here."),
        button=gettext("Add the style"),
        back=reverse("catalog:styles"),
        back_label=gettext("Styles"),
    )

    def act() -> str:
        code = form.cleaned_data["code"]
        services.create_style(actor=request.actor, code=code, request=form.request(), at=now())
        return reverse("catalog:style", args=[code])

    return form_page(request, form, page, act)


@require_http_methods(["GET", "POST"])
def style_edit(request: HttpRequest, code: str) -> HttpResponse:
    """Change a style."""
    facts = selectors.style_by_code(code)
    form = StyleForm(sent(request), is_new=False, initial=_initial(facts))
    page = FormPage(
        title=gettext("Change {name}").format(name=words.named(facts)),
        purpose=gettext("Pieces that exist keep what they have; new ones start with this."),
        button=gettext("Save"),
        back=reverse("catalog:style", args=[code]),
        back_label=words.named(facts),
    )

    def act() -> str:
        services.edit_style(actor=request.actor, code=code, request=form.request(), at=now())
        return reverse("catalog:style", args=[code])

    return form_page(request, form, page, act)


@require_POST
def style_withdraw(request: HttpRequest, code: str) -> HttpResponse:
    """Withdraw a style from today on, or take it back into use."""
    restoring = request.POST.get("do") == "restore"
    on = None if restoring else clock.local_date(now(), "Asia/Shanghai")
    services.withdraw_style(actor=request.actor, code=code, on=on, at=now())
    say(request, gettext("Back in use.") if restoring else gettext("Withdrawn. Its pieces stay."))
    return redirect("catalog:style", code)


def _initial(facts: StyleFacts) -> dict[str, object]:
    plain = ("name", "name_en", "series", "set_code", "price_basis", "labour_kind", "labour_value", "note")
    named = {name: getattr(facts, name) for name in (*plain, "weight_from_mg", "weight_to_mg")}
    chosen = {name: word.code for name, word in facts.words.items()}
    return named | chosen | {"category": facts.category_code, "price_item": facts.price_item_code}
