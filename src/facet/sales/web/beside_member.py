"""What other domains show beside the member at the till: slot "till.member"."""

from datetime import datetime

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from facet.kernel import registry
from facet.sales.selectors.till import TillView


def beside_member(request: HttpRequest, view: TillView, *, at: datetime) -> SafeString:
    """The panels that the actor may see of the ticket's member, as HTML; nothing without a member."""
    if view.member is None:
        return SafeString()
    panels = [each for each in registry.offers("till.member") if request.actor.may(each.permission)]
    parts = [
        render_to_string(each.template, each.context(request.actor, view.member.id, at), request) for each in panels
    ]
    return mark_safe("".join(parts))  # noqa: S308 -- rendered templates, each of which escapes
