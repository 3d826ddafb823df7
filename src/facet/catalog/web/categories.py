"""The category tree: looking, growing, changing, moving, withdrawing."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from facet.catalog import selectors, services
from facet.catalog.permissions import CatalogPermission
from facet.catalog.selectors import CategoryFacts
from facet.catalog.web import words
from facet.catalog.web.forms_kinds import CategoryForm
from facet.catalog.web.pages import FormPage, form_page, say, sent
from facet.kernel.clock import now
from facet.kernel.permissions import require
from facet.kernel.transactions import viewing

_KEPT = (
    "points_class",
    "price_basis",
    "labour_kind",
    "labour_value",
    "loss_bp",
    "target_margin_bp",
    "tax_class",
    "earns_points",
    "allows_discount",
    "icon",
)


@require_GET
def categories(request: HttpRequest) -> HttpResponse:
    """The whole tree with its defaults."""
    actor = request.actor
    require(actor, CatalogPermission.VIEW_CATALOG)
    with viewing(actor):
        tree = list(selectors.category_facts().values())
        items = {item.id: item for item in selectors.price_items()}
    show_withdrawn = request.GET.get("show") == "all"
    return render(
        request,
        "catalog/categories.html",
        {
            "rows": [
                (facts, items.get(facts.price_item_id or 0)) for facts in tree if facts.is_active or show_withdrawn
            ],
            "leaves": sum(facts.is_leaf and facts.is_active for facts in tree),
            "withdrawn": sum(not facts.is_active for facts in tree),
            "show_withdrawn": show_withdrawn,
            "may_change": actor.may(CatalogPermission.MANAGE_CATALOG),
        },
    )


@require_http_methods(["GET", "POST"])
def category_new(request: HttpRequest) -> HttpResponse:
    """A new leaf; it starts with what the branch above it says."""
    parent = request.GET.get("parent", "")
    above = selectors.category_by_code(parent) if parent else None
    form = CategoryForm(sent(request), is_new=True, initial=_initial(above) if above else {"icon": "diamond"})
    page = FormPage(
        title=gettext("New category"),
        purpose=gettext("It hangs under {name}.").format(name=words.named(above))
        if above
        else gettext("A new branch beside the others."),
        button=gettext("Add the category"),
        back=reverse("catalog:categories"),
        back_label=gettext("Categories"),
    )

    def act() -> str:
        code = form.cleaned_data["code"]
        services.create_category(actor=request.actor, code=code, parent=parent, request=form.request(), at=now())
        return reverse("catalog:categories") + f"#c-{code}"

    return form_page(request, form, page, act)


@require_http_methods(["GET", "POST"])
def category(request: HttpRequest, code: str) -> HttpResponse:
    """One category's names and defaults."""
    facts = selectors.category_by_code(code)
    tree = [each for each in selectors.category_facts().values() if each.is_active and code not in each.path_codes]
    form = CategoryForm(sent(request), is_new=False, initial=_initial(facts) | _names(facts))
    page = FormPage(
        title=words.named(facts),
        purpose=gettext("Pieces that exist keep what they have; new ones start with this."),
        button=gettext("Save"),
        back=reverse("catalog:categories"),
        back_label=gettext("Categories"),
        extra={"facts": facts, "targets": tree},
    )

    def act() -> str:
        services.edit_category(actor=request.actor, code=code, request=form.request(), at=now())
        return reverse("catalog:categories") + f"#c-{code}"

    return form_page(request, form, page, act, template="catalog/category.html")


@require_POST
def category_move(request: HttpRequest, code: str) -> HttpResponse:
    """Hang a branch elsewhere."""
    parent = request.POST.get("parent", "")
    services.move_category(actor=request.actor, code=code, parent=parent, at=now())
    say(request, gettext("Moved."))
    return redirect("catalog:categories")


@require_POST
def category_withdraw(request: HttpRequest, code: str) -> HttpResponse:
    """Take a branch out of use, or back into use."""
    if request.POST.get("do") == "restore":
        services.restore_category(actor=request.actor, code=code, at=now())
        say(request, gettext("Back in use."))
    else:
        services.withdraw_category(actor=request.actor, code=code, at=now())
        say(request, gettext("Withdrawn. It stays in the reports."))
    return redirect("catalog:categories")


def _initial(facts: CategoryFacts) -> dict[str, object]:
    item = next((each.code for each in selectors.price_items() if each.id == facts.price_item_id), "")
    return {name: getattr(facts, name) for name in _KEPT} | {"price_item": item}


def _names(facts: CategoryFacts) -> dict[str, object]:
    return {"name": facts.name, "name_en": facts.name_en}
