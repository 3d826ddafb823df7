"""The numbers of members and cards, from the house's number series."""

from facet.kernel.transactions import joins_unit_of_work
from facet.members.models import Card
from facet.members.rules.numbers import card_number, member_number
from facet.organisation import services as organisation_services


@joins_unit_of_work
def next_member_numbers(count: int = 1) -> list[str]:
    """The next `count` member numbers, without gaps. Locks: the series; take it late. Queries: `count`."""
    return [member_number(organisation_services.next_number("members.member")) for _ in range(count)]


@joins_unit_of_work
def next_card_numbers(count: int = 1) -> list[str]:
    """The next `count` card numbers that nobody brought along from an older system.

    Locks: the series; take it late. Queries: `count` and 1, twice that where some were taken.
    """
    free: list[str] = []
    while len(free) < count:
        wanted = [card_number(organisation_services.next_number("members.card")) for _ in range(count - len(free))]
        taken = set(Card.objects.filter(number__in=wanted).values_list("number", flat=True))
        free += [number for number in wanted if number not in taken]
    return free
