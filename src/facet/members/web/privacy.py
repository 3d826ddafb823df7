"""What a person may ask of the house: everything it holds of her, and to be forgotten."""

import json
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from facet.kernel.access import note_access
from facet.kernel.clock import now
from facet.kernel.errors import DomainError
from facet.kernel.interface import OperationForm, add_refusal
from facet.kernel.permissions import require
from facet.kernel.transactions import viewing
from facet.members import services
from facet.members.permissions import MembersPermission
from facet.members.rules.privacy import APPROVAL_KIND
from facet.members.selectors.erasing import Erasing, erasing, id_of_number
from facet.members.web.offers_privacy import wish_to_erase
from facet.organisation import selectors as organisation_selectors
from facet.organisation import services as organisation_services

_PAPER = (
    "@page { size: A4 landscape; margin: 12mm; }"
    'body { font: 8pt "Noto Sans CJK SC", "Noto Sans SC", sans-serif; color: #1d1a16; }'
    "h1 { font-size: 14pt; }"
    "h2 { font-size: 10pt; margin: 4mm 0 1mm; }"
    "table { width: 100%; border-collapse: collapse; table-layout: fixed; }"
    "th, td { text-align: left; vertical-align: top; border: 0.3pt solid #b9b1a4;"
    " padding: 0.8mm; overflow-wrap: anywhere; font-size: 6.5pt; }"
    "dl { columns: 2; }"
    "dt { font-weight: 600; }"
)


class NumberForm(forms.Form):
    """Whose data it is about."""

    number = forms.CharField(
        label=gettext_lazy("Member number"), max_length=16,
        help_text=gettext_lazy("As it stands on the member’s page. Ask the person to prove who she is first."),
    )  # fmt: skip


class EraseForm(OperationForm):
    """Why a person is erased."""

    reason = forms.CharField(
        label=gettext_lazy("Who asked for it, and when"), max_length=200,
        help_text=gettext_lazy("Kept as proof. Write no name and no phone number here."),
    )  # fmt: skip


def _choose(request: HttpRequest, right: str, template: str, to: str) -> HttpResponse:
    """A page that asks for the member's number and goes on to her."""
    require(request.actor, right)
    form = NumberForm(request.POST or None)
    if form.is_bound and form.is_valid():
        try:
            member_id = id_of_number(request.actor, form.cleaned_data["number"])
            return redirect(to, member_id=member_id)
        except DomainError as refusal:
            add_refusal(form, refusal)
    return render(request, template, {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def export_person(request: HttpRequest) -> HttpResponse:
    """Choose whose data to give out."""
    return _choose(request, MembersPermission.EXPORT_MEMBERS, "members/export_person.html", "members:export_file")


@require_http_methods(["GET", "POST"])
def erase_person(request: HttpRequest) -> HttpResponse:
    """Choose whom to forget."""
    return _choose(request, MembersPermission.ERASE_MEMBERS, "members/erase_person.html", "members:erase")


@never_cache
@require_http_methods(["GET", "POST"])
def export_file(request: HttpRequest, member_id: int) -> HttpResponse:
    """Everything the house holds of one person: as JSON, as a page to print, as PDF."""
    require(request.actor, MembersPermission.EXPORT_MEMBERS)
    with viewing(request.actor):
        person = erasing(request.actor, member_id)
    if request.method == "GET":
        return render(request, "members/export_file.html", {"person": person})
    note_access(request, "members.member", member_id)
    exported = services.export_member(actor=request.actor, member_id=member_id, at=now())
    kind = request.POST.get("kind", "json")
    if kind == "json":
        content: Any = json.dumps(exported.plain(), ensure_ascii=False, indent=1, default=str).encode()
        return _attached(content, "application/json", f"{exported.number}.json")
    page = render_to_string("members/person_export.html", {"exported": exported, "tables": _tables(exported)}, request)
    paper = page.replace("</head>", f"<style>{_PAPER}</style></head>")  # the file stands alone: nothing to link to
    if kind == "pdf":
        return _attached(_pdf(paper), "application/pdf", f"{exported.number}.pdf")
    return _attached(paper.encode(), "text/html; charset=utf-8", f"{exported.number}.html")


def _tables(exported: services.PersonExport) -> list[tuple[str, list[str], list[list[str]]]]:
    """(title, column names, rows as texts)."""
    return [
        (
            gettext(title),
            list(rows[0]),
            [["" if value is None else str(value) for value in row.values()] for row in rows],
        )
        for _, title, rows in exported.tables
    ]


def _pdf(page: str) -> bytes:
    from weasyprint import HTML  # noqa: PLC0415 -- slow import

    content: bytes = HTML(string=page, base_url=".").write_pdf()
    return content


def _attached(content: bytes, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "no-store"
    return response


@never_cache
@require_http_methods(["GET", "POST"])
def erase(request: HttpRequest, member_id: int) -> HttpResponse:
    """Forget one person: what stands in the way, the second person's yes, then for good."""
    require(request.actor, MembersPermission.ERASE_MEMBERS)
    with viewing(request.actor):
        person = erasing(request.actor, member_id)
    approval = _approval(request)
    form = EraseForm(request.POST or None)
    if form.is_bound and form.is_valid():
        try:
            return _act(request, person, form)
        except DomainError as refusal:
            add_refusal(form, refusal)
    context = {"person": person, "form": form, "approval": approval}
    return render(request, "members/erase.html", context, status=422 if form.errors else 200)


def _approval(request: HttpRequest) -> Any:
    """The request for a second person that the address names, or None."""
    named = request.GET.get("approval", "")
    if not named.isdecimal():
        return None
    card = organisation_selectors.approval_card(request.actor, int(named), at=now())
    return card if card.kind == APPROVAL_KIND else None


def _act(request: HttpRequest, person: Erasing, form: EraseForm) -> HttpResponse:
    at, approval = now(), _approval(request)
    url = reverse("members:erase", args=[person.id])
    if approval is None:
        wish = wish_to_erase(request.actor, person.home_store_id, {"member_id": person.id}, at)
        number = organisation_services.request_approval(
            actor=request.actor, operation=form.operation(), kind=APPROVAL_KIND, store_id=person.home_store_id,
            wish=wish, reason=form.cleaned_data["reason"], at=at,
        )  # fmt: skip
        return redirect(f"{url}?approval={number}")
    services.erase_member(
        actor=request.actor, operation=form.operation(), member_id=person.id, approval_id=approval.id,
        reason=form.cleaned_data["reason"], at=at,
    )  # fmt: skip
    request.session["notice"] = gettext("{number} has been erased. Amounts, points and days stay, nameless.").format(
        number=person.number
    )
    return redirect(url)
