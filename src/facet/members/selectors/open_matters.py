"""What keeps a file from being archived. R345."""

from collections.abc import Sequence

from django.utils.translation import gettext

from facet.kernel import registry
from facet.members.models import Standing

SLOT = "member.open_matter"


def open_matters(member_id: int) -> list[str]:
    """One sentence for each thing that is open with the member, as the slot's domains tell. Queries: 1 and theirs.

    Slot "member.open_matter": callable(member_id) → sentences in the reader's language, none if nothing is open.
    """
    return [sentence for ask in registry.offers(SLOT) for sentence in ask(member_id)]


def standing_matters(member_id: int) -> Sequence[str]:
    """Points that the member owes us, and open credit. Queries: 1."""
    standing = Standing.objects.filter(pk=member_id).first()
    if standing is None:
        return ()
    owed = [gettext("{n} points are owed.").format(n=standing.points_owed)] if standing.points_owed else []
    yuan = f"{standing.credit_open_cents // 100}.{standing.credit_open_cents % 100:02}"
    credit = [gettext("¥{yuan} of credit is open.").format(yuan=yuan)] if standing.credit_open_cents else []
    return [*owed, *credit]
