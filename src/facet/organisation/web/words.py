"""Scopes, limits and domains in the reader's words."""

from django.utils.translation import gettext as _

from facet.kernel import formats
from facet.kernel.errors import gettext_noop
from facet.organisation.models import RoleGrant

DOMAINS = {
    "organisation": gettext_noop("House and people"),
    "audit": gettext_noop("Audit"),
    "catalog": gettext_noop("Catalogue and gold price"),
    "inventory": gettext_noop("Goods"),
    "members": gettext_noop("Members"),
    "loyalty": gettext_noop("Points"),
    "sales": gettext_noop("Sales"),
    "purchasing": gettext_noop("Purchasing"),
    "limits": gettext_noop("Limits without a second person"),
    "switches": gettext_noop("Sensitive fields"),
}


def domain_name(key: str) -> str:
    """What staff call a domain."""
    return _(DOMAINS.get(key, key))


def scope_name(scope: str) -> str:
    """How far a right reaches; "" for not at all."""
    return _(RoleGrant.Scope(scope).label) if scope else ""


def amount_text(value: int, unit: str) -> str:
    """A value with its unit: 15%, ¥20.00, 1,000 points."""
    if unit == "percent":
        return f"{formats.shown(value, 'percent')}%"
    if unit == "yuan":
        return f"¥{formats.shown(value, 'yuan')}"
    if unit == "grams":
        return _("%(grams)s g") % {"grams": formats.shown(value, "grams")}
    if unit == "points":
        return _("%(points)s points") % {"points": formats.shown(value, "points")}
    if unit == "rows":
        return _("%(rows)s rows") % {"rows": formats.shown(value, "points")}
    return str(value)


def limit_text(value: int, unit: str) -> str:
    """A limit; "" where there is none to give."""
    return amount_text(value, unit) if value else ""
