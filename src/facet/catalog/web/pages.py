"""One form, one page: shown, refused with words, or done and on to where its result is."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext

from facet.catalog.permissions import CatalogPermission
from facet.kernel.errors import DomainError
from facet.kernel.interface import add_refusal
from facet.kernel.permissions import require


@dataclass(frozen=True, slots=True)
class FormPage:
    """What stands around a form; `back` is an address, `back_label` its words."""

    title: str
    purpose: str
    button: str
    back: str
    back_label: str
    extra: dict[str, Any] = field(default_factory=dict)


def form_page(
    request: HttpRequest,
    form: forms.Form,
    page: FormPage,
    act: Callable[[], str],
    *,
    template: str = "catalog/form.html",
) -> HttpResponse:
    """Show `form`; sent and valid, `act()` does it and gives the address to go to."""
    require(request.actor, CatalogPermission.MANAGE_CATALOG)
    if form.is_bound and form.is_valid():
        try:
            target = act()
        except DomainError as refusal:
            add_refusal(form, refusal)
        else:
            say(request, gettext("Saved."))
            return redirect(target)
    return render(request, template, {"form": form, "page": page, **page.extra}, status=422 if form.is_bound else 200)


def say(request: HttpRequest, sentence: str) -> None:
    """Let the next page say `sentence` once."""
    request.session["notice"] = sentence


def sent(request: HttpRequest) -> Any:
    """The form's data when it was sent, else None."""
    return request.POST if request.method == "POST" else None
