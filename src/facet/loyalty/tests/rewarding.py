"""Members who brought each other, households, grants: rows for the tests of rewards."""

from typing import Any

from django.apps import apps

from facet.loyalty import services
from facet.loyalty.rules.templates import TEMPLATES
from facet.loyalty.tests import factories as make


def rules(**sections: Any) -> None:
    """The seed's rules with other sections, in force."""
    base, ladder = TEMPLATES["seed"]
    TEMPLATES["rewards"] = (base | sections, ladder)
    try:
        make.programme("rewards")
    finally:
        del TEMPLATES["rewards"]


def bring(referrer: Any) -> Any:
    """A new member whom `referrer` brought."""
    row = make.member()
    row.referrer = referrer
    row.save(update_fields=["referrer"])
    return row


def chain(length: int) -> list[Any]:
    """So many members, each brought by the one before."""
    members = [make.member()]
    while len(members) < length:
        members.append(bring(members[-1]))
    return members


def household(*members: Any) -> None:
    """They live together."""
    home = apps.get_model("members", "Household").objects.create(head=members[0], created_at=make.AT)
    for each in members:
        row = {"household": home, "member": each, "joined_at": make.AT}
        apps.get_model("members", "HouseholdMember").objects.create(**row)


def transfer(one: Any, other: Any, points: int, by: Any = None) -> Any:
    """`one` gives `other` points."""
    wanted = services.TransferIn(from_id=one.pk, to_id=other.pk, points=points)
    who = by or make.actor("loyalty.redeem")
    return services.transfer_points(actor=who, operation=make.key(), request=wanted, at=make.AT, on=make.ON)
