"""One promotion: what it says, where it stands, what it brought; asked for, published, stopped."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from facet.kernel import clock
from facet.kernel.errors import DomainError, NotFound
from facet.kernel.interface import OperationForm, add_refusal
from facet.kernel.listing.web import list_page
from facet.kernel.transactions import viewing
from facet.organisation import selectors as organisation_selectors
from facet.promotions import services
from facet.promotions.permissions import PromotionsPermission
from facet.promotions.selectors import promotion_page, words
from facet.promotions.web.fields import CleanField, today
from facet.promotions.web.lists import PROMOTIONS


class AskForm(OperationForm):
    """What a second person reads beside the draft."""

    reason = CleanField(
        label=_("What it is for"), max_length=120, help_text=_("Your colleague reads it beside the draft.")
    )


@require_GET
def promotions(request: HttpRequest) -> HttpResponse:
    """All promotions."""
    return list_page(request, PROMOTIONS)


@require_GET
def promotion(request: HttpRequest, code: str) -> HttpResponse:
    """One promotion."""
    return _shown(request, code, AskForm())


@require_POST
def ask(request: HttpRequest, code: str) -> HttpResponse:
    """Show the draft to a second person."""
    form = AskForm(request.POST)
    return _act(
        request, code, form, gettext("A second person has been asked. With the yes you can publish here."),
        lambda: services.request_promotion_approval(
            actor=request.actor, operation=form.operation({"code": code} | form.cleaned_data), code=code,
            reason=form.cleaned_data["reason"], at=clock.now(),
        ),
    )  # fmt: skip


@require_POST
def publish(request: HttpRequest, code: str) -> HttpResponse:
    """Put the draft in force, with the second person's yes."""
    form = OperationForm(request.POST)
    return _act(
        request, code, form, gettext("Published. It counts on its days."),
        lambda: services.publish_promotion(
            actor=request.actor, operation=form.operation({"code": code}), code=code, at=clock.now()
        ),
    )  # fmt: skip


@require_POST
def stop(request: HttpRequest, code: str) -> HttpResponse:
    """End it at once."""
    form = OperationForm(request.POST)
    return _act(
        request, code, form, gettext("Stopped. Tickets of before keep what they got."),
        lambda: services.stop_promotion(
            actor=request.actor, operation=form.operation({"code": code}), code=code, at=clock.now()
        ),
    )  # fmt: skip


def _act(request: HttpRequest, code: str, form: OperationForm, told: str, act: Callable[[], Any]) -> HttpResponse:
    if form.is_valid():
        try:
            act()
        except DomainError as refusal:
            add_refusal(form, refusal)
        else:
            request.session["notice"] = told
            return redirect("promotions:promotion", code)
    return _shown(request, code, form)


def _shown(request: HttpRequest, code: str, form: OperationForm) -> HttpResponse:
    with viewing(request.actor):
        page = promotion_page(request.actor, code, on=today())
        approval = _approval(request, page.draft)
    shown = page.shown
    context = {
        "page": page, "shown": shown, "badge": words.badge_of(shown.state), "name": words.named(page.promotion),
        "versions": [
            (row, words.badge_of(row.state), words.gives(row.terms), words.days(row.terms)) for row in page.history
        ],
        "gives": words.gives(shown.terms), "days": words.days(shown.terms),
        "conditions": words.conditions(shown.terms), "limits": words.limits(shown.terms),
        "clashes": words.clash_sentences(page.clashes), "approval": approval,
        "form": form if isinstance(form, AskForm) else AskForm(), "refused": form.errors and form,
        "may_manage": request.actor.may(PromotionsPermission.MANAGE_PROMOTIONS),
        "key": OperationForm(),
    }  # fmt: skip
    return render(request, "promotions/promotion.html", context, status=422 if form.errors else 200)


def _approval(request: HttpRequest, draft: Any) -> Any:
    """What a second person said to the draft, while it was shown to one."""
    if draft is None or draft.version.approval_id is None:
        return None
    try:
        return organisation_selectors.approval_card(request.actor, draft.version.approval_id, at=clock.now())
    except NotFound:  # asked by a colleague
        return None
