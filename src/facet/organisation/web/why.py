"""The answer of the page "why" in sentences."""

from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from facet.kernel.errors import gettext_noop
from facet.organisation.selectors import Answer, RoleHeld
from facet.organisation.web.fields import named
from facet.organisation.web.words import scope_name

VERDICTS = {
    "yes": gettext_noop("{name} may do this: {right}."),
    "yes_own": gettext_noop("{name} may do this for the own records only: {right}."),
    "no_role": gettext_noop("{name} holds no role at all, so no right either."),
    "not_in_roles": gettext_noop("None of the roles that {name} holds includes this right: {right}."),
    "elsewhere": gettext_noop("{name} holds this right, but not for {store}: {right}."),
    "franchisee": gettext_noop("{name} works for a franchisee and reaches the franchisee's stores only: {right}."),
    "left": gettext_noop("{name} cannot sign in any more, so no right counts."),
}
WITH = gettext_noop("Role {role} at {place}: reaches {scope}.")
WITHOUT = gettext_noop("Role {role} at {place}: does not include it.")


@dataclass(frozen=True, slots=True)
class Words:
    """A sentence for the verdict, one for each role held, and what would help."""

    verdict: str
    grounds: tuple[str, ...]
    helps: str
    granters: str


def in_words(answer: Answer, *, right: str, store: str) -> Words:
    """`answer` for people. `store` is "" when anywhere was asked."""
    facts = {"name": answer.staff.name, "right": right, "store": store or _("any store")}
    held = {each.id: each for each in answer.held}
    grounds = tuple(
        _(WITH if ground.scope else WITHOUT).format(
            role=_role_name(held[ground.assignment_id]),
            place=answer.place_of(ground) or _("no store"),
            scope=scope_name(ground.scope),
        )
        for ground in answer.verdict.grounds
    )
    roles = ", ".join(named(role) for role in answer.roles)
    helps = "" if answer.verdict.may else _("These roles include it: {roles}.").format(roles=roles or _("none"))
    return Words(
        verdict=_(VERDICTS[answer.verdict.reason]).format(**facts),
        grounds=grounds,
        helps=helps,
        granters=", ".join(answer.granters),
    )


def _role_name(held: RoleHeld) -> str:
    return held.role_name_en if (get_language() or "").startswith("en") and held.role_name_en else held.role_name
