"""What a grade brings beside points, in words and numbers. Pure. Source: R039, R040, R348."""

from dataclasses import dataclass, fields

from facet.kernel.errors import Invalid, gettext_noop

LONGEST = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyIn:
    """The policy of one grade. Shares in basis points; texts are empty where the grade brings nothing of the kind.

    `standard` is what staff do for a member of this grade, shown on her page and at the till.
    """

    grade_code: str
    member_discount_bp: int = 0
    labour_discount_bp: int = 0
    birthday_gift: str = ""
    free_services: str = ""
    campaign_rights: str = ""
    standard: str = ""
    standard_en: str = ""


def checked_policy(request: PolicyIn, *, codes: frozenset[str]) -> PolicyIn:
    """`request` if the grade exists and every share is one. Raises: Invalid, naming the field."""
    if request.grade_code not in codes:
        raise Invalid(field="grade_code", reason=gettext_noop("Choose one of the list."))
    for name in ("member_discount_bp", "labour_discount_bp"):
        if not 0 <= getattr(request, name) <= 10_000:
            raise Invalid(field=name, reason=gettext_noop("A share lies between 0 and 100 %."))
    for field in fields(PolicyIn):
        value = getattr(request, field.name)
        if isinstance(value, str) and len(value) > LONGEST:
            raise Invalid(field=field.name, reason=gettext_noop("This is too long."))
    return request
