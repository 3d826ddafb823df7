"""Screens of people: list, file, taking on, leaving, roles, a new first password."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from facet.kernel.clock import now
from facet.kernel.errors import DomainError, NotPermitted
from facet.kernel.interface import add_refusal
from facet.kernel.listing.web import list_page
from facet.kernel.pages import sentence
from facet.kernel.permissions import require
from facet.organisation import flows, selectors, services
from facet.organisation.permissions import OrganisationPermission
from facet.organisation.web.form_page import FormPage, form_page, say, sent
from facet.organisation.web.forms_staff import LeaveForm, LoanForm, RoleForm, StaffForm
from facet.organisation.web.lists_people import STAFF

MANAGE = OrganisationPermission.MANAGE_STAFF
both = require_http_methods(["GET", "POST"])


@require_GET
def staff(request: HttpRequest) -> HttpResponse:
    """Everybody within reach."""
    return list_page(request, STAFF)


@require_GET
def staff_member(request: HttpRequest, code: str) -> HttpResponse:
    """One person with roles."""
    return _page_of(request, selectors.get_staff(request.actor, code=code))


@never_cache
@both
def staff_new(request: HttpRequest) -> HttpResponse:
    """Take somebody on; the answer is the new file with the first password, shown only this once."""
    require(request.actor, MANAGE)
    form = StaffForm(sent(request), viewer=request.actor, is_new=True)
    if form.is_bound and form.is_valid():
        given, password = dict(form.cleaned_data), flows.first_password()
        account = services.AccountIn(given.pop("username"), given.pop("code"), flows.encoded(password))
        try:
            services.create_staff(actor=request.actor, account=account, request=services.StaffIn(**given), at=now())
        except DomainError as refusal:
            add_refusal(form, refusal)
        else:
            person = selectors.get_staff(request.actor, code=account.code)
            return _page_of(request, person, first_password=password)
    return render(request, "organisation/form.html", _new_page(form), status=422 if form.is_bound else 200)


@both
def staff_edit(request: HttpRequest, code: str) -> HttpResponse:
    """Change name, department or home store."""
    person = selectors.get_staff(request.actor, code=code)
    require(request.actor, MANAGE, store_id=person.store_id)
    shown = {
        "name": person.name, "name_en": person.name_en, "department": person.department_code,
        "store": person.store_code, "joined_on": person.joined_on,
    }  # fmt: skip
    form = StaffForm(sent(request), initial=shown, viewer=request.actor, is_new=False)
    back = reverse("organisation:staff_member", args=[code])

    def act(given: dict[str, Any]) -> str:
        services.edit_staff(actor=request.actor, staff_id=person.id, request=services.StaffIn(**given), at=now())
        return back

    page = FormPage(_("Change the file"), f"{person.code} {person.name}", _("Save"), back, person.name)
    return form_page(request, form, page, act)


@both
def staff_leave(request: HttpRequest, code: str) -> HttpResponse:
    """Somebody leaves."""
    person = selectors.get_staff(request.actor, code=code)
    require(request.actor, MANAGE, store_id=person.store_id)
    form = LeaveForm(sent(request), initial={"left_on": now().date()})
    back = reverse("organisation:staff_member", args=[code])

    def act(given: dict[str, Any]) -> str:
        services.leave_staff(actor=request.actor, staff_id=person.id, left_on=given["left_on"], at=now())
        return back

    purpose = _("%(name)s can no longer sign in; sessions, tokens and roles end now. The name stays on past work.")
    page = FormPage(_("End the employment"), purpose % {"name": person.name}, _("End it"), back, person.name)
    return form_page(request, form, page, act)


@require_POST
def role_give(request: HttpRequest, code: str) -> HttpResponse:
    """Give a role at a place."""
    person = selectors.get_staff(request.actor, code=code)
    form = RoleForm(request.POST, viewer=request.actor)
    if not form.is_valid():
        return _page_of(request, person, role_form=form)
    wanted = services.RoleIn(**form.chosen())
    try:
        services.give_role(actor=request.actor, staff_id=person.id, request=wanted, at=now())
    except DomainError as refusal:
        form.add_error(None, sentence(refusal))
        return _page_of(request, person, role_form=form)
    say(request, _("The role counts from the next click on."))
    return redirect("organisation:staff_member", code)


@require_POST
def role_take(request: HttpRequest, code: str, assignment_id: int) -> HttpResponse:
    """Take a role away."""
    person = selectors.get_staff(request.actor, code=code)
    services.take_role(actor=request.actor, staff_id=person.id, assignment_id=assignment_id, at=now())
    say(request, _("The role was taken away; it ends with the next click."))
    return redirect("organisation:staff_member", code)


@require_POST
def loan_new(request: HttpRequest, code: str) -> HttpResponse:
    """Lend somebody to another store."""
    person = selectors.get_staff(request.actor, code=code)
    form = LoanForm(request.POST, viewer=request.actor, home=person.store_code)
    if not form.is_valid():
        return _page_of(request, person, loan_form=form)
    wanted = services.LoanIn(**form.cleaned_data)
    try:
        services.lend_staff(actor=request.actor, staff_id=person.id, request=wanted, at=now())
    except NotPermitted:
        raise  # the page that says who may
    except DomainError as refusal:
        add_refusal(form, refusal)
        return _page_of(request, person, loan_form=form)
    say(request, _("Lent. From the first day on the other store is open to her; it ends by itself."))
    return redirect("organisation:staff_member", code)


@require_POST
def loan_end(request: HttpRequest, code: str, loan_id: int) -> HttpResponse:
    """End a loan before its last day."""
    person = selectors.get_staff(request.actor, code=code)
    services.end_loan(actor=request.actor, staff_id=person.id, loan_id=loan_id, at=now())
    say(request, _("The loan was ended; the other store is closed to her from the next click on."))
    return redirect("organisation:staff_member", code)


@require_POST
def token_end(request: HttpRequest, code: str, token_id: int) -> HttpResponse:
    """End a program's token."""
    services.revoke_token(actor=request.actor, token_id=token_id, at=now())
    say(request, _("The token was ended."))
    return redirect("organisation:staff_member", code)


