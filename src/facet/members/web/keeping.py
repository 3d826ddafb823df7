"""The house's own lists: tags, groups, fields of the chain's own, texts of consents."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from facet.kernel import formats
from facet.kernel.clock import now
from facet.kernel.errors import NotFound
from facet.kernel.interface import OperationForm
from facet.kernel.permissions import require
from facet.kernel.transactions import viewing
from facet.members import selectors, services
from facet.members.permissions import MembersPermission
from facet.members.rules.field import FIELD_KINDS
from facet.members.rules.group import GROUP_KINDS
from facet.members.rules.words import CONSENT_PURPOSES
from facet.members.selectors import TagRow
from facet.members.web.keeping_forms import (
    ConsentTextForm,
    FieldForm,
    GroupForm,
    NumbersForm,
    TagForm,
    group_rules,
    in_words,
)
from facet.members.web.pages import FormPage, form_page, sent

GROUPS, FIELDS = MembersPermission.MANAGE_GROUPS, MembersPermission.MANAGE_FIELDS


@require_GET
def tags(request: HttpRequest) -> HttpResponse:
    """The words by which members are sorted, and how many bear each."""
    require(request.actor, MembersPermission.EDIT_MEMBERS)
    with viewing(request.actor):
        rows = [(row, in_words(row.name, row.name_en)) for row in selectors.list_tags(request.actor)]
    return render(request, "members/tags.html", {"rows": rows, "may_manage": request.actor.may(GROUPS)})


@require_http_methods(["GET", "POST"])
def tag(request: HttpRequest, tag_id: int | None = None) -> HttpResponse:
    """Add a tag, or change one."""
    require(request.actor, GROUPS)
    known = _tag(request, tag_id) if tag_id else None
    initial = (
        {name: getattr(known, name) for name in ("name", "name_en", "tone", "order", "is_active")} if known else {}
    )
    form = TagForm(sent(request), initial=initial)
    page = FormPage(
        title=known.name if known else gettext("New tag"), purpose=gettext("A word by which members are sorted."),
        back=reverse("members:tags"), crumbs=((reverse("members:tags"), gettext("Member tags")),),
    )  # fmt: skip
    return form_page(request, form, page, lambda: services.save_tag(
        actor=request.actor, operation=form.operation({"tag": tag_id, **form.cleaned_data}), request=form.request(),
        tag_id=tag_id, at=now(),
    ))  # fmt: skip


def _tag(request: HttpRequest, tag_id: int) -> TagRow:
    with viewing(request.actor):
        found = next((row for row in selectors.list_tags(request.actor) if row.id == tag_id), None)
    if found is None:
        raise NotFound(key=str(tag_id))
    return found


@never_cache
@require_http_methods(["GET", "POST"])
def tag_members(request: HttpRequest, tag_id: int) -> HttpResponse:
    """Put a tag on many members, by their numbers."""
    require(request.actor, MembersPermission.EDIT_MEMBERS)
    known = _tag(request, tag_id)
    form = NumbersForm(sent(request))
    page = FormPage(
        title=gettext("Tag members: {name}").format(name=in_words(known.name, known.name_en)),
        purpose=gettext("Only members whose file you may edit."),
        back=reverse("members:tags"), crumbs=((reverse("members:tags"), gettext("Member tags")),),
    )  # fmt: skip
    return form_page(request, form, page, lambda: services.tag_members(
        actor=request.actor, operation=form.operation({"tag": tag_id, **form.cleaned_data}), tag_id=tag_id,
        numbers=form.cleaned_data["numbers"], at=now(),
    ))  # fmt: skip


@require_GET
def groups(request: HttpRequest) -> HttpResponse:
    """The groups that rules, promotions and coupons may name."""
    with viewing(request.actor):
        found = selectors.list_groups(request.actor)
    titles = {rule.key: gettext(rule.title) for rule in group_rules()}
    rows = [
        (row, in_words(row.name, row.name_en), gettext(GROUP_KINDS[row.kind]), titles.get(row.rule, row.rule))
        for row in found
    ]
    return render(request, "members/groups.html", {"rows": rows, "may_manage": request.actor.may(GROUPS)})


@require_http_methods(["GET", "POST"])
def group(request: HttpRequest, code: str = "") -> HttpResponse:
    """Make a group, or change one."""
    require(request.actor, GROUPS)
    known = _group(request, code) if code else None
    form = GroupForm(sent(request), is_new=known is None, rules=group_rules(), initial=_group_initial(known))
    page = FormPage(
        title=in_words(known.name, known.name_en) if known else gettext("New group"),
        purpose=gettext("Numbers count for the chosen rule only; tonight it is computed anew."),
        back=reverse("members:groups"), crumbs=((reverse("members:groups"), gettext("Member groups")),),
    )  # fmt: skip
    return form_page(request, form, page, lambda: services.save_group(
        actor=request.actor, operation=form.operation(), request=form.request(), is_new=known is None, at=now()
    ))  # fmt: skip


def _group(request: HttpRequest, code: str) -> selectors.GroupRow:
    with viewing(request.actor):
        found = next((row for row in selectors.list_groups(request.actor) if row.code == code), None)
    if found is None:
        raise NotFound(key=code)
    return found


def _group_initial(known: selectors.GroupRow | None) -> dict[str, Any]:
    if known is None:
        return {}
    initial = {name: getattr(known, name) for name in ("code", "name", "name_en", "rule", "order", "is_active")}
    for rule in group_rules():
        for ask in rule.asks:
            if rule.key == known.rule and ask.key in known.params:
                initial[f"{rule.key}.{ask.key}"] = formats.shown(known.params[ask.key], ask.unit)
    return initial


@never_cache
@require_http_methods(["GET", "POST"])
def group_members(request: HttpRequest, code: str) -> HttpResponse:
    """Put members into a group that is kept by hand."""
    require(request.actor, GROUPS)
    known = _group(request, code)
    form = NumbersForm(sent(request))
    page = FormPage(
        title=gettext("Put members into: {name}").format(name=in_words(known.name, known.name_en)),
        purpose=gettext("They stay until somebody takes them out on their page."),
        back=reverse("members:groups"), crumbs=((reverse("members:groups"), gettext("Member groups")),),
    )  # fmt: skip
    return form_page(request, form, page, lambda: services.add_to_group(
        actor=request.actor, operation=form.operation({"group": code, **form.cleaned_data}), code=code,
        numbers=form.cleaned_data["numbers"], at=now(),
    ))  # fmt: skip


@require_POST
def leave_group(request: HttpRequest, member_id: int, code: str) -> HttpResponse:
    """Take a member out of a group, then back to her page."""
    form = OperationForm(request.POST)
    if form.is_valid():
        facts = {"member_id": member_id, "code": code}
        services.remove_from_group(actor=request.actor, operation=form.operation(facts), at=now(), **facts)
    return redirect(f"{reverse('members:member', args=[member_id])}?tab=likes")


@require_GET
def fields(request: HttpRequest) -> HttpResponse:
    """The fields that the chain has added to the file."""
    require(request.actor, FIELDS)
    with viewing(request.actor):
        found = selectors.all_fields()
    rows = [(row, in_words(row.name, row.name_en), gettext(FIELD_KINDS[row.kind])) for row in found]
    return render(request, "members/fields.html", {"rows": rows})


@require_http_methods(["GET", "POST"])
def field(request: HttpRequest, code: str = "") -> HttpResponse:
    """Make a field, or change one."""
    require(request.actor, FIELDS)
    known = next((row for row in selectors.all_fields() if row.code == code), None)
    if code and known is None:
        raise NotFound(key=code)
    initial = {name: getattr(known, name) for name in FieldForm.field_order} if known else {}
    if known:
        initial["choices"] = "\n".join(f"{each.code}, {each.name}, {each.name_en}" for each in known.choices)
    form = FieldForm(sent(request), is_new=known is None, initial=initial)
    page = FormPage(
        title=in_words(known.name, known.name_en) if known else gettext("New field"),
        purpose=gettext("It stands on every member’s page at once."),
        back=reverse("members:fields"), crumbs=((reverse("members:fields"), gettext("Own fields")),),
    )  # fmt: skip
    return form_page(request, form, page, lambda: services.save_field(
        actor=request.actor, operation=form.operation(), request=form.request(), is_new=known is None, at=now()
    ))  # fmt: skip


@require_GET
def consent_texts(request: HttpRequest) -> HttpResponse:
    """What is read out before a member answers, every version."""
    require(request.actor, MembersPermission.VIEW_MEMBERS)
    with viewing(request.actor):
        rows = [(gettext(CONSENT_PURPOSES[row.purpose]), row) for row in selectors.consent_texts()]
    return render(request, "members/consent_texts.html", {"rows": rows, "may_manage": request.actor.may(FIELDS)})


@require_http_methods(["GET", "POST"])
def consent_text(request: HttpRequest) -> HttpResponse:
    """Put a new version into force."""
    require(request.actor, FIELDS)
    form = ConsentTextForm(sent(request))
    page = FormPage(
        title=gettext("New text"), purpose=gettext("It is in force as soon as it is saved."),
        back=reverse("members:consent_texts"),
        crumbs=((reverse("members:consent_texts"), gettext("Texts of consents")),),
    )  # fmt: skip

    def act() -> None:
        facts = {name: form.cleaned_data[name] for name in ("purpose", "text", "text_en")}
        services.save_consent_text(actor=request.actor, operation=form.operation(), at=now(), **facts)

    return form_page(request, form, page, act)
