"""One form, one page, perhaps with a table of lines: shown, refused with words, or done and on to its result."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from facet.kernel.errors import DomainError
from facet.kernel.interface import add_refusal


@dataclass(frozen=True, slots=True)
class FormPage:
    """What stands around a form: crumbs are (words, address), the last of them is where "cancel" leads.

    `lines` is a formset shown as a table under the form. `done` is the sentence afterwards.
    """

    title: str
    purpose: str
    button: str
    crumbs: list[tuple[str, str]]
    done: str = ""
    lines: Any = None
    lines_title: str = ""
    lines_hint: str = ""
    may_grow: bool = False
    template: str = "purchasing/form.html"
    extra: dict[str, Any] = field(default_factory=dict)


def form_page(
    request: HttpRequest, form: forms.Form, page: FormPage, act: Callable[[dict[str, Any]], str]
) -> HttpResponse:
    """Show `form`; sent and valid, `act(cleaned)` does it and gives the address to go on to."""
    valid = form.is_bound and form.is_valid() and (page.lines is None or page.lines.is_valid())
    if valid:
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
    """The form's data when it was sent to be done, else None."""
    return request.POST if request.method == "POST" and "more" not in request.POST else None


def plain(facts: dict[str, Any], **more: Any) -> dict[str, Any]:
    """Cleaned values as texts, for the digest of an act."""
    return {name: str(value) for name, value in (facts | more).items()}


def grown(request: HttpRequest, prefix: str, rows: int) -> Any:
    """What was typed, with room for `rows` more lines: the answer to "More lines"."""
    data = request.POST.copy()
    name = f"{prefix}-TOTAL_FORMS"
    data[name] = str(min(int(data.get(name) or 0) + rows, 200) if str(data.get(name, "")).isdecimal() else rows)
    return data
