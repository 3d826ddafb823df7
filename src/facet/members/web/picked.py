"""What is done with the members that were picked in a list: asked for first, then done to all or none."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_POST

from facet.kernel.clock import now
from facet.kernel.permissions import require
from facet.kernel.transactions import viewing
from facet.members import selectors, services
from facet.members.permissions import MembersPermission
from facet.members.rules.group import GroupKind
from facet.members.web.forms import ClerkForm
from facet.members.web.keeping_forms import PickGroupForm, PickTagForm, in_words
from facet.members.web.pages import FormPage, form_page

Act = Callable[..., int]


@require_POST
def tag_picked(request: HttpRequest) -> HttpResponse:
    """The picked members get a tag."""
    choices = [(str(each), in_words(name, name_en)) for each, name, name_en in selectors.tag_choices()]
    form = PickTagForm(request.POST if "tag" in request.POST else None, tags=choices)

    def act(numbers: list[str], **key: Any) -> int:
        return services.tag_members(tag_id=form.cleaned_data["tag"], numbers=numbers, **key)

    return _done_to_all(request, form, MembersPermission.EDIT_MEMBERS, gettext("Tag {n} members"), act)


@require_POST
def group_picked(request: HttpRequest) -> HttpResponse:
    """The picked members are put into a group that is kept by hand."""
    require(request.actor, MembersPermission.MANAGE_GROUPS)
    with viewing(request.actor):
        groups = [each for each in selectors.list_groups(request.actor) if each.kind == GroupKind.MANUAL]
    choices = [(each.code, in_words(each.name, each.name_en)) for each in groups if each.is_active]
    form = PickGroupForm(request.POST if "group" in request.POST else None, groups=choices)

    def act(numbers: list[str], **key: Any) -> int:
        return services.add_to_group(code=form.cleaned_data["group"], numbers=numbers, **key)

    return _done_to_all(request, form, MembersPermission.MANAGE_GROUPS, gettext("Put {n} members into a group"), act)


@require_POST
def give_picked(request: HttpRequest) -> HttpResponse:
    """The picked members get another clerk."""
    form = ClerkForm(request.POST if "clerk" in request.POST else None)

    def act(numbers: list[str], **key: Any) -> int:
        return services.give_members(to_code=form.cleaned_data["clerk"].strip().upper(), numbers=numbers, **key)

    return _done_to_all(request, form, MembersPermission.HAND_OVER, gettext("Give {n} members to a colleague"), act)


def _done_to_all(request: HttpRequest, form: Any, permission: str, title: str, act: Act) -> HttpResponse:
    """The form above the picked numbers; sent, `act` is done to all of them or to none."""
    require(request.actor, permission)
    picked = [int(each) for each in request.POST.getlist("row")[:500] if each.isdecimal() and len(each) < 19]
    with viewing(request.actor):
        rows = selectors.members_queryset(request.actor).filter(pk__in=picked).order_by("pk")
        numbers = [(row.pk, row.number) for row in rows]
    count = len(numbers)
    page = FormPage(
        title=title.format(n=count), purpose=", ".join(number for _, number in numbers[:40]),
        back=reverse("members:list"), crumbs=((reverse("members:list"), gettext("Members")),),
        extra={"picked": [pk for pk, _ in numbers]},
    )  # fmt: skip
    return form_page(
        request, form, page,
        lambda: act(
            [number for _, number in numbers], actor=request.actor, at=now(),
            operation=form.operation({"picked": picked, **form.cleaned_data}),
        ),
        said=ngettext("Done for {n} member.", "Done for {n} members.", count).format(n=count),
    )  # fmt: skip
