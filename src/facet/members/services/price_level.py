"""What members of one price level pay less than the list price."""

from dataclasses import asdict, dataclass
from datetime import datetime

from facet.audit import services as audit_services
from facet.kernel import operations
from facet.kernel.errors import Invalid, gettext_noop
from facet.kernel.operations import OperationKey
from facet.kernel.permissions import Actor, require
from facet.kernel.transactions import unit_of_work
from facet.members.models import PriceLevel
from facet.members.permissions import MembersPermission

_MOST_GRAM_CENTS = 100_000


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceLevelIn:
    """One level as headquarters defines it. Units: basis points off fixed prices and sets, cents off a gram."""

    name: str
    name_en: str = ""
    fixed_bp: int = 0
    gram_cents: int = 0


@unit_of_work
def save_price_level(
    *, actor: Actor, operation: OperationKey, level: int, wanted: PriceLevelIn, at: datetime
) -> int:  # fmt: skip
    """Say what level 1 to 9 takes off; from now on tickets are priced so. Gives the level.

    Raises: NotPermitted, Invalid. Locks: the level.
    """
    act = operations.begin(operation, kind="members.save_price_level", actor=actor, at=at)
    if act.done:
        return int(act.result["level"])
    require(actor, MembersPermission.MANAGE_CARDS)
    _check(level, wanted)
    row = PriceLevel.objects.select_for_update().filter(level=level).first() or PriceLevel(level=level)
    before = {name: getattr(row, name) for name in asdict(wanted)} if row.pk else {}
    for name, value in asdict(wanted).items():
        setattr(row, name, value)
    row.save()
    audit_services.record(
        actor, "members.price_level_saved", at=at, subject=("members.price_level", row.pk, str(level)),
        before=before, after=asdict(wanted),
    )  # fmt: skip
    act.finish(level=level)
    return level


def _check(level: int, wanted: PriceLevelIn) -> None:
    if not 1 <= level <= 9:
        raise Invalid(field="level", reason=gettext_noop("a level is 1 to 9"))
    if not wanted.name.strip():
        raise Invalid(field="name", reason=gettext_noop("must not be empty"))
    if not 0 <= wanted.fixed_bp < 10_000:
        raise Invalid(field="fixed_bp", reason=gettext_noop("0 to 99.99 %"))
    if not 0 <= wanted.gram_cents <= _MOST_GRAM_CENTS:
        raise Invalid(field="gram_cents", reason=gettext_noop("0 to 1,000 yuan off a gram"))
