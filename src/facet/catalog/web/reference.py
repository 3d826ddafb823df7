"""Reference data: dictionaries, lines of the board, grades of purity."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from facet.catalog import selectors, services
from facet.catalog.permissions import CatalogPermission
from facet.catalog.rules.categories import DictionaryKind
from facet.catalog.web import words
from facet.catalog.web.forms_kinds import EndForm, PriceItemForm, PurityForm, WordForm
from facet.catalog.web.pages import FormPage, form_page, sent
from facet.kernel import clock
from facet.kernel.clock import now
from facet.kernel.errors import NotFound
from facet.kernel.permissions import require
from facet.kernel.transactions import viewing


@require_GET
def dictionaries(request: HttpRequest) -> HttpResponse:
    """The words of one dictionary, and the tabs that lead to the others."""
    actor = request.actor
    require(actor, CatalogPermission.VIEW_CATALOG)
    kind = next((each for each in DictionaryKind if each == request.GET.get("kind")), DictionaryKind.FORM)
    with viewing(actor):
        rows = selectors.words(str(kind))
    context = {"kind": str(kind), "rows": rows, "kinds": words.options("dictionary"), "may_change": _may(request)}
    context["moved"], _, context["moved_to"] = request.GET.get("moved", "").partition(":")
    return render(request, "catalog/dictionaries.html", context)


@require_http_methods(["GET", "POST"])
def word(request: HttpRequest, kind: str, code: str = "") -> HttpResponse:
    """Add a word, or change one."""
    rows = {each.code: each for each in selectors.words(kind)}
    if kind not in list(DictionaryKind) or (code and code not in rows):
        raise NotFound(key=code or kind)
    known = rows.get(code)
    initial = _word(known) if known else {"position": len(rows) + 1, "is_active": True}
    form = WordForm(sent(request), is_new=not code, has_value=kind == DictionaryKind.RING_SIZE, initial=initial)
    back = reverse("catalog:dictionaries") + f"?kind={kind}"
    page = FormPage(
        title=words.named(known) if known else gettext("New word"),
        purpose=gettext("Words in use are retired, never deleted."),
        button=gettext("Save"),
        back=back,
        back_label=words.label(kind, "dictionary"),
    )

    def act() -> str:
        key = code or form.cleaned_data["code"]
        facts = {"kind": kind, "code": key, "request": form.request(), "is_new": not code}
        services.save_word(actor=request.actor, at=now(), **facts)
        return back

    return form_page(request, form, page, act)


@require_POST
def word_move(request: HttpRequest, kind: str, code: str) -> HttpResponse:
    """One place up or down; the focus stays on the button, so that it can be pressed again."""
    to = "up" if request.POST.get("to") == "up" else "down"
    services.move_word(actor=request.actor, kind=kind, code=code, up=to == "up", at=now())
    asked = urlencode({"kind": kind, "moved": f"{code}:{to}"})
    return redirect(reverse("catalog:dictionaries") + f"?{asked}#word-{code}")


@require_GET
def price_items(request: HttpRequest) -> HttpResponse:
    """The lines of the board."""
    actor = request.actor
    require(actor, CatalogPermission.VIEW_CATALOG)
    with viewing(actor):
        rows = selectors.price_items()
    return render(request, "catalog/price_items.html", {"rows": rows, "may_change": _may(request)})


@require_http_methods(["GET", "POST"])
def price_item(request: HttpRequest, code: str = "") -> HttpResponse:
    """Add a line to the board, or change one."""
    rows = {each.code: each for each in selectors.price_items()}
    if code and code not in rows:
        raise NotFound(key=code)
    known = rows.get(code)
    names = ("name", "name_en", "metal", "fineness_e4", "premium_bp", "order", "is_active")
    initial = {name: getattr(known, name) for name in names} | {"base": known.base_code} if known else {}
    initial = initial or {"order": len(rows) + 1, "premium_bp": 0, "is_active": True}
    form = PriceItemForm(sent(request), is_new=not code, own_code=code, initial=initial)
    page = FormPage(
        title=words.named(known) if known else gettext("New line of the board"),
        purpose=gettext("A metal at a content, priced by the gram."),
        button=gettext("Save"),
        back=reverse("catalog:price_items"),
        back_label=gettext("Lines of the board"),
    )

    def act() -> str:
        key = code or form.cleaned_data["code"]
        services.save_price_item(actor=request.actor, code=key, request=form.request(), is_new=not code, at=now())
        return reverse("catalog:price_items")

    return form_page(request, form, page, act)


@require_GET
def purities(request: HttpRequest) -> HttpResponse:
    """The dated purity table."""
    actor = request.actor
    require(actor, CatalogPermission.VIEW_CATALOG)
    with viewing(actor):
        rows = selectors.purities()
    today = clock.local_date(now(), "Asia/Shanghai")
    return render(request, "catalog/purities.html", {"rows": rows, "today": today, "may_change": _may(request)})


@require_http_methods(["GET", "POST"])
def purity_new(request: HttpRequest) -> HttpResponse:
    """Add a grade from a day on."""
    form = PurityForm(sent(request))
    page = FormPage(
        title=gettext("New grade"),
        purpose=gettext("The same grade's older row ends on the day the new one begins."),
        button=gettext("Add the grade"),
        back=reverse("catalog:purities"),
        back_label=gettext("Purity table"),
    )

    def act() -> str:
        day, source = form.cleaned_data["valid_from"], form.cleaned_data["source"]
        services.add_purity(actor=request.actor, grade=form.grade(), valid_from=day, source=source, at=now())
        return reverse("catalog:purities")

    return form_page(request, form, page, act)


@require_http_methods(["GET", "POST"])
def purity_end(request: HttpRequest, purity_id: int) -> HttpResponse:
    """Let a grade end."""
    row = next((each for each in selectors.purities() if each.id == purity_id), None)
    if row is None:
        raise NotFound(key=str(purity_id))
    form = EndForm(sent(request))
    page = FormPage(
        title=gettext("End {name}").format(name=row.grade.legal_name),
        purpose=gettext("Pieces named by it keep their name."),
        button=gettext("End the grade"),
        back=reverse("catalog:purities"),
        back_label=gettext("Purity table"),
    )

    def act() -> str:
        day = form.cleaned_data["valid_until"]
        services.end_purity(actor=request.actor, purity_id=purity_id, valid_until=day, at=now())
        return reverse("catalog:purities")

    return form_page(request, form, page, act)


def _word(known: selectors.WordFacts) -> dict[str, object]:
    return {name: getattr(known, name) for name in ("name", "name_en", "value", "position", "is_active")}


def _may(request: HttpRequest) -> bool:
    return bool(request.actor.may(CatalogPermission.MANAGE_CATALOG))
