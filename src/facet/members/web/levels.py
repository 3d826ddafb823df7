"""Price levels: what members with a card of a level pay less."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from facet.kernel import formats
from facet.kernel.clock import now
from facet.kernel.permissions import require
from facet.members import selectors, services
from facet.members.permissions import MembersPermission
from facet.members.web.card_forms import PriceLevelForm
from facet.members.web.pages import FormPage, form_page, sent


@require_http_methods(["GET", "POST"])
def price_level(request: HttpRequest, level: int) -> HttpResponse:
    """Define a level, or change one; the tills follow at once."""
    require(request.actor, MembersPermission.MANAGE_CARDS)
    if not 1 <= level <= 9:
        raise Http404
    known = next((row for row in selectors.price_levels() if row.level == level), None)
    initial = {} if known is None else {
        "name": known.name, "name_en": known.name_en, "fixed": formats.shown(known.fixed_bp, "percent").rstrip("% "),
        "gram": formats.shown(known.gram_cents, "yuan").replace(",", ""),
    }  # fmt: skip
    form = PriceLevelForm(sent(request), initial=initial)
    back = reverse("members:card_types")
    page = FormPage(
        title=gettext("Price level {n}").format(n=level), back=back, crumbs=((back, gettext("Card types")),),
        purpose=gettext("What members with a card of this level pay less, from now on."),
    )  # fmt: skip
    return form_page(request, form, page, lambda: services.save_price_level(
        actor=request.actor, operation=form.operation({"level": level, **form.cleaned_data}), level=level,
        wanted=form.wanted(), at=now(),
    ))  # fmt: skip
