"""One form, one page: shown, refused with words, or done and on to where its result is."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext

from facet.kernel.errors import DomainError, NotPermitted
from facet.kernel.interface import add_refusal


@dataclass(frozen=True, slots=True)
class FormPage:
    """What stands around a form. `done` is the sentence after it; `back` an address, `back_label` its words."""

    title: str
    purpose: str
    button: str
    back: str
    back_label: str
    done: str = ""
    template: str = "organisation/form.html"
    extra: dict[str, Any] | None = None


def form_page(
    request: HttpRequest, form: forms.Form, page: FormPage, act: Callable[[dict[str, Any]], str]
) -> HttpResponse:
    """Show `form`; sent and valid, `act(cleaned)` does it and gives the address to go to."""
    if form.is_bound and form.is_valid():
        try:
            target = act(form.cleaned_data)
        except NotPermitted:
            raise  # the page that says who may
        except DomainError as refusal:
            add_refusal(form, refusal)
        else:
            say(request, page.done or gettext("Saved."))
            return redirect(target)
    context = {"form": form, "page": page, **(page.extra or {})}
    return render(request, page.template, context, status=422 if form.is_bound else 200)


def say(request: HttpRequest, sentence: str) -> None:
    """Let the next page say `sentence` once."""
    request.session["notice"] = sentence


def sent(request: HttpRequest) -> Any:
    """The form's data when it was sent, else None."""
    return request.POST if request.method == "POST" else None
