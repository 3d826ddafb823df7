"""A form that does one thing: shown, sent, refused in words, or done and told on the next page."""

from collections.abc import Callable
from dataclasses import dataclass

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from facet.kernel.errors import DomainError
from facet.kernel.interface import add_refusal
from facet.kernel.permissions import Actor
from facet.members import selectors as members_selectors
from facet.members.errors import MemberUnknown


@dataclass(frozen=True, slots=True, kw_only=True)
class FormPage:
    """The words around a form; all translated already."""

    title: str
    purpose: str
    button: str
    icon: str
    back_url: str
    back_label: str
    note: str = ""


Done = tuple[str, str]  # where to go, what to say there


def act_form(
    request: HttpRequest, form: forms.Form, act: Callable[[], Done], *, page: FormPage, template: str = ""
) -> HttpResponse:
    """Do `act` with the valid `form`; a refusal stands at its field or on top."""
    if form.is_bound and form.is_valid():
        try:
            url, told = act()
        except DomainError as refusal:
            add_refusal(form, refusal)
        else:
            request.session["notice"] = told
            return redirect(url)
    status = 422 if form.errors else 200
    return render(request, template or "loyalty/form.html", {"form": form, "page": page}, status=status)


def member_named(actor: Actor, text: str) -> int:
    """The one member whom `text` names; several would be a guess. Raises: MemberUnknown."""
    found = members_selectors.find_members(actor, text)
    exact = [row for row in found if row.number == text.strip().upper()]
    if len(exact or found) != 1:
        raise MemberUnknown(key=text)
    return (exact or found)[0].id


def number_of(actor: Actor, text: str) -> str:
    """The number of the member with that id, where the page was opened from hers; else nothing."""
    if not text.isdecimal() or len(text) > 15:
        return ""
    try:
        return members_selectors.member_for_sale(int(text)).number
    except MemberUnknown:
        return ""
