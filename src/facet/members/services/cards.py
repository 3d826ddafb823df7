"""Cards and their types."""

from facet.kernel.errors import NotFound
from facet.kernel.transactions import joins_unit_of_work
from facet.members.models import CardType
from facet.members.rules.cards import FIRST_TYPE


@joins_unit_of_work
def card_type_of(code: str) -> CardType:
    """The card type `code`, or the first one in use; a new chain gets its first type here.

    Raises: NotFound. Queries: 1, or 2 the first time of all.
    """
    types = CardType.objects.filter(is_active=True)
    if code:
        found = types.filter(code=code).first()
        if found is None:
            raise NotFound(key=code)
        return found
    return (
        types.order_by("order", "pk").first() or CardType.objects.get_or_create(code="standard", defaults=FIRST_TYPE)[0]
    )


@joins_unit_of_work
def define_card_types(types: list[dict[str, object]]) -> None:
    """Lay down the chain's card types by code; for the demonstration and the first set-up."""
    for order, each in enumerate(types):
        CardType.objects.update_or_create(code=each["code"], defaults={"order": order, **each})
