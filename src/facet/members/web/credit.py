"""Members' credit on screen: limits, repayments, the statement and its paper."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from facet.kernel.access import note_access
from facet.kernel.clock import now
from facet.kernel.formats import shown
from facet.kernel.listing.web import list_page
from facet.kernel.permissions import require
from facet.kernel.transactions import viewing
from facet.members import selectors, services
from facet.members.flows.statement_pdf import statement_pdf
from facet.members.permissions import MembersPermission
from facet.members.selectors.credit import wish_to_write_off
from facet.members.services import Repayment
from facet.members.web.card_forms import (
    CreditLimitForm,
    ReasonOnlyForm,
    RepaymentForm,
    WriteOffForm,
    member_by,
    number_asked_for,
)
from facet.members.web.card_lists import CREDIT
from facet.members.web.card_panels import statement_facts
from facet.members.web.pages import FormPage, form_page, sent
from facet.organisation import services as organisation_services

_SUBJECT = "members.member"


@require_GET
def credit_limits(request: HttpRequest) -> HttpResponse:
    """Who may owe, who owes, and since when."""
    return list_page(request, CREDIT)


@never_cache
@require_http_methods(["GET", "POST"])
def credit_limit(request: HttpRequest) -> HttpResponse:
    """Set how much a member may owe."""
    require(request.actor, MembersPermission.MANAGE_CREDIT)
    form = CreditLimitForm(
        sent(request), initial={"member": number_asked_for(request.actor, request.GET.get("member", ""))}
    )
    back = reverse("members:credit_limits")
    page = FormPage(
        title=gettext("Set a credit limit"), back=back, crumbs=((back, gettext("Members’ credit")),),
        purpose=gettext("How much a member may owe, and for how long. Stores use it; only finance sets it."),
    )  # fmt: skip
    return form_page(request, form, page, lambda: services.set_credit_limit(
        actor=request.actor, operation=form.operation(), at=now(), limit_cents=form.cleaned_data["limit"],
        member_id=member_by(request.actor, form.cleaned_data["member"]), due_days=form.cleaned_data["due_days"],
    ))  # fmt: skip


@never_cache
@require_http_methods(["GET", "POST"])
def credit_repayments(request: HttpRequest) -> HttpResponse:
    """Take what a member pays back."""
    require(request.actor, MembersPermission.TAKE_REPAYMENT)
    form = RepaymentForm(
        sent(request), initial={"member": number_asked_for(request.actor, request.GET.get("member", ""))}
    )
    may_list = request.actor.may(MembersPermission.VIEW_CREDIT)
    back = reverse("members:credit_limits") if may_list else reverse("members:credit_repayments")
    page = FormPage(
        title=gettext("Take a repayment"), back=back, crumbs=((back, gettext("Members’ credit")),),
        purpose=gettext("What a member pays back settles the oldest part first; the limit is free again at once."),
    )  # fmt: skip
    return form_page(request, form, page, lambda: services.repay_credit(
        actor=request.actor, operation=form.operation(), at=now(),
        request=Repayment(
            member_id=member_by(request.actor, form.cleaned_data["member"]), reason=form.cleaned_data["reason"],
            amount_cents=form.cleaned_data["amount"], tender=form.cleaned_data["tender"],
        ),
    ), said=gettext("The repayment is in the book."))  # fmt: skip


@never_cache
@require_GET
def credit(request: HttpRequest, member_id: int) -> HttpResponse:
    """The statement: limit, open, by age, and every line."""
    with viewing(request.actor):
        told = selectors.credit_statement(request.actor, member_id, at=now())
    note_access(request, _SUBJECT, member_id)
    context = {"facts": statement_facts(request.actor, told), "form": ReasonOnlyForm()}
    return render(request, "members/credit.html", context)


@never_cache
@require_GET
def credit_pdf(request: HttpRequest, member_id: int) -> HttpResponse:
    """The statement on paper."""
    with viewing(request.actor):
        told = selectors.credit_statement(request.actor, member_id, at=now())
    note_access(request, _SUBJECT, member_id)
    paper = statement_pdf(statement_facts(request.actor, told))
    name = f"credit-{told.number}-{told.today}.pdf"
    return HttpResponse(
        paper, content_type="application/pdf", headers={"Content-Disposition": f'inline; filename="{name}"'}
    )


@never_cache
@require_http_methods(["GET", "POST"])
def write_off(request: HttpRequest, member_id: int) -> HttpResponse:
    """Give up a part of what is owed: first finance is asked, then its yes is used."""
    require(request.actor, MembersPermission.TAKE_REPAYMENT)
    with viewing(request.actor):
        told = selectors.credit_statement(request.actor, member_id, at=now())
    form = WriteOffForm(sent(request))
    back = reverse("members:credit", args=[member_id])
    page = FormPage(
        title=gettext("Write off"), back=back, crumbs=((back, told.number),),
        purpose=gettext("Open now: {yuan} yuan. Finance approves before anything is written off.").format(
            yuan=shown(told.open_cents, "yuan")
        ),
    )  # fmt: skip
    if form.is_bound and form.is_valid() and not form.cleaned_data["approval_id"]:
        return _ask(request, form, member_id, back)
    return form_page(request, form, page, lambda: services.write_off_credit(
        actor=request.actor, operation=form.operation({"member": member_id, **form.cleaned_data}),
        request=_off(form, member_id), approval_id=form.cleaned_data["approval_id"], at=now(),
    ))  # fmt: skip


def _off(form: WriteOffForm, member_id: int) -> Repayment:
    return Repayment(
        member_id=member_id, amount_cents=form.cleaned_data["amount"], tender="", reason=form.cleaned_data["reason"]
    )


def _ask(request: HttpRequest, form: WriteOffForm, member_id: int, back: str) -> HttpResponse:
    payload = {"member_id": member_id, "amount_cents": form.cleaned_data["amount"]}
    number = organisation_services.request_approval(
        actor=request.actor, operation=form.operation({"ask": True, **payload}), kind="members.write_off",
        store_id=request.actor.store_id, wish=wish_to_write_off(request.actor, None, payload, now()),
        reason=form.cleaned_data["reason"], at=now(),
    )  # fmt: skip
    request.session["notice"] = gettext("Finance is asked: approval number {n}.").format(n=number)
    return redirect(back)


@require_POST
def undo_repayment(request: HttpRequest, member_id: int, entry_id: int) -> HttpResponse:
    """Take back a repayment that was noted wrongly."""
    form = ReasonOnlyForm(request.POST)
    if form.is_valid():
        facts = {"entry_id": entry_id, "reason": form.cleaned_data["reason"]}
        services.undo_repayment(actor=request.actor, operation=form.operation(facts), at=now(), **facts)
        request.session["notice"] = gettext("Taken back: the amount is open again.")
    return redirect("members:credit", member_id=member_id)
