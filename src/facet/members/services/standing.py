"""The member lock, and the one write that goes with it."""

from typing import Any

from facet.kernel.transactions import joins_unit_of_work
from facet.members.errors import MemberUnknown
from facet.members.models import Standing

_WRITABLE = frozenset(
    {
        "grade_code",
        "points_available",
        "points_owed",
        "points_lifetime",
        "spend_cents",
        "visits",
        "last_visit_on",
        "last_store_id",
        "credit_open_cents",
    }
)


@joins_unit_of_work
def lock_standing(member_id: int) -> Standing:
    """The member's standing row, locked until the transaction ends; of a joined file, her who stands for it.

    Whoever books on a member goes by `standing.pk`. Raises: MemberUnknown. Locks: the standing.
    Queries: 1, and 1 more for a joined file.
    """
    rows = Standing.objects.select_for_update(of=("self",)).select_related("member")
    standing = rows.filter(pk=member_id).first()
    if standing is not None and standing.member.merged_into_id:
        standing = rows.filter(pk=standing.member.merged_into_id).first()
    if standing is None:
        raise MemberUnknown(key=member_id)
    return standing


@joins_unit_of_work
def lock_standings(member_ids: list[int]) -> dict[int, Standing]:
    """Several standings, locked in the order of their ids; unknown ids are left out. Queries: 1."""
    rows = Standing.objects.select_for_update().filter(pk__in=member_ids).order_by("pk")
    return {standing.pk: standing for standing in rows}


@joins_unit_of_work
def apply_standing(standing: Standing, **changes: Any) -> None:
    """Write `changes` to the locked `standing`: one UPDATE, nothing when nothing changes.

    Names are the columns (`last_store_id`, not `last_store`). Queries: 1.
    """
    if unknown := changes.keys() - _WRITABLE:
        raise TypeError(f"not columns of a standing: {sorted(unknown)}")
    if not changes:
        return
    for column, value in changes.items():
        setattr(standing, column, value)
    standing.version += 1
    fields = {column.removesuffix("_id") for column in changes}
    standing.save(update_fields=[*sorted(fields), "version"])
