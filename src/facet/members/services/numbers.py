"""The numbers of members and cards."""

from facet.kernel.transactions import joins_unit_of_work
from facet.members.models import Card, Member
from facet.members.rules.numbers import card_number, member_number, serial_of


@joins_unit_of_work
def next_member_numbers(count: int = 1) -> list[str]:
    """The next `count` member numbers, without gaps. Queries: 1."""
    newest = Member.objects.order_by("-number").values_list("number", flat=True).first()
    first = serial_of(newest) + 1 if newest else 1
    return [member_number(first + step) for step in range(count)]


@joins_unit_of_work
def next_card_numbers(count: int = 1) -> list[str]:
    """The next `count` card numbers that nobody brought along from an older system. Queries: 2."""
    newest = Card.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    wanted = [card_number(newest + step) for step in range(1, 2 * count + 20)]
    taken = set(Card.objects.filter(number__in=wanted).values_list("number", flat=True))
    return [number for number in wanted if number not in taken][:count]