@never_cache
@require_POST
def password_reset(request: HttpRequest, code: str) -> HttpResponse:
    """A new first password; the answer shows it, and nothing keeps it."""
    person = selectors.get_staff(request.actor, code=code)
    password = flows.reset_password(actor=request.actor, staff_id=person.id, at=now())
    return _page_of(request, person, first_password=password)


def _new_page(form: StaffForm) -> dict[str, Any]:
    page = FormPage(
        _("Take somebody on"),
        _("Roles and the first password follow on the next page."),
        _("Take on"),
        reverse("organisation:staff"),
        _("Staff"),
    )
    return {"form": form, "page": page}


def _page_of(
    request: HttpRequest, person: selectors.StaffFile, *, role_form: RoleForm | None = None, first_password: str = "",
    loan_form: LoanForm | None = None,
) -> HttpResponse:  # fmt: skip
    reach = request.actor.scope(MANAGE)
    may_edit = request.actor.may(MANAGE) and reach.covers(person.store_id) and person.is_active
    gives = may_edit and reach.chain_wide and person.id != request.actor.staff_id
    context = {
        "person": person,
        "may_edit": may_edit,
        "gives_roles": gives,
        "role_form": role_form or (RoleForm(viewer=request.actor) if gives else None),
        "first_password": first_password,
        "loans": selectors.loans_of(request.actor, staff_id=person.id, at=now()),
        "loan_form": loan_form or _loan_form(request, person),
        "tokens": selectors.tokens_queryset(person.id) if may_edit else [],
    }
    return render(request, "organisation/staff_member.html", context, status=422 if role_form or loan_form else 200)


def _loan_form(request: HttpRequest, person: selectors.StaffFile) -> LoanForm | None:
    """For those who may lend this person; nobody lends themselves."""
    reach = request.actor.scope(OrganisationPermission.LEND_STAFF)
    is_own = person.id == request.actor.staff_id
    if person.store_id is None or not person.is_active or is_own or not reach.covers(person.store_id):
        return None
    return LoanForm(viewer=request.actor, home=person.store_code)
