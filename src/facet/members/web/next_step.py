"""What members itself knows of the next step, and the parts of the head that other rows hold."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext

from facet.kernel import registry
from facet.kernel.permissions import Actor
from facet.members import selectors
from facet.members.permissions import MembersPermission
from facet.members.rules import next_step
from facet.members.rules.next_step import NextStep
from facet.members.rules.occasion import OCCASION_KINDS
from facet.members.selectors import MemberFile
from facet.members.selectors.head import credit_limit, last_contact_on
from facet.members.selectors.occasion import occasions_of
from facet.members.selectors.silence import senior_grades, silent_days
from facet.members.web.contact_forms import said


def own_steps(actor: Actor, file: MemberFile) -> list[NextStep | None]:
    """A promise that is due, a day she keeps, a senior member left alone. Queries: 7 at most."""
    url = reverse("members:contact", args=[file.id])
    steps: list[NextStep | None] = []
    promised = selectors.follow_up_due(file.id, on=file.today)
    if promised is not None and promised.follow_up_on:
        topic = said(promised.topic.name, promised.topic.name_en)
        steps.append(next_step.follow_up_step(topic, promised.follow_up_on, today=file.today, url=url))
    steps += [
        next_step.occasion_step(
            each.label or gettext(OCCASION_KINDS[each.kind]), each.next_on, today=file.today,
            lead_days=each.lead_days, url=url,
        )
        for each in occasions_of(actor, file.id)
    ]  # fmt: skip
    return [*steps, _senior(file, url)]


def _senior(file: MemberFile, url: str) -> NextStep | None:
    if file.grade_code not in senior_grades(file.today):
        return None
    touches = [each for each in (file.last_visit_on, last_contact_on(file.id), file.opened_on) if each]
    return next_step.senior_silence_step((file.today - max(touches)).days, silent_days(file.today), url=url)


def head_parts(actor: Actor, file: MemberFile) -> Mapping[str, Any]:
    """Pending points and the next that end (slot "member.head"), and the credit limit by right. Queries: 3 at most."""
    parts: dict[str, Any] = {}
    for fill in registry.offers("member.head"):
        parts |= fill(actor, file.id, file.today)
    if actor.may(MembersPermission.VIEW_CREDIT):
        parts["credit_limit"] = credit_limit(file.id)
    return parts
