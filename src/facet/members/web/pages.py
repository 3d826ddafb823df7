"""One form, one page: shown, refused with words, or done and on to where its result is."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext

from facet.kernel.errors import DomainError
from facet.members.web.forms import refused


@dataclass(frozen=True, slots=True)
class FormPage:
    """What stands around a form; texts are translated already. `crumbs` are (address, words)."""

    title: str
    purpose: str
    back: str
    crumbs: tuple[tuple[str, str], ...] = ()
    extra: dict[str, Any] = field(default_factory=dict)


def form_page(
    request: HttpRequest, form: forms.Form, page: FormPage, act: Callable[[], Any], *, said: str = ""
) -> HttpResponse:
    """Show `form`; sent and valid, `act()` does it and the page before says so."""
    if form.is_bound and form.is_valid():
        try:
            act()
        except DomainError as refusal:
            refused(form, refusal)
        else:
            request.session["notice"] = said or gettext("Saved.")
            return redirect(page.back)
    context = {"form": form, "page": page, **page.extra}
    return render(request, "members/keep_form.html", context, status=422 if form.errors else 200)


def sent(request: HttpRequest) -> Any:
    """The form's data when it was sent, else None."""
    return request.POST if request.method == "POST" else None
