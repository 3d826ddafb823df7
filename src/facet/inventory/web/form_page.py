"""One form, one page: shown, refused with words, or done and on to where its result is."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext

from facet.kernel.errors import DomainError
from facet.kernel.interface import add_refusal


@dataclass(frozen=True, slots=True)
class FormPage:
    """What stands around a form: crumbs are (words, address), the last of them is where "cancel" leads.

    `done` is the sentence afterwards; "" where the act says its own.
    """

    title: str
    purpose: str
    button: str
    crumbs: list[tuple[str, str]]
    done: str
    template: str = "inventory/form.html"
    extra: dict[str, Any] = field(default_factory=dict)


def form_page(
    request: HttpRequest, form: forms.Form, page: FormPage, act: Callable[[dict[str, Any]], str]
) -> HttpResponse:
    """Show `form`; sent and valid, `act(cleaned)` does it and gives the address to go on to."""
    if form.is_bound and form.is_valid():
        try:
            target = act(form.cleaned_data)
        except DomainError as refusal:
            add_refusal(form, refusal)
        else:
            if page.done:
                request.session["notice"] = page.done
            return redirect(target)
    context = {"form": form, "page": page, "back": page.crumbs[-1][1], **page.extra}
    return render(request, page.template, context, status=422 if form.is_bound else 200)


def sent(request: HttpRequest) -> Any:
    """The form's data when it was sent to be done, else None; another store only asks for its places."""
    return request.POST if request.method == "POST" and "refresh" not in request.POST else None


def typed(request: HttpRequest) -> dict[str, Any]:
    """What was typed before another store was chosen."""
    return request.POST.dict() if "refresh" in request.POST else {}


def piece_crumbs(tag: str) -> list[tuple[str, str]]:
    """The way to a piece's page."""
    return [(gettext("Piece list"), reverse("inventory:pieces")), (tag, reverse("inventory:piece", args=[tag]))]
